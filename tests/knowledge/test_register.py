from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from dateline.knowledge.names import name_key
from dateline.knowledge.register import Register, load_register
from dateline.ontology import load_ontology

CERTAIN = 0.6


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(cell[0], cell[1] if len(cell) > 1 else "") for cell in cells]


@pytest.mark.parametrize(("name", "actor"), pairs("same_names.tsv"))
def test_spellings_of_one_group_are_found(register: Register, name: str, actor: str) -> None:
    found = register.find(name)
    assert [match.actor.id for match in found] == [actor]
    assert found[0].score >= CERTAIN


@pytest.mark.parametrize(("name", "actor"), pairs("other_names.tsv"))
def test_names_of_others_are_kept_apart(register: Register, name: str, actor: str) -> None:
    sure = [match.actor.id for match in register.find(name) if match.score >= CERTAIN]
    assert actor not in sure
    assert actor or sure == []


def test_no_two_actors_share_an_unmarked_name(register: Register) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for actor in register.actors.values():
        marked = {name_key(name) for name in actor.misleading}
        for name in (actor.name, *actor.names):
            if name_key(name) not in marked:
                owners[name_key(name)].add(actor.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_no_unmarked_name_is_a_state_or_its_people(register: Register) -> None:
    assert [key for key in register.by_key if _is_state(register, key)] == []


def _is_state(register: Register, key: str) -> bool:
    words = key.split()
    state = register.state_at(words, 0)
    return state is not None and state[1] == len(words)


def test_register_is_as_large_as_promised(register: Register) -> None:
    groups = [actor for actor in register.actors.values() if actor.kind in ("armed_group", "militia")]
    assert len(groups) >= 1900
    own = [actor for actor in register.actors.values() if not re.fullmatch(r"state:[A-Z]{2}:[a-z]+", actor.id)]
    assert sum(1 + len(actor.names) + len(actor.misleading) for actor in own) >= 6500


def test_every_state_has_its_forces(register: Register) -> None:
    for code in register.state_names:
        for kind in ("government", "military", "police", "intelligence"):
            assert register.state_actor(code, kind).countries == (code,)
    assert register.find("Tatmadaw")[0].actor == register.state_actor("MM", "military")
    mossad = register.find("Mossad")[0].actor
    assert (mossad.id, mossad.parent) == ("state:IL:intelligence:mossad", "state:IL:intelligence")


@pytest.mark.parametrize(
    "name", ["ISI", "Scorpions", "The Base", "National Guard", "Army of God", "SAS", "Dabiq", "MSS"]
)
def test_common_words_and_shared_initials_mislead(register: Register, name: str) -> None:
    assert all(match.score < CERTAIN for match in register.find(name))


def test_every_actor_is_well_formed(register: Register) -> None:
    kinds = set(load_ontology().actor_kinds)
    for actor in register.actors.values():
        assert actor.kind in kinds, actor
        assert all(len(code) == 2 and code.isupper() for code in actor.countries), actor
        assert actor.parent is None or actor.parent in register.actors or actor.parent == "group:fatah", actor
        assert actor.id == actor.id.strip("-:") and "--" not in actor.id, actor


def test_misleading_name_gives_all_its_owners_and_is_never_enough(register: Register) -> None:
    found = register.find("Islamic Jihad")
    assert {match.actor.id for match in found} >= {"group:palestinian-islamic-jihad", "group:egyptian-islamic-jihad"}
    assert all(match.score < CERTAIN for match in found)


def test_names_are_found_inside_words_longest_first(register: Register) -> None:
    words = "fighters of al-Qaida in Iraq and Boko Haram fled".split()
    found = [(first, end, match.actor.id) for first, end, match in register.names_in(words)]
    assert found == [(2, 5, "group:al-qaida-in-iraq"), (6, 8, "group:boko-haram")]


def test_spelling_is_asked_of_names_only(register: Register) -> None:
    words = "Interim President Gandhi is gone , Contreras too , and Lashkar-e-Taybah fled".split()
    assert [match.actor.id for _, _, match in register.names_in(words)] == ["group:lashkar-e-taiba"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("u.s. and iraqi troops", ("US", "IQ")),
        ("the north korean army", ("KP",)),
        ("the south sudanese army", ("SS",)),
        ("the sudanese army", ("SD",)),
        ("kremlin", ("RU",)),
        ("sri lankan navy", ("LK",)),
        ("dominican police", ()),
        ("kurdish rebels", ()),
        ("nigerien soldiers", ("NE",)),
        ("nigerian soldiers", ("NG",)),
        ("the democratic republic of congo", ("CD",)),
    ],
)
def test_states_are_read_from_names_and_adjectives(register: Register, words: str, codes: tuple[str, ...]) -> None:
    assert register.states_in(words.split()) == codes


def test_state_forces_have_stable_identifiers(register: Register) -> None:
    actor = register.state_actor("IQ", "police")
    assert (actor.id, actor.kind, actor.countries) == ("state:IQ:police", "police", ("IQ",))


def test_loading_twice_gives_the_same(register: Register) -> None:
    assert load_register() == register
