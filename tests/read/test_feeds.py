"""RSS, Atom and JSON Feed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from made_sources import OPTIONS, body_of, failures_of, only_failure, only_report, read_made, reports_of

from dateline.records import Reading

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Sahel Herald</title><language>en</language>
<item><title>Five killed in Gao &amp;amp; Mopti</title><link>https://sahelherald.ml/a</link><guid>g1</guid>
<pubDate>Sat, 11 May 2019 18:02:00 +0000</pubDate><dc:creator>Musa Traore</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>GAO, Mali (AFP) - Five people were killed, the army said.</p><p>Nobody claimed it.</p>
<script>alert(1)</script>]]></content:encoded></item>
<item><title>Other</title><link>https://sahelherald.ml/2019/05/12/b</link><source url="https://x.example">Baghdad Post</source>
<description>Ten men died in a raid on Friday, police said.</description></item></channel></rss>"""  # noqa: E501


def test_entries_of_rss(tmp_path: Path) -> None:
    first, second = reports_of(read_made(tmp_path, "feed.xml", RSS))
    assert (first.title, first.publisher, first.origin) == ("Five killed in Gao & Mopti", "Sahel Herald", "AFP")
    assert (first.published, first.published_basis) == ("2019-05-11T18:02:00+00:00", "feed")
    assert (first.byline, first.url) == ("Musa Traore", "https://sahelherald.ml/a")
    assert body_of(first)[1:] == ["Nobody claimed it."]
    assert (second.origin, second.published, second.published_basis) == ("Baghdad Post", "2019-05-12", "url")


def test_each_entry_keeps_its_own_bytes(tmp_path: Path) -> None:
    found = [item for item in read_made(tmp_path, "feed.xml", RSS) if isinstance(item, Reading)]
    assert found[1].raw.startswith(b"<item><title>Other")
    assert found[1].raw.endswith(b"</item>")
    assert found[0].retrieval.locator.endswith("feed.xml#g1")


def test_a_broken_feed_keeps_what_could_be_read(tmp_path: Path) -> None:
    found = read_made(tmp_path, "feed.xml", RSS[: RSS.index("<item><title>Other") + 20])
    assert reports_of(found)[0].title == "Five killed in Gao & Mopti"
    assert any("the feed is broken" in failure.message for failure in failures_of(found))


def test_atom(tmp_path: Path) -> None:
    feed = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Echo</title><entry><title>One killed</title>'  # noqa: E501
        '<id>u1</id><link href="https://echo.example/1"/><updated>2019-05-11T18:02:00+05:30</updated><author><name>M. T.</name></author>'  # noqa: E501
        '<content type="html">&lt;p&gt;One man died in Gao on Friday.&lt;/p&gt;</content></entry></feed>'
    )
    report = only_report(read_made(tmp_path, "feed.atom", feed))
    assert (report.published, report.byline, report.publisher) == ("2019-05-11T18:02:00+05:30", "M. T.", "Echo")


def test_json_feed(tmp_path: Path) -> None:
    entry = {"id": "1", "url": "https://echo.example/1", "title": "One killed", "content_html": "<p>One man died.</p><p>Two more.</p>",  # noqa: E501
             "date_published": "2019-05-11T18:02:00Z", "authors": [{"name": "M. T."}]}  # fmt: skip
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Echo", "items": [entry, 7]})
    found = read_made(tmp_path, "feed.json", feed)
    report = reports_of(found)[0]
    assert (report.publisher, report.published_basis, body_of(report)) == (
        "Echo",
        "feed",
        ["One man died.", "Two more."],
    )
    assert failures_of(found)[0].message == "the item is not a JSON object"


def test_feeds_with_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'  # noqa: E501
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><description>&a;</description></item></channel></rss>'  # noqa: E501
    for content in (bomb, outside):
        assert "entities" in only_failure(read_made(tmp_path, "feed.rss", content)).message


def test_what_is_no_feed(tmp_path: Path) -> None:
    assert "not a feed" in only_failure(read_made(tmp_path, "feed.rss", "<a><b></a>")).message
    empty = '<rss version="2.0"><channel><title>t</title></channel></rss>'
    assert "no entries" in only_failure(read_made(tmp_path, "feed.rss", empty)).message


def test_a_feed_beyond_its_cap(tmp_path: Path) -> None:
    options = replace(OPTIONS, limits=replace(OPTIONS.limits, feed_bytes=100))
    assert "larger than 100 bytes" in only_failure(read_made(tmp_path, "feed.rss", RSS, options)).message
