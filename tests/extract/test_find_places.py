from __future__ import annotations

from itertools import pairwise

import pytest

from dateline.extract.marking.places import find_places
from dateline.knowledge.gazetteer import Gazetteer
from dateline.parse import parse_report
from dateline.records import Report


def names(text: str, gazetteer: Gazetteer, title: str = "") -> list[str]:
    whole = f"{title}\n\n{text}" if title else text
    body = len(title) + 2 if title else 0
    report = Report("r", whole, title=title, body_start=body, language="en")
    return [span.of(whole) for span in find_places(parse_report(report), gazetteer)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb went off near the market in Mosul on Monday.", ["Mosul"]),
        ("Gunmen attacked a convoy in southern Afghanistan's Helmand province.", ["Afghanistan", "Helmand"]),
        ("One militant died in Amshipora in the Shopian district of Kashmir.", ["Amshipora", "Shopian", "Kashmir"]),
        ("Fighting went on in the Swat Valley and in the Gaza Strip.", ["Swat Valley", "Gaza Strip"]),
        ("Two soldiers were killed in Jammu and Kashmir.", ["Jammu and Kashmir"]),
        ("Troops of the Democratic Republic of Congo fled.", ["Democratic Republic of Congo"]),
        ("In Egypt Saturday, a court sentenced two men.", ["Egypt"]),
        ("Militants raided Gwoza in Borno state, Nigeria.", ["Gwoza", "Borno", "Nigeria"]),
        ("A mortar hit the Nahr al-Bared refugee camp in northern Lebanon.", ["Nahr al-Bared", "Lebanon"]),
        ("A blast shook the Iraqi capital and a post on the Syrian border.", ["Iraqi capital", "Syrian border"]),
        ("A blast shook the North Korean capital on Monday.", ["North Korean capital"]),
        ("The body lay near the Sri Lankan parliament.", []),
        ("The raid in Bayelsa State left three dead.", ["Bayelsa State"]),
        ("Shells fell in Khan Younis and in Deir al-Balah.", ["Khan Younis", "Deir al-Balah"]),
        ("Washington said it would send help.", ["Washington"]),
        ("Rebels took the village of Karmadeen, 30 kilometers north of Baquba.", ["Karmadeen", "Baquba"]),
    ],
)
def test_finds_place_names(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert names(text, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Iraqi police and Afghan soldiers took part.",
        "Spokesman Harold Lincoln said nobody was hurt.",
        "President Jackson and General Clinton met on Sunday in private.",
        "The Washington Post reported the story first.",
        "Police said three men were arrested on Friday.",
        "Nobody has claimed responsibility.",
        "",
    ],
)
def test_leaves_out_what_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert names(text, gazetteer) == []


def test_a_headline_in_title_case_has_the_names_of_the_body(gazetteer: Gazetteer) -> None:
    found = names("A car bomb exploded in Kirkuk, police said.", gazetteer, "Car Bomb Hits Police Post In Kirkuk")
    assert found == ["Kirkuk", "Kirkuk"]


def test_a_headline_in_sentence_case_is_read_like_the_body(gazetteer: Gazetteer) -> None:
    assert names("Nobody was hurt.", gazetteer, "Bomb explodes in Kirkuk")[:1] == ["Kirkuk"]


def test_spans_are_in_order_and_apart(gazetteer: Gazetteer) -> None:
    text = "In Baghdad, Iraq, a bomb killed two. In New York, the Security Council met. The Gaza Strip was calm."
    spans = find_places(parse_report(Report("r", text, language="en")), gazetteer)
    assert list(spans) == sorted(spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() for span in spans)


def test_the_same_text_gives_the_same_spans(gazetteer: Gazetteer) -> None:
    text = "Clashes broke out in Kidal, Gao and Timbuktu, and near Menaka in northern Mali."
    again = [names(text, gazetteer) for _ in range(3)]
    assert again == [["Kidal", "Gao", "Timbuktu", "Menaka", "Mali"]] * 3
