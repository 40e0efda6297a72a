"""HTML pages: trafilatura finds the main text; headline, dates, names and address come from what the page declares."""

from __future__ import annotations

import logging
from typing import Any

from dateline.read.clean import Article, find_article
from dateline.read.encoding import decode_bytes
from dateline.read.fragments import find_element_text, parse_html, slim_markup
from dateline.read.options import Item, ReadOptions
from dateline.read.pagelines import find_visible_facts
from dateline.read.pagemeta import PageMeta, find_page_meta
from dateline.read.readings import make_failure
from dateline.records import Failure

READER = "html/1"
LEAST_TEXT = 200  # characters; a shorter extraction is checked against what else the page holds
LEAST_SHARE = 0.5  # of the article body that the page itself declares
PAGE_PARTS = frozenset("nav footer aside form figure header".split())


def read_html(
    raw: bytes, locator: str, options: ReadOptions, *, url: str | None = None, charset: str | None = None
) -> Item | Failure:
    """Return the report on an HTML page. `url` is the address it came from; else the page's own word is taken."""
    markup = slim_markup(decode_bytes(raw, charset))
    if len(markup) > options.limits.page_characters:
        limit = options.limits.page_characters
        return make_failure(
            locator, f"the page holds {len(markup):,} characters, more than {limit:,}; nothing was read of it"
        )
    root = parse_html(markup)
    if root is None:
        return Item(locator, raw, "text/html", READER, (), url=url)
    meta = find_page_meta(root, url, day_first=options.day_first)
    visible = find_visible_facts(find_element_text(root), meta.title)
    article = _choose_article(root, meta)
    published, basis = meta.published, meta.published_basis
    if not published:
        on_page = article.published or visible.published
        published, basis = (on_page, "page") if on_page else (meta.url_date, "url")
    return Item(
        locator=locator,
        raw=raw,
        media_type="text/html",
        reader=READER,
        paragraphs=article.paragraphs,
        title=article.title,
        url=meta.url,
        publisher=meta.publisher or article.publisher or visible.publisher or meta.host,
        source=meta.source or article.source or visible.source or visible.agency,
        byline=meta.byline or article.byline or visible.byline,
        published=published,
        published_basis=basis,
        language=meta.language,
    )


def _choose_article(root: Any, meta: PageMeta) -> Article:
    """Return the fullest of what was found: the main text, the declared article body, all paragraphs of the page."""
    article = find_article(_extract_main_text(root), title=meta.title, is_markup=True)
    found = _size(article)
    if meta.body:
        declared = find_article(meta.body, title=meta.title, is_markup=True)
        # The extractor falls back on the declared body by itself, and runs its paragraphs together.
        is_the_same = " ".join(article.paragraphs) in " ".join(declared.paragraphs)
        if is_the_same or found < LEAST_SHARE * _size(declared):
            article, found = declared, _size(declared)
    if found < LEAST_TEXT:
        whole = find_article(_all_paragraphs(root), title=meta.title, is_markup=True)
        if _size(whole) > found:
            article = whole
    return article


def _size(article: Article) -> int:
    return sum(map(len, article.paragraphs))


def _undo_layout_tables(root: Any) -> None:
    """Make plain blocks of tables that hold paragraphs or headings: they lay out a page and tabulate nothing."""
    for table in root.xpath("//table[.//p or .//h1 or .//h2 or .//h3 or .//table or .//br]"):
        for element in table.xpath(
            "descendant-or-self::*[self::table or self::tbody or self::tr or self::td or self::th]"
        ):
            element.tag = "div"


def _extract_main_text(root: Any) -> str:
    """Return the main text as trafilatura sees it, paragraphs parted by blank lines; empty where it finds none."""
    import trafilatura  # 0.6 s to load

    _undo_layout_tables(root)

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        root, fast=True, include_comments=False, include_tables=True, with_metadata=False, deduplicate=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    text = getattr(found, "text", None) or ""
    return "\n\n".join(text.split("\n"))


def _all_paragraphs(root: Any) -> str:
    """Return the text of all paragraphs outside navigation; of the whole body where there are none."""
    bodies = root.xpath("//article[.//p] | //main[.//p]") or root.xpath("//body") or [root]
    best = max(bodies, key=lambda element: len(element.text_content()))
    return find_element_text(best, PAGE_PARTS)
