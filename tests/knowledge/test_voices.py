from __future__ import annotations

import pytest

from dateline.knowledge.pages import split_term
from dateline.knowledge.voices import inflect, load_voices
from dateline.ontology import load_ontology


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("claim", ("claim", "claims", "claimed", "claiming")),
        ("accuse", ("accuse", "accuses", "accused", "accusing")),
        ("reply", ("reply", "replies", "replied", "replying")),
        ("stress", ("stress", "stresses", "stressed", "stressing")),
        ("admit", ("admit", "admits", "admitted", "admitting")),
        ("call for", ("call for", "calls for", "called for", "calling for")),
    ],
)
def test_regular_verbs_are_inflected(lemma: str, forms: tuple[str, ...]) -> None:
    assert inflect(lemma) == forms


def test_longest_cue_wins() -> None:
    cue = load_voices().cue_at(["called", "for", "calm"], 0)
    assert cue is not None
    assert (cue.lemma, cue.form, cue.frame) == ("call for", "past", "object")


def test_kinds_of_speakers_are_those_of_the_code_book() -> None:
    assert set(load_voices().speaker_order) <= set(load_ontology().speakers)


def test_relations_and_channels_are_those_of_the_code_book() -> None:
    ontology = load_ontology()
    voices = load_voices()
    assert {kind for kind, _ in (*voices.ties.patterns, *voices.ties.alignments)} == set(ontology.relations)
    assert {channel for channel, _ in voices.claims.channels} == set(ontology.channels)
    assert voices.claims.deeds <= set(ontology.event_types)


def test_terms_are_cut_as_text_is() -> None:
    assert split_term("Prosecutor's office") == ("prosecutor", "'s", "office")


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("no group has claimed responsibility for it", [(0, 4)]),
        ("no one has yet claimed responsibility", [(0, 5)]),
        ("the group claimed responsibility", []),
    ],
)
def test_phrases_of_no_claim_are_found(words: str, spans: list[tuple[int, int]]) -> None:
    assert list(load_voices().claims.find("nobody", words.split())) == spans
