from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
import speaking
from speaking import at, known

from dateline.extract.marking.phrases import phrases_of
from dateline.extract.marking.tagging import tag_sentence
from dateline.extract.marks import Marks
from dateline.extract.relations.finding import find_relations
from dateline.knowledge.words import WordClasses, load_words
from dateline.records import Event, Parsed, Participant

Row = tuple[str, str, str]


@lru_cache(maxsize=1)
def classes() -> WordClasses:
    return load_words()


def read(text: str) -> tuple[Parsed, Marks]:
    parsed, marks = speaking.read(text)
    phrases = (one for sentence in parsed.sentences for one in phrases_of(tag_sentence(sentence, classes()), classes()))
    return parsed, replace(marks, phrases=tuple(phrases))


def rows(text: str) -> list[Row]:
    parsed, marks = read(text)
    return [(one.type, one.a.span.of(text), one.b.span.of(text)) for one in find_relations(parsed, marks, known())]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Boko Haram leader Anso Bey was killed.", ("leader_of", "Anso Bey", "Boko Haram")),
        ("The leader of Boko Haram, Anso Bey, was killed.", ("leader_of", "Anso Bey", "Boko Haram")),
        ("Anso Bey, the leader of Boko Haram, was killed.", ("leader_of", "Anso Bey", "Boko Haram")),
        (
            "Anso Bey, who leads the Valley Liberation Front, fled.",
            ("leader_of", "Anso Bey", "Valley Liberation Front"),
        ),
        ("The Valley Liberation Front, led by Anso Bey, fled.", ("leader_of", "Anso Bey", "Valley Liberation Front")),
        ("Rebel leader Anso Bey fled to Mosul.", ("leader_of", "Anso Bey", "Rebel")),
        ("Taliban leader Mullah Dossan fled.", ("leader_of", "Dossan", "Taliban")),
        ("Hamas spokesman Karim Doss said so.", ("spokesman_of", "Karim Doss", "Hamas")),
        ("Karim Doss, a spokesman for the Taliban, said so.", ("spokesman_of", "Karim Doss", "Taliban")),
        ("A spokesman for the Taliban said so.", ("spokesman_of", "spokesman", "Taliban")),
        ("Karim Doss, a senior member of Hamas, was arrested.", ("member_of", "Karim Doss", "Hamas")),
        ("Gunmen from the Valley Liberation Front fled.", ("member_of", "Gunmen", "Valley Liberation Front")),
        ("Karim Doss joined Hamas.", ("member_of", "Karim Doss", "Hamas")),
        ("The Lake Brigades, a branch of Al-Qaida, fled.", ("branch_of", "Lake Brigades", "Al-Qaida")),
        ("The Lake Brigades are an offshoot of Hamas.", ("branch_of", "Lake Brigades", "Hamas")),
        ("The military wing of Hamas fled.", ("branch_of", "military wing", "Hamas")),
        (
            'Islamic State announced a new "province" called Wilayah of the Lakes.',
            ("branch_of", "Wilayah of the Lakes", "Islamic State"),
        ),
        (
            "The Lake Brigades have pledged allegiance to Islamic State.",
            ("pledged_to", "Lake Brigades", "Islamic State"),
        ),
        ("The Lake Brigades broke away from Boko Haram.", ("split_from", "Lake Brigades", "Boko Haram")),
        ("The Lake Brigades, a breakaway faction of Boko Haram, fled.", ("split_from", "Lake Brigades", "Boko Haram")),
        ("The Lake Brigades have merged with Boko Haram.", ("merged_with", "Lake Brigades", "Boko Haram")),
        ("The Lake Brigades are allied with Boko Haram.", ("allied_with", "Lake Brigades", "Boko Haram")),
        ("Fighters loyal to Islamic State fled.", ("allied_with", "Fighters", "Islamic State")),
        ("Hamas-linked militants fled.", ("allied_with", "Hamas-linked militants", "Hamas")),
        ("Iraqi troops have been fighting Islamic State.", ("fights", "Iraqi troops", "Islamic State")),
        ("Clashes between the rebels and government troops go on.", ("fights", "rebels", "government troops")),
        ("Hezbollah, also known as the Army of the Lake, fled.", ("alias_of", "Army of the Lake", "Hezbollah")),
        (
            "The Valley Liberation Front, or VLF, fled.",
            ("alias_of", "VLF", "Valley Liberation Front"),
        ),
        ("The Valley Liberation Front (VLF) fled.", ("alias_of", "VLF", "Valley Liberation Front")),
        ("Karim Doss, also known as Anso Bey, fled.", ("alias_of", "Anso Bey", "Karim Doss")),
        ("The Mosul-based Lake Brigades fled.", ("based_in", "Lake Brigades", "Mosul")),
        ("The Lake Brigades, based in Mosul, fled.", ("based_in", "Lake Brigades", "Mosul")),
        (
            "The United States has labeled the Lake Brigades a terrorist organization.",
            ("designated_terrorist_by", "Lake Brigades", "United States"),
        ),
        (
            "Hamas, which the United States considers a terrorist group, won.",
            ("designated_terrorist_by", "Hamas", "United States"),
        ),
        ("Islamic State's Amaq news agency said so.", ("media_of", "Amaq news agency", "Islamic State")),
    ],
)
def test_finds_the_relation(text: str, row: Row) -> None:
    assert rows(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "The London-based human rights group said so.",
        "Police said the leader of the choir sang.",
        "Mayor Karim Doss said two men died in Mosul.",
        "The rebels fled from Mosul.",
        "The Iraqi army and the police met in Mosul.",
    ],
)
def test_finds_none_where_none_is_told(text: str) -> None:
    assert rows(text) == []


