from __future__ import annotations

import random

import pytest
from made_stories import BACKGROUND, BRIEF, LEAD, MIDDLE, OTHER, REWRITE, SECOND, STORY, UPDATE, make_report

from dateline.records import SourceKind
from dateline.trace import trace_stories
from dateline.trace.blocks import block_pairs
from dateline.trace.likeness import compare
from dateline.trace.prints import make_print

WIRE = make_report("wire", STORY, publisher="Reuters", published="2019-05-09T14:00Z", kind=SourceKind.WIRE)


@pytest.mark.parametrize(
    ("body", "published", "publisher", "kind"),
    [
        (STORY, "2019-05-09T16:00Z", "Kabul Courier", "copy"),
        (STORY.replace("Thursday", "thursday").replace("four drivers", "5 drivers"), "2019-05-10", "Courier", "copy"),
        (BRIEF, "2019-05-09T15:00Z", "Northern Star", "cut"),
        ("\n\n".join((LEAD, MIDDLE[0])), None, "Northern Star", "cut"),
        (REWRITE, "2019-05-09T20:00Z", "Daily Mirage", "rewrite"),
        (UPDATE, "2019-05-10T06:00Z", "Reuters", "update"),
    ],
)
def test_what_others_make_of_a_story_is_tied_to_it(body: str, published: str | None, publisher: str, kind: str) -> None:
    other = make_report("other", body, publisher=publisher, published=published, title="A headline of its own")
    link = compare(make_print(WIRE), make_print(other))
    assert link is not None
    assert link.kind == kind
    assert 0.25 <= link.score <= 1
    assert any("word triples" in reason for reason in link.reasons)
    (story,) = trace_stories([other, WIRE])
    assert set(story.reports) == {"wire", "other"}
    assert story.origin == "Reuters"
    assert story.links == (link,)


@pytest.mark.parametrize(
    "body",
    [
        SECOND,
        OTHER,
        BACKGROUND[2],
        MIDDLE[1] + "\n\n" + OTHER,
    ],
    ids=[
        "second story with the same background",
        "own report of the same attack",
        "background alone",
        "same quotation",
    ],
)
def test_what_is_not_the_same_story_stays_apart(body: str) -> None:
    first = make_report(
        "first", UPDATE if body is BACKGROUND[2] else STORY, publisher="Gazette", published="2019-05-10"
    )
    if body is BACKGROUND[2]:  # three paragraphs of background among much else that is new
        body = "\n\n".join((OTHER, SECOND.split("\n\n")[1], body))
    second = make_report("second", body, publisher="Gazette", published="2019-05-11")
    assert compare(make_print(first), make_print(second)) is None
    assert [story.reports for story in trace_stories([first, second])] == [("first",), ("second",)]


def test_headline_and_dateline_do_not_count() -> None:
    title = "Gunmen attack convoy of grain lorries on the northern highway, four drivers dead"
    left = make_report("a", OTHER, title=title, dateline="BAGHLAN, Afghanistan, May 9 (Reuters) -", agency="Reuters")
    right = make_report("b", SECOND, title=title, dateline="BAGHLAN, Afghanistan, May 9 (AFP) -", agency="AFP")
    assert compare(make_print(left), make_print(right)) is None
    assert make_print(left).order == make_print(make_report("c", OTHER)).order


def test_credits_at_the_end_do_not_count() -> None:
    tail = "\n\n(Reporting by A. Writer in Kabul; Editing by B. Editor)"
    assert make_print(make_report("a", STORY + tail)).order == make_print(make_report("b", STORY)).order


@pytest.mark.parametrize(
    ("left", "right", "source"),
    [
        ({"publisher": "Gazette"}, {"publisher": "Courier", "origin": "The Gazette"}, "left"),
        ({"publisher": "Courier", "origin": "Agence France-Presse"}, {"publisher": "AFP"}, "right"),
        ({"publisher": "Gazette", "origin": "AFP"}, {"publisher": "Courier", "origin": "Agence France-Presse"}, None),
        ({"published": "2019-05-09T10:00Z"}, {"published": "2019-05-09T12:00+02:00"}, None),
        ({"published": "2019-05-09T10:00Z"}, {"published": "2019-05-09T12:00+01:00"}, "left"),
        ({"published": "2019-05-10"}, {"published": "2019-05-10T12:00"}, None),
        ({"published": "2019-05-11"}, {"published": "2019-05-10T12:00"}, "right"),
        ({}, {}, None),
    ],
)
def test_who_copied_is_said_only_where_credit_or_time_tell(
    left: dict[str, str], right: dict[str, str], source: str | None
) -> None:
    prints = [
        make_print(
            make_report(
                "left",
                STORY,
                publisher=left.get("publisher"),
                published=left.get("published"),
                origin=left.get("origin"),
            )
        ),
        make_print(
            make_report(
                "right",
                STORY,
                publisher=right.get("publisher"),
                published=right.get("published"),
                origin=right.get("origin"),
            )
        ),
    ]
    link = compare(*prints)
    assert link is not None
    assert link.source == source
    assert compare(*reversed(prints)) == link


def test_a_cut_goes_back_to_the_longer_text_unless_that_is_later() -> None:
    brief = make_print(make_report("brief", BRIEF, publisher="Star", published="2019-05-09"))
    for published, source in (("2019-05-08", "long"), ("2019-05-09", "long"), ("2019-05-11", "brief")):
        link = compare(brief, make_print(make_report("long", STORY, publisher="Courier", published=published)))
        assert link is not None
        assert link.source == source


