"""The one-page brief: every line has its sources, nothing of a report can act, HTML and Markdown say the same."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from archive import KUNDUZ, Draft, assess, bombing, stance
from dateline.errors import UserError
from dateline.export.brief import BRIEF_FORMATS, escape_markdown, show_published, write_brief
from dateline.records import PlacePrecision, Report, Story, StoryLink
from dateline.weigh import Brief, Fit, make_brief

EVIL = (
    "<script>alert(1)</script> [x](javascript:alert(2)) **bold** | `code` \x1b[2J\u202e &lt; # ![i](http://e.example/i)"
)


def drafts() -> list[Draft]:
    first = Draft("a", "Gazette", "2019-05-10T08:00Z")
    bombing(first, killed=5, speaker=("police", "police"))
    stance(first, first.events[0], "Black Flag", "claims")
    second = Draft("b", "Courier", "2019-05-11", origin="Orbis Wire")
    second.say(" ".join(f"w{number}" for number in range(40)))
    bombing(second, killed=9, speaker=("medical", "a hospital doctor"), words="blast")
    third = Draft("c", "Star", None)
    third.say(" ".join(f"v{number}" for number in range(40)))
    bombing(third, killed=2, speaker=("witness", "Witnesses"), words="explosion", who="by")
    return [first, second, third]


def made(
    *, title: str = "A bomb in Kunduz", url: str | None = "https://example.org/a?x=1", fits: tuple[Fit, ...] = ()
) -> Brief:
    given = drafts()
    reports = [replace(draft.report(), title=title, url=url) for draft in given]
    story = Story("s", ("a", "b"), "Orbis Wire", (StoryLink("a", "b", "rewrite", 0.5, ("same words",)),))
    return make_brief(assess(*given), reports, [story], fits=fits, grades={"Orbis Wire": "B"})


def page(brief: Brief, format: str) -> str:  # noqa: A002
    out = io.StringIO()
    write_brief(brief, out, format=format)
    return out.getvalue()


def parse(text: str) -> Any:
    return lxml.html.document_fromstring(text)


def test_a_brief_says_what_is_known_disputed_and_not_known() -> None:
    brief = made()
    assert brief.title.startswith("Bombing in Kunduz, Afghanistan, 10 May 2019")
    assert brief.lead.startswith("Bombing in Kunduz, Afghanistan, on 10 May 2019. 3 reports, ")
    assert {topic.name for topic in brief.known} >= {"what", "when", "where"}
    assert all(version.sources for topic in (*brief.known, *brief.disputed) for version in topic.versions)
    assert any(line.startswith("By whom: ") for line in brief.unknown)
    assert "When 1 of the reports was published." in brief.unknown
    assert brief.responsibility is not None
    assert brief.responsibility.explanation == "Claimed by Black Flag."


def test_tolls_stand_in_the_order_in_which_they_were_first_said() -> None:
    steps = made().tolls
    assert [(step.day, step.what, step.line) for step in steps] == [
        ("2019-05-10T08:00Z", "5 killed (the attacked)", "police"),
        ("2019-05-11", "9 killed (the attacked)", "hospitals and doctors"),
        (None, "2 killed (attackers)", "witnesses"),
    ]


def test_only_graded_sources_have_a_letter_and_a_wire_is_graded_where_it_is_credited() -> None:
    letters = [(source.publisher, source.reliability, source.reliability_words) for source in made().sources]
    assert letters == [("Gazette", None, None), ("Courier", "B", "usually reliable"), ("Star", None, None)]


@pytest.mark.parametrize("format", BRIEF_FORMATS)
def test_every_number_in_brackets_is_a_source_that_is_listed(format: str) -> None:  # noqa: A002
    text = page(made(), format)
    cited = {int(number) for number in re.findall(r"\[(\d+)[\]–]", text)}
    assert cited == {1, 2, 3}
    assert "graded B" in text
    assert text.endswith("\n")


@pytest.mark.parametrize("format", BRIEF_FORMATS)
def test_the_same_brief_gives_the_same_bytes(format: str) -> None:  # noqa: A002
    assert page(made(), format) == page(made(), format)


def test_html_is_one_document_that_runs_nothing_and_asks_nobody() -> None:
    text = page(made(title=EVIL, url="javascript:alert(3)"), "html")
    tree = parse(text)
    assert not tree.xpath("//script | //img | //link | //iframe | //*[@onclick or @onload or @onerror]")
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert all(link.startswith("#source-") for link in tree.xpath("//a/@href"))
    assert set(tree.xpath("//a/@href")) <= {f"#{name}" for name in tree.xpath("//li/@id")}
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "alert(1)" in tree.xpath("string(//ol)")  # shown, not run


def test_links_are_kept_where_they_are_web_addresses() -> None:
    tree = parse(page(made(), "html"))
    assert set(tree.xpath("//ol//a/@href")) == {"https://example.org/a?x=1"}
    assert all("noopener" in rel for rel in tree.xpath("//ol//a/@rel"))


def test_markdown_shows_hostile_words_as_words() -> None:
    text = page(made(title=EVIL, url="https://e.example/a b)<c>"), "markdown")
    assert "<script" not in text.replace("\\<script", "")
    assert "\\[x\\](javascript" in text
    assert "\x1b" not in text
    row = next(line for line in text.splitlines() if line.startswith("1. "))
    assert "\\*\\*bold\\*\\*" in row
    assert "](<https://e.example/a%20b" in row


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("plain words", "plain words"),
        ("*a* _b_", r"\*a\* \_b\_"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("2019-05-10 08:00", "2019-05-10 08:00"),
        ("a\n\n# b", r"a \# b"),
        ("&lt;b&gt; & c", "&amp;lt;b&amp;gt; & c"),
        ("a | b", r"a \| b"),
    ],
)
def test_what_means_something_in_markdown_is_escaped(words: str, escaped: str) -> None:
    assert escape_markdown(words) == escaped


def test_times_of_publication_are_shown_to_the_minute_at_most() -> None:
    assert show_published("2019-05-10T08:00:33+02:00") == "2019-05-10 08:00"
    assert show_published("2019-05") == "2019-05"
    assert show_published(None) == "undated"


def test_what_may_be_the_same_is_said_with_its_doubt() -> None:
    fit = Fit("c1aim0000000", made().incident_id, "A loose claim", ("it names May",), "it fits 2 incidents alike")
    for format in BRIEF_FORMATS:  # noqa: A001
        text = page(made(fits=(fit,)), format)
        assert "c1aim000" in text
        assert "It fits 2 incidents alike" in text


def test_a_brief_of_next_to_nothing_still_reads() -> None:
    draft = Draft("a", None, None)
    bombing(draft, at=replace(KUNDUZ, precision=PlacePrecision.PROVINCE))
    brief = make_brief(assess(draft), [Report(id="a", text=draft.text)], [])
    assert "The exact place: only the province is known." in brief.unknown
    for format in BRIEF_FORMATS:  # noqa: A001
        text = page(brief, format)
        assert "No claim of responsibility seen" in text
        assert "publisher not told, undated" in text
        assert "The toll as it was told" not in text


def test_another_format_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="unknown format 'pdf'; the formats are html, markdown"):
        write_brief(made(), io.StringIO(), format="pdf")