def test_suspicion_makes_a_relation_alleged() -> None:
    text = "Karim Doss, a suspected member of Hamas, was arrested."
    parsed, marks = read(text)
    assert [one.status for one in find_relations(parsed, marks, known())] == ["alleged"]


def test_description_gives_way_to_the_name_beside_it() -> None:
    text = "Anso Bey's terrorist group, the Valley Liberation Front, fled."
    assert rows(text) == [("leader_of", "Anso Bey", "Valley Liberation Front")]


def test_last_name_alone_is_a_person_once_introduced() -> None:
    text = "Karim Doss was arrested. Doss, a member of Hamas, has denied it."
    assert rows(text) == [("member_of", "Doss", "Hamas")]


def test_repeated_relation_is_told_once() -> None:
    text = "Hamas leader Karim Doss fled. Hamas leader Karim Doss is gone."
    assert rows(text) == [("leader_of", "Karim Doss", "Hamas")]


def test_pronoun_carries_on_the_group_of_the_sentence_before() -> None:
    text = "The Sahar Front struck again. It announced the new branch under the name Zabarwan Province."
    parsed, marks = read(text)
    (one,) = find_relations(parsed, marks, known())
    assert (one.type, one.a.span.of(text), one.b.span.of(text)) == ("branch_of", "Zabarwan Province", "It")
    assert one.b.name == "Sahar Front"


@pytest.mark.parametrize(
    ("text", "kind", "a", "b"),
    [
        (
            "The Lake Brigades, which split from the Valley Front in June, pledged allegiance to the Hill Front.",
            "pledged_to",
            "Lake Brigades",
            "Hill Front",
        ),
        (
            "The Lake Brigades, which runs two towns, broke away from the larger Valley Front in 1996.",
            "split_from",
            "Lake Brigades",
            "Valley Front",
        ),
        ("The Lake Brigades said it had merged with the Hill Front.", "merged_with", "Lake Brigades", "Hill Front"),
        (
            "The Popular Front for the Liberation of Lowland met. Police blamed PFLL fighters.",
            "alias_of",
            "PFLL",
            "Popular Front for the Liberation of Lowland",
        ),
    ],
)
def test_finds_relations_over_asides_and_initials(text: str, kind: str, a: str, b: str) -> None:
    parsed, marks = read(text)
    found = {(one.type, one.a.span.of(text), one.b.span.of(text)) for one in find_relations(parsed, marks, known())}
    assert (kind, a, b) in found


def test_the_group_and_its_medium_go_back_to_the_name_before() -> None:
    text = "The Lake Brigades fled. The group's news agency, Lake Herald, told of it. Its leader is Omar Tahan."
    parsed, marks = read(text)
    found = [(one.type, one.a.span.of(text), one.b.name) for one in find_relations(parsed, marks, known())]
    assert ("media_of", "Lake Herald", "Lake Brigades") in found


