"""The code book: complete, and its codes are those that the schemes know."""

from __future__ import annotations

import pytest

from dateline.ontology import load_ontology
from dateline.records import PlacePrecision, TimePrecision

ACLED = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}
PLOVER = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)


def test_the_lists_have_the_words_of_the_code_book() -> None:
    ontology = load_ontology()
    assert len(ontology.event_types) == 26
    assert len(ontology.statuses) == 7
    assert len(ontology.speakers) == 16
    assert len(ontology.relations) == 13
    assert list(ontology.stances) == ["claims", "denies", "accused", "praises", "nobody"]


@pytest.mark.parametrize("name", list(load_ontology().event_types))
def test_codes_of_event_types_exist_in_their_schemes(name: str) -> None:
    kind = load_ontology().event_types[name]
    if kind.acled is not None:
        assert kind.acled[1] in ACLED[kind.acled[0]]
    if kind.plover is not None:
        assert kind.plover[0] in PLOVER
    assert kind.gtd is None or 1 <= kind.gtd <= 9
    assert kind.ucdp in {None, "battle", "one_sided"}


def test_precisions_are_those_of_the_records() -> None:
    ontology = load_ontology()
    assert set(ontology.place_precisions) == {str(precision) for precision in PlacePrecision}
    assert set(ontology.time_precisions) == {str(precision) for precision in TimePrecision}


def test_the_lists_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_ontology().event_types["new"] = load_ontology().event_types["clash"]  # type: ignore[index]