def test_two_pieces_cut_out_of_one_story_are_that_story() -> None:
    first = make_report("first", "\n\n".join((LEAD, MIDDLE[0])), publisher="Star", published="2019-05-10")
    second = make_report("second", "\n\n".join(MIDDLE[2:]), publisher="Sun", published="2019-05-10")
    assert compare(make_print(first), make_print(second)) is None
    (story,) = trace_stories([first, WIRE, second])
    assert set(story.reports) == {"first", "second", "wire"}


def test_a_compilation_does_not_make_its_parts_one_story() -> None:
    first = make_report("first", STORY, publisher="Star", published="2019-05-10")
    second = make_report("second", SECOND.replace(BACKGROUND[0], "").replace(BACKGROUND[1], ""), published="2019-05-11")
    both = make_report("both", first.text + "\n\n" + second.text, publisher="Digest", published="2019-05-14")
    stories = trace_stories([both, first, second])
    assert [story.reports for story in stories] == [("both",), ("first",), ("second",)]


def test_stories_are_the_same_in_any_order() -> None:
    reports = [
        WIRE,
        make_report("copy", STORY, publisher="Courier", published="2019-05-09T16:00Z"),
        make_report("brief", BRIEF, publisher="Star", published="2019-05-09T15:00Z"),
        make_report("rewrite", REWRITE, publisher="Mirage", published="2019-05-10"),
        make_report("update", UPDATE, publisher="Reuters", published="2019-05-10"),
        make_report("other", OTHER, publisher="Gazette", published="2019-05-09"),
        make_report("second", SECOND, publisher="Gazette", published="2019-05-12"),
        make_report("empty", "", publisher="Gazette"),
    ]
    expected = trace_stories(reports)
    assert [story.reports[0] for story in expected] == ["empty", "other", "second", "wire"]
    assert len(expected[-1].reports) == 5
    for seed in range(5):
        shuffled = random.Random(seed).sample(reports, len(reports))
        assert trace_stories(shuffled) == expected


def test_reports_without_a_date_meet_as_well() -> None:
    (story,) = trace_stories([make_report("a", STORY), make_report("b", REWRITE)])
    assert story.links[0].kind == "rewrite"
    assert story.links[0].source is None


def test_the_id_of_a_story_stays_as_copies_come_in() -> None:
    (before,) = trace_stories([WIRE])
    (after,) = trace_stories([WIRE, make_report("a-copy", STORY, published="2019-05-12", publisher="Courier")])
    assert after.id == before.id
    assert after.reports == ("wire", "a-copy")


def test_a_story_without_credit_has_the_one_source_as_origin() -> None:
    reports = [
        make_report("a", STORY, publisher="Gazette", published="2019-05-09"),
        make_report("b", STORY, publisher="Courier", published="2019-05-10"),
    ]
    (story,) = trace_stories(reports)
    assert story.origin == "Gazette"


def test_large_blocks_are_compared_in_part_but_stay_tied_together() -> None:
    names = [f"{number:04}" for number in range(300)]
    pairs = set(block_pairs(names))
    assert len(pairs) < 300 * 11
    reached, waiting = {names[0]}, [names[0]]
    ties = {name: {b if a == name else a for a, b in pairs if name in (a, b)} for name in names}
    while waiting:
        for name in ties[waiting.pop()] - reached:
            reached.add(name)
            waiting.append(name)
    assert reached == set(names)


def test_three_hundred_copies_are_one_story() -> None:
    copies = [
        make_report(f"{n:03}", STORY, publisher=f"Outlet {n}", origin="AP", published="2019-05-10") for n in range(300)
    ]
    (story,) = trace_stories(copies)
    assert len(story.reports) == 300
    assert story.origin == "AP"


def test_a_late_copy_of_a_story_of_which_pieces_were_cut_is_no_compilation() -> None:
    first = make_report("first", "\n\n".join((LEAD, MIDDLE[0])), publisher="Star", published="2019-05-10")
    second = make_report("second", "\n\n".join(MIDDLE[2:]), publisher="Sun", published="2019-05-10")
    late = make_report("late", STORY, publisher="Courier", published="2019-05-14")
    (story,) = trace_stories([first, WIRE, second, late])
    assert set(story.reports) == {"first", "second", "wire", "late"}
    credited = [
        make_report(r.id, r.text, publisher=r.publisher, origin="AP", published=r.published) for r in (first, second)
    ]
    (story,) = trace_stories([*credited, late])
    assert story.origin == "AP"


def test_what_is_later_than_a_compilation_goes_back_to_the_part_and_its_copy_to_itself() -> None:
    other = SECOND.replace(BACKGROUND[0], "").replace(BACKGROUND[1], "")
    first = make_report("first", STORY, publisher="Star", published="2019-05-10")
    second = make_report("second", other, published="2019-05-11")
    both = make_report("both", f"{STORY}\n\n{other}", publisher="Digest", published="2019-05-14")
    copy = make_report("copy", f"{STORY}\n\n{other}", publisher="Mirror", published="2019-05-15")
    rewrite = make_report("rewrite", REWRITE, publisher="Mirage", published="2019-05-16")
    stories = trace_stories([copy, rewrite, both, first, second])
    assert [story.reports for story in stories] == [("both", "copy"), ("first", "rewrite"), ("second",)]
    assert {link.kind for link in stories[0].links} == {"copy", "compilation"}