def test_sides_of_a_clash_fight_where_one_has_a_name() -> None:
    text = "Soldiers clashed for hours with men of the Lake Brigades."
    clash = Event(
        "e1",
        "clash",
        (at(text, "clashed"),),
        "happened",
        by=(Participant(at(text, "Soldiers")),),
        against=(Participant(at(text, "men of the Lake Brigades")),),
    )
    parsed, marks = read(text)
    assert ("fights", "Soldiers", "men of the Lake Brigades") in {
        (one.type, one.a.span.of(text), one.b.span.of(text)) for one in find_relations(parsed, marks, known(), (clash,))
    }


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("The campaign of Mali's army against the Lake Brigades went on.", None),
        ("Iraqi forces said their fight against the Lake Brigades went on.", ("Iraqi forces", "Lake Brigades")),
        ("The coalition's strategy to defeat the Lake Brigades is new.", ("coalition", "Lake Brigades")),
        ("The army is committed to destroying the Lake Brigades.", ("army", "Lake Brigades")),
        ("Iraqi troops conducted 34 strikes against the Lake Brigades.", ("Iraqi troops", "Lake Brigades")),
        ("The conflict between the government and leftist rebels began.", ("government", "leftist rebels")),
        ("An anti-Taliban militia in Kurram met.", ("anti-Taliban militia", "Taliban")),
        ("The army of Mali, backed by drones, fought Boko Haram.", ("army of Mali", "Boko Haram")),
        ("Rebels took up arms against the Malian government in 2012.", ("Rebels", "Malian government")),
        ("Talks in Iraq to end the war with the Lake Brigades failed.", None),
        ("India and Pakistan are to end hostilities between India and Pakistan.", None),
    ],
)
def test_fight_is_told_by_a_noun_or_a_purpose(text: str, row: tuple[str, str] | None) -> None:
    found = [(a, b) for kind, a, b in rows(text) if kind == "fights"]
    assert found == ([row] if row else [])


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("French troops support the Malian army.", ("French troops", "Malian army")),
        ("Iran is supplying weapons to the Lake Brigades.", ("Iran", "Lake Brigades")),
        ("Malian soldiers backed by French troops met.", ("Malian soldiers", "French troops")),
        ("Government-backed militias fled.", ("Government-backed militias", "Government")),
        ("Pro-Taliban militants fled.", ("Pro-Taliban militants", "Taliban")),
        ("The Lake Brigades are an ally of Hamas.", ("Lake Brigades", "Hamas")),
        ("The Lake Brigades sided with Hamas.", ("Lake Brigades", "Hamas")),
        ("The United States stands with Indonesia.", None),
        ("Security forces backed by helicopter gunships attacked a camp.", None),
    ],
)
def test_alliance_is_told_by_help_or_by_one_word(text: str, row: tuple[str, str] | None) -> None:
    found = [(a, b) for kind, a, b in rows(text) if kind == "allied_with"]
    assert found == ([row] if row else [])


def test_lists_of_sides_are_taken_apart_and_purpose_goes_to_the_nearest() -> None:
    text = "The coalition supports the Iraqi army in its fight against Hamas and the Lake Brigades."
    assert set(rows(text)) == {
        ("allied_with", "coalition", "Iraqi army"),
        ("fights", "Iraqi army", "Hamas"),
        ("fights", "Iraqi army", "Lake Brigades"),
    }


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Turkey and the United States have designated Hamas a terrorist group.", "designated_terrorist_by"),
        ("Anso Bey, who was named leader of Hamas in 2004, spoke.", "leader_of"),
        ("V. Prabhan joined Hamas.", "member_of"),
        ("Police held a Hamas suspect.", "member_of"),
        ("The suspects belong to Hamas, police said.", "member_of"),
        ("Karim Doss, who used the alias Junaid Khan, fled.", "alias_of"),
        ("The Lake Brigades changed its name from the Hill Front.", "alias_of"),
        ("The town of Mosul is a stronghold of Hamas.", "based_in"),
        ("Hamas's North African branch struck.", "branch_of"),
    ],
)
def test_more_wordings(text: str, row: str) -> None:
    assert row in {kind for kind, _, _ in rows(text)}


def test_initials_stand_for_the_group_named_in_full() -> None:
    text = "The Upland Liberation Front struck. The leader of the ULF, Anso Bey, fled."
    assert ("leader_of", "Anso Bey", "ULF") in rows(text)


def test_aside_does_not_pledge_and_the_group_goes_back_to_the_name() -> None:
    text = (
        "The Lake Brigades, an offshoot of Boko Haram, pledged allegiance to Islamic State in 2015. "
        "The army has been fighting the group since then."
    )
    assert set(rows(text)) == {
        ("branch_of", "Lake Brigades", "Boko Haram"),
        ("pledged_to", "Lake Brigades", "Islamic State"),
        ("fights", "army", "group"),
    }
    parsed, marks = read(text)
    names = {one.b.name for one in find_relations(parsed, marks, known()) if one.type == "fights"}
    assert names == {"Lake Brigades"}
