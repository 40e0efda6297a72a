from __future__ import annotations

import pytest

from dateline.extract.numbers import find_quantities
from dateline.extract.toll_effects import Toll, find_tolls
from dateline.knowledge.tolls import TollLexicon, load_tolls
from dateline.parse import parse_report
from dateline.records import Report


@pytest.fixture(scope="module")
def lexicon() -> TollLexicon:
    return load_tolls()


def tolls_of(text: str, lexicon: TollLexicon) -> tuple[Toll, ...]:
    parsed = parse_report(Report(id="r", text=text, language="en"))
    return find_tolls(parsed, find_quantities(parsed), lexicon)


def effects(text: str, lexicon: TollLexicon) -> dict[str, str]:
    return {toll.quantity.span.of(text): "+".join(toll.effects) for toll in tolls_of(text, lexicon)}


@pytest.mark.parametrize(
    ("text", "words", "effect"),
    [
        ("A mine went off in Gao, killing at least five people.", "at least five people", "killed"),
        ('The army said a strike near Kidal had killed 12 "rebels".', '12 "rebels"', "killed"),
        ("The death toll from the blast in Herat has risen to 11.", "11", "killed"),
        ("Two more deaths raised the toll to 23.", "23", "killed"),
        ("Police put the number of dead at five.", "five", "killed"),
        ("Fourteen people are now known to have died in the raid.", "Fourteen people", "killed"),
        ("Five people lost their lives in Mopti.", "Five people", "killed"),
        ("Three more patients did not survive the night.", "Three more patients", "killed"),
        ("Residents said the dead were nine civilians.", "nine civilians", "killed"),
        ('"We buried nine people," a farmer said.', "nine people", "killed"),
        ("Volunteers carried 12 bodies from the market.", "12 bodies", "killed"),
        ("The bodies of 12 people were found near Goma.", "12 people", "killed"),
        ("The attack claimed seven lives.", "seven lives", "killed"),
        ("The blast left 12 people dead.", "12 people", "killed"),
        ("A child was among the dead.", "A child", "killed"),
        ("A policeman was shot dead in Basra.", "A policeman", "killed"),
        ("Twelve fighters were eliminated in the raid.", "Twelve fighters", "killed"),
        ("At least 20 people, including two nurses, were killed in Ghazni.", "At least 20 people", "killed"),
        ("At least 20 people, including two nurses, were killed in Ghazni.", "two nurses", "killed"),
        ("A bomb exploded in Quetta, wounding several others.", "several others", "injured"),
        ("Sixteen people were treated for burns.", "Sixteen people", "injured"),
        ("Seven soldiers were taken to a hospital in Kano.", "Seven soldiers", "injured"),
        ("Police said dozens of protesters were detained.", "dozens of protesters", "taken"),
        ("Gunmen kidnapped four aid workers near Goma.", "four aid workers", "taken"),
        ("Troops freed 12 hostages in Jolo.", "12 hostages", "taken"),
        ("Rebels took three engineers hostage.", "three engineers", "taken"),
        ("Nobody was hurt in the blast.", "Nobody", "injured"),
        ("No casualties were reported in the village.", "No casualties", "killed+injured"),
        ("He confirmed the toll of 14 and said two suspects had been arrested.", "14", "killed"),
        ("He confirmed the toll of 14 and said two suspects had been arrested.", "two suspects", "taken"),
    ],
)
def test_find_tolls_tells_what_befell(text: str, words: str, effect: str, lexicon: TollLexicon) -> None:
    assert effects(text, lexicon).get(words) == effect


@pytest.mark.parametrize(
    "text",
    [
        "The group threatened to kill two hostages.",
        "Three gunmen killed the mayor of Herat.",
        "Five witnesses said they heard an explosion.",
        "There was no word on casualties.",
        "Two ministers met in Geneva.",
    ],
)
def test_find_tolls_leaves_out_those_whom_nothing_befell(text: str, lexicon: TollLexicon) -> None:
    assert not any(toll.effects for toll in tolls_of(text, lexicon))


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The death toll in Sebha rose to 31.", "31", "whole"),
        ("Six of the wounded died overnight.", "Six of the wounded", "more"),
        ("More than 30 people died in the fire.", "More than 30 people", "plain"),
        ("Ten people died, including two children.", "two children", "part"),
    ],
)
def test_find_tolls_tells_wholes_from_increments(text: str, words: str, kind: str, lexicon: TollLexicon) -> None:
    assert {toll.quantity.span.of(text): toll.kind for toll in tolls_of(text, lexicon)}[words] == kind


def test_find_tolls_does_not_count_the_speaker(lexicon: TollLexicon) -> None:
    found = effects("The toll has risen to 11, a hospital official said.", lexicon)
    assert found["11"] == "killed"
    assert not found.get("a hospital official")
