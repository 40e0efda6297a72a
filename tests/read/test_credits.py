"""Datelines and credits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.credits import find_agencies, find_copyright, find_credit, find_dateline


@pytest.mark.parametrize(
    ("text", "line", "place", "day", "agency"),
    [
        ("SRINAGAR, India, May 10 (Reuters) - A group said", "SRINAGAR, India, May 10 (Reuters) -", "SRINAGAR, India", "May 10", "Reuters"),  # noqa: E501
        ("KABUL — A bomb went off", "KABUL —", "KABUL", None, None),
        ("Baghdad, 3 March, (Agency) – Two men", "Baghdad, 3 March, (Agency) –", "Baghdad", "3 March", "Agency"),
        ("Srinagar, May 10: Two men", "Srinagar, May 10:", "Srinagar", "May 10", None),
        ("SRINAGAR: Two men", "SRINAGAR:", "SRINAGAR", None, None),
        ("(Reuters) - The army", "(Reuters) -", None, None, "Reuters"),
        ("May 10 (Reuters) - The army", "May 10 (Reuters) -", None, "May 10", "Reuters"),
        ("KABUL, Afghanistan (AP) The army", "KABUL, Afghanistan (AP)", "KABUL, Afghanistan", None, "AP"),
        ("UNITED NATIONS, Oct. 3 (AP) --The", "UNITED NATIONS, Oct. 3 (AP) --", "UNITED NATIONS", "Oct. 3", "AP"),
        ("GAZA/JERUSALEM, March 2, 2019 (Reuters) - x", "GAZA/JERUSALEM, March 2, 2019 (Reuters) -", "GAZA/JERUSALEM", "March 2, 2019", "Reuters"),  # noqa: E501
        ("PORT-AU-PRINCE, Haiti —Gangs", "PORT-AU-PRINCE, Haiti —", "PORT-AU-PRINCE, Haiti", None, None),
        ("MOGADISHU (Shabelle): At least", "MOGADISHU (Shabelle):", "MOGADISHU", None, "Shabelle"),
        ("Reuters - Two men", "Reuters -", None, None, "Reuters"),
        ("Baghdad - Two bombs went off", "Baghdad -", "Baghdad", None, None),
        ("NEAR BAGHOUZ, Syria (Reuters) - x", "NEAR BAGHOUZ, Syria (Reuters) -", "NEAR BAGHOUZ, Syria", None, "Reuters"),  # noqa: E501
        ("Gao, le Mali /AFP/ - Cinq", "Gao, le Mali /AFP/ -", "Gao, le Mali", None, "AFP"),
    ],
)  # fmt: skip
def test_finds_datelines(text: str, line: str, place: str | None, day: str | None, agency: str | None) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (found.span.of(text), found.place, found.day, found.agency) == (line, place, day, agency)


@pytest.mark.parametrize(
    "text",
    [
        "Police: five men were killed",
        "BREAKING: A bomb went off",
        "UPDATE - A bomb went off",
        "Two men - a father and a son - were killed",
        "In Kabul, police said (Reuters) - no",
        "The army said on Friday: nobody was hurt",
        "Al-Shabaab - The group said so",
        "The Islamic State (ISIS) - which holds the town - said",
        "A man died.",
        "",
    ],
)
def test_takes_nothing_else_for_a_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_a_dateline_may_follow_a_short_line() -> None:
    text = "Headline\n\nUpdated on Saturday\n\nKABUL, May 3 (AP) - One man died."
    found = find_dateline(text, 10)
    assert found is not None
    assert found.span.of(text) == "KABUL, May 3 (AP) -"


@pytest.mark.parametrize(
    ("last", "credit"),
    [
        ("AFP contributed to this report.", "AFP"),
        ("With reporting by AP", "AP"),
        ("(With inputs from ANI and PTI)", "ANI and PTI"),
        ("© 2024 Agence France-Presse", "AFP"),
        ("Copyright 2019 The Associated Press. All rights reserved.", "AP"),
        ("Associated Press writers Ali Keita and Omar Ba in Gao contributed to this report.", "AP"),
        ("The Baghdad Post contributed to this report.", "The Baghdad Post"),
        ("Source: Baghdad Post", "Baghdad Post"),
        ("This story was originally published by The Guardian.", "The Guardian"),
        ("The army left. (AFP)", "AFP"),
        ("Two died. – Reuters", "Reuters"),
        ("Reuters", "Reuters"),
        ("(Meridian Wire)", "Meridian Wire"),
        ("(Ends)", None),
        ("Ali Keita contributed to this report.", None),
        ("The army said it left (AP).", None),
        ("The rebels contributed to this crisis, Reuters reported.", None),
        ("The attack was first reported in Mali.", None),
    ],
)
def test_finds_who_is_credited_at_the_end(last: str, credit: str | None) -> None:
    assert find_credit(["Five men died on Friday.", last]) == credit


def test_a_credit_in_the_middle_of_a_long_report_is_none() -> None:
    assert find_credit(["Source: Baghdad Post", *["Five men died on Friday, the army said."] * 9]) is None


def test_finds_agencies_by_their_longest_name() -> None:
    assert find_agencies("The Associated Press writer, Agence France-Presse and Reuters") == ("AP", "AFP", "Reuters")


def test_an_unknown_holder_of_copyright_is_no_agency() -> None:
    assert find_copyright("© 2019 Sahel Herald. All rights reserved.") == "Sahel Herald"
    assert find_copyright("© 2019 Sahel Herald", known_only=True) is None


WORDS = st.text(alphabet=st.sampled_from("ABCabc ,.()-—–:/\n19é“”\"'"), max_size=200)


@given(WORDS, st.integers(0, 20))
def test_a_dateline_lies_in_one_paragraph_of_the_text(text: str, start: int) -> None:
    start = min(start, len(text))
    found = find_dateline(text, start)
    if found is not None:
        assert start <= found.span.start < found.span.end <= len(text)
        assert "\n" not in found.span.of(text)
        for part in (found.place, found.day, found.agency):
            assert part is None or part.strip()


@given(st.lists(WORDS.map(lambda text: text.replace("\n", " ")), max_size=4))
def test_credits_of_anything_are_words_or_nothing(paragraphs: list[str]) -> None:
    assert find_credit(paragraphs) != ""
