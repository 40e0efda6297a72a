from __future__ import annotations

from speaking import at, event

from dateline.extract.voices.pronouns import name_doers
from dateline.records import Statement


def test_doer_takes_the_name_behind_its_pronoun() -> None:
    text = "The Lake Front spoke. It announced the raid."
    said = Statement("s1", at(text, "It"), at(text, "announced"), None, "indirect", "armed_group", name="Lake Front")
    (named,) = name_doers((event(text, "raid", by="It"),), (said,), text)
    assert [one.name for one in named.by] == ["Lake Front"]


def test_a_name_is_left_as_it_is() -> None:
    text = "The Lake Front announced the raid."
    said = Statement("s1", at(text, "Lake Front"), at(text, "announced"), None, "indirect", "armed_group", name="Lake")
    (same,) = name_doers((event(text, "raid", by="Lake Front"),), (said,), text)
    assert [one.name for one in same.by] == [None]


def test_nobody_is_no_doer() -> None:
    text = "No group claimed the raid."
    assert name_doers((event(text, "raid", by="group"),), (), text)[0].by == ()


def test_the_group_that_says_so_founded_the_province() -> None:
    text = "The Lake Front said it had set up a province."
    said = Statement(
        "s1", at(text, "Lake Front"), at(text, "said"), at(text, "it had set up a province"), "indirect", "armed_group"
    )
    (founded,) = name_doers((event(text, "set up", "organisation"),), (said,), text)
    assert [(one.span.of(text), one.name) for one in founded.by] == [("it", "Lake Front")]
