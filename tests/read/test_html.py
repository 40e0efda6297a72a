"""HTML pages of many shapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_sources import BODY, body_of, make_page, only_report, read_made

from dateline.read.fragments import find_fragment_text, flatten_markup, slim_markup

JSON_LD = (
    '<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"X"},{"@type":"NewsArticle","headline":'
    '"Five killed in Gao market","datePublished":"2019-05-11T12:32:00Z","author":[{"@type":"Person","name":"Musa Traore"}],'  # noqa: E501
    '"publisher":{"@type":"Organization","name":"The Sahel Herald"}}]}</script>'
)


def test_headline_once_paragraphs_kept_and_nothing_else(tmp_path: Path) -> None:
    page = make_page(
        body="<p>Five killed in Gao market</p>" + BODY + "<p>Share this article</p>",
        top="<nav><a href=/>Home</a><a href=/w>World</a></nav>",
        below="<aside><h3>Sponsored Links</h3><p>Lose weight</p></aside><footer>© 2019 Echo Media</footer>",
    )
    report = only_report(read_made(tmp_path, "a.html", page))
    assert report.title == "Five killed in Gao market"
    assert [paragraph.split()[0] for paragraph in body_of(report)] == ["GAO,", "Nobody", "On"]
    assert (report.publisher, report.origin) == ("Echo Media", "Reuters")
    assert report.dateline is not None
    assert report.dateline.place == "GAO, Mali"


@pytest.mark.parametrize(
    ("head", "body", "published", "basis"),
    [
        ("", BODY, None, None),  # the year 1999 in the body dates nothing
        (JSON_LD, BODY, "2019-05-11T12:32:00+00:00", "json-ld"),
        ("<meta property=article:published_time content='2019-05-11T18:02:00+05:30'>", BODY, "2019-05-11T18:02:00+05:30", "meta"),  # noqa: E501
        ("<meta name=date content='Sat, 11 May 2019 18:02:11 GMT'>", BODY, "2019-05-11T18:02:11+00:00", "meta"),
        ("<meta name=pubdate content='2019-05-11T00:00:00Z'>", BODY, "2019-05-11", "meta"),
        ("<meta name=date content='11 août 2019'>", BODY, "2019-08-11", "meta"),
        ("", "<time datetime='2019-05-11T18:02'>Saturday</time>" + BODY, "2019-05-11T18:02", "page"),
        ("", "<p class=meta>11 May 2019 | Source: Baghdad Post</p>" + BODY, "2019-05-11", "page"),
        ("<link rel=canonical href='https://echo.example/2019/05/11/five'>", BODY, "2019-05-11", "url"),
    ],
)  # fmt: skip
def test_the_publication_time_and_where_it_was_found(
    tmp_path: Path, head: str, body: str, published: str | None, basis: str | None
) -> None:
    report = only_report(read_made(tmp_path, "a.html", make_page(head, body)))
    assert (report.published, report.published_basis) == (published, basis)


def test_what_json_ld_declares(tmp_path: Path) -> None:
    report = only_report(read_made(tmp_path, "a.html", make_page(JSON_LD)))
    assert (report.publisher, report.byline, report.language) == ("The Sahel Herald", "Musa Traore", "en")


@pytest.mark.parametrize(
    "script", ["{", "[" * 5000, '{"@type":"NewsArticle","headline":7,"publisher":[[]]}', "null", '"x"']
)
def test_broken_json_ld_does_no_harm(tmp_path: Path, script: str) -> None:
    page = make_page(f'<script type="application/ld+json">{script}</script>')
    assert only_report(read_made(tmp_path, "a.html", page)).title == "Five killed in Gao market"


@pytest.mark.parametrize(
    ("head", "below", "publisher", "origin"),
    [
        ("<meta property=og:site_name content='Sahel Herald'>", "", "Sahel Herald", None),
        ("<link rel=canonical href='https://www.echo.example/five'>", "", "echo.example", None),
        ("<meta property=og:site_name content='World Digest'>", "<p>Source: Baghdad Post</p>", "World Digest", "Baghdad Post"),  # noqa: E501
        ("<meta property=og:site_name content='World Digest'>", "<p>© 2024 Agence France-Presse</p>", "World Digest", "AFP"),  # noqa: E501
        ("<meta name=application-name content=Echo>", "<p>With reporting by AP</p>", "Echo", "AP"),
    ],
)  # fmt: skip
def test_publisher_and_origin_apart(tmp_path: Path, head: str, below: str, publisher: str, origin: str | None) -> None:
    page = make_page(head, BODY.replace(" (Reuters)", "") + below)
    report = only_report(read_made(tmp_path, "a.html", page))
    assert (report.publisher, report.origin) == (publisher, origin)


def test_the_site_behind_the_headline_and_a_logo_as_heading(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Five killed in Gao market - Daily Echo</title></head><body><h1>Daily Echo</h1>"
        f"<h2>Five killed in Gao market</h2>{BODY}</body></html>"
    )
    report = only_report(read_made(tmp_path, "a.html", page))
    assert (report.title, report.publisher) == ("Five killed in Gao market", "Daily Echo")


def test_line_breaks_part_paragraphs_too(tmp_path: Path) -> None:
    text = "GAO - Five people were killed on Friday when a bomb went off in a market.<br><br>Nobody claimed the attack, which came at night.<br/><br/>The army said more about it on Saturday."  # noqa: E501
    report = only_report(read_made(tmp_path, "a.html", make_page(body=f"<div>{text}</div>")))
    assert len(body_of(report)) == 3


def test_a_page_laid_out_with_tables(tmp_path: Path) -> None:
    page = f"<html><head><title>Five killed</title></head><body><table><tr><td>Menu</td><td>{BODY}</td></tr></table></body></html>"  # noqa: E501
    report = only_report(read_made(tmp_path, "a.html", page))
    assert body_of(report)[0].startswith("GAO, Mali")
    assert "|" not in report.text


def test_the_declared_body_of_a_page_that_hides_it(tmp_path: Path) -> None:
    body = "GAO, Mali (AFP) - Five people were killed on Friday in a market.\\n\\nNobody claimed the attack, which came at night, residents said."  # noqa: E501
    page = (
        f'<html><head><script type="application/ld+json">{{"@type":"NewsArticle","headline":"Five killed in Gao","articleBody":"{body}"}}'  # noqa: E501
        "</script></head><body><h1>Five killed in Gao</h1><p>Subscribe to read this.</p></body></html>"
    )
    report = only_report(read_made(tmp_path, "a.html", page))
    assert [paragraph.split()[0] for paragraph in body_of(report)] == ["GAO,", "Nobody"]


def test_entities_in_headlines(tmp_path: Path) -> None:
    page = f"<html><head><title>A &amp; B &#8211; five killed</title></head><body>{BODY}</body></html>"
    assert only_report(read_made(tmp_path, "a.html", page)).title == "A & B – five killed"


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"])
def test_a_title_that_is_a_script_is_no_title(tmp_path: Path, title: str) -> None:
    page = f"<html><head><title>{title}</title></head><body>{BODY}</body></html>"
    report = only_report(read_made(tmp_path, "a.html", page))
    assert "script" not in report.text
    assert body_of(report)[0].startswith("GAO")


def test_lists_headings_and_quotations_are_kept(tmp_path: Path) -> None:
    more = "<blockquote><p>We saw them run, said a man.</p></blockquote><ul><li>Ali Keita, a teacher aged 34</li></ul><h3>What came before</h3><p>There had been two attacks since the start of the year, the radio said.</p>"  # noqa: E501
    paragraphs = body_of(only_report(read_made(tmp_path, "a.html", make_page(body=BODY + more))))
    assert "We saw them run, said a man." in paragraphs
    assert "What came before" in paragraphs
    assert any("Ali Keita, a teacher aged 34" in paragraph for paragraph in paragraphs)


def test_fragments_become_lines() -> None:
    markup = "A &amp; B<br>C<p>D <b>e</b></p><script>x</script><style>y</style><ul><li>F</li></ul>"
    assert find_fragment_text(markup) == "A & B\nC\n\nD e\n\nF"
    assert find_fragment_text("plain < text") == "plain < text"
    assert find_fragment_text("") == ""


def test_programs_go_and_json_ld_stays() -> None:
    markup = (
        "<script>a</script><p>x</p><script type='application/ld+json'>{}</script><!-- c --><style>b</style><script>open"
    )
    assert slim_markup(markup) == "<p>x</p><script type='application/ld+json'>{}</script><script>open"


def test_flat_markup_has_no_depth() -> None:
    assert flatten_markup("<div><div><b>x</b></div></div><p>y</p>") == "<p>x<p>y</p>"
