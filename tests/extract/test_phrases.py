"""Noun phrases and the tags they are read from."""

from __future__ import annotations

import itertools

import pytest
from readings import knowledge, mark, parse

from dateline.extract.marking.tagging import tag_sentence
from dateline.extract.marks import Phrase


def phrases(text: str) -> dict[str, Phrase]:
    return {phrase.span.of(text): phrase for phrase in mark(parse(text)).phrases}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen attacked the bus.", ["Gunmen", "bus"]),
        ("The army said five Kenyan soldiers died.", ["army", "Kenyan soldiers"]),
        ("Police arrested the leader of the Hill Front.", ["Police", "leader of the Hill Front"]),
        ("A spokesman for the River Brigade denied it.", ["spokesman for the River Brigade", "it"]),
        ("Afghan and coalition troops raided a house.", ["Afghan and coalition troops", "house"]),
        ("The Justice and Unity Movement signed a truce.", ["Justice and Unity Movement", "truce"]),
        ("Suspected rebels shot a guard.", ["Suspected rebels", "guard"]),
        ("The rebels claim victory.", ["rebels", "victory"]),
        ("U.S.-led forces hit a camp.", ["U.S.-led forces", "camp"]),
        ("The army's offensive went on east of Goma.", ["army's offensive", "Goma"]),
        ("They killed him.", ["They", "him"]),
        ("Troops guard the police station.", ["Troops", "police station"]),
        ("Police station two officers there.", ["Police", "officers"]),
        ("On Friday gunmen kidnapped its driver last week.", ["gunmen", "its driver"]),
        ("Both sides accused some residents.", ["Both sides", "some residents"]),
    ],
)
def test_finds_noun_phrases(text: str, wanted: list[str]) -> None:
    assert list(phrases(text)) == wanted


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("The soldiers left.", "soldiers", "military"),
        ("A gunman fled.", "gunman", "unidentified_armed"),
        ("Policemen came.", "Policemen", "police"),
        ("Foreign Minister Idris Bello resigned.", "Foreign Minister Idris Bello", "government"),
        ("General Tomas Reyes spoke.", "General Tomas Reyes", "military"),
        ("Villagers fled.", "Villagers", "civilians"),
        ("The mosque burned.", "mosque", "object"),
        ("Protesters gathered.", "Protesters", "protesters"),
        ("Rebels of the Hill Front fled.", "Rebels of the Hill Front", "armed_group"),
        ("Journalist Ana Duarte wrote it.", "Journalist Ana Duarte", "media"),
        ("The weather changed.", "weather", "unknown"),
    ],
)
def test_tells_the_kind_of_actor(text: str, phrase: str, kind: str) -> None:
    assert phrases(text)[phrase].kind == kind


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Suspected militants fled.", "Suspected militants"),
        ("The alleged bomber was held.", "alleged bomber"),
        ("The so-called Hill Front did it.", "so-called Hill Front"),
    ],
)
def test_marks_doubt(text: str, phrase: str) -> None:
    assert phrases(text)[phrase].doubt


def test_head_is_the_last_word_before_of() -> None:
    text = "Police arrested the leader of the Hill Front."
    assert phrases(text)["leader of the Hill Front"].head.of(text) == "leader"


def test_phrases_do_not_overlap_and_come_in_order() -> None:
    text = "The head of the Hill Front and two of its fighters attacked Goma's airport, and officials of the U.N. left."
    spans = [phrase.span for phrase in mark(parse(text)).phrases]
    assert spans == sorted(spans)
    assert not any(left.overlaps(right) for left, right in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Rebels attack villages.", "NVN."),
        ("A rebel attack failed.", "DNNV."),
        ("The attack on Goma failed.", "DNPNV."),
        ("Rebels attacked a convoy.", "NVDN."),
        ("Armed men fled.", "QNV."),
        ("The bombing of Goma ended.", "DNPNV."),
        ("Jets are bombing the town.", "NAGDN."),
        ("They will attack.", "RMB."),
        ("Troops tried to storm it.", "NVTBR."),
        ("He was killed on Friday.", "RAVPF."),
        ("France plans to strike.", "NVTB."),
        ("The general's army won.", "DNSNV."),
        ("It may rain in May.", "RMNPF."),
    ],
)
def test_tags_words_by_their_neighbours(text: str, tags: str) -> None:
    tagged = tag_sentence(parse(text).sentences[0], knowledge().triggers.words)
    assert tagged.tags == tags
