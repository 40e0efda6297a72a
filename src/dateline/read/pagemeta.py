"""What an HTML page declares of itself: JSON-LD, meta elements, time elements, headline, link to its own address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.read.clean import split_site
from dateline.read.credits import find_copyright
from dateline.read.fields import load_field_names
from dateline.read.fragments import find_fragment_text
from dateline.read.furniture import fold
from dateline.read.language import make_language_code
from dateline.read.published import find_url_date, make_published, read_foreign_date
from dateline.read.publishers import find_host, load_publishers

LARGEST_JSON = 2_000_000  # characters of one JSON-LD block
MOST_BLOCKS = 50


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page declares; `host` and `url_date` are read off its address."""

    title: str
    url: str | None
    host: str | None
    publisher: str | None
    source: str | None
    byline: str | None
    published: str | None
    published_basis: str | None
    url_date: str | None
    language: str | None
    body: str


def find_page_meta(root: Any, url: str | None, *, day_first: bool | None = None) -> PageMeta:
    """Return what the page under `root` declares of itself."""
    metas, names = _metas(root), load_field_names().metas
    linked = next(_linked_articles(root), {})
    address = url or _first(metas, ("og:url",), is_url=True) or _canonical(root) or _address(linked.get("url"))
    host = find_host(address) or None
    site = _name(linked.get("publisher")) or _first(metas, names["publisher"])
    title, suffix = _headline(root, metas, linked, [site or "", host or ""])
    publisher = site or suffix or _footer_publisher(root)
    published, basis = _published(root, metas, linked, day_first)
    return PageMeta(
        title=title,
        url=address,
        host=host,
        publisher=publisher,
        source=_first(metas, names["source"])
        or _name(linked.get("sourceOrganization"))
        or _name(linked.get("isBasedOn"), plain=False),
        byline=_byline(_name(linked.get("author")) or _first(metas, names["byline"])),
        published=published,
        published_basis=basis,
        url_date=find_url_date(address),
        language=make_language_code(
            root.get("lang") or _first(metas, ("og:locale", "content-language", "language", "dc.language")) or ""
        ),
        body=find_fragment_text(str(linked.get("articleBody") or "")[:LARGEST_JSON]),
    )


def _metas(root: Any) -> dict[str, str]:
    """Return the meta elements by folded name; the first of a name holds."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _first(metas: Mapping[str, str], names: tuple[str, ...], *, is_url: bool = False) -> str | None:
    values = (metas[name] for name in names if name in metas)
    return next((value for value in values if value.startswith(("http://", "https://")) == is_url), None)


def _canonical(root: Any) -> str | None:
    return next(
        (
            found
            for link in root.iter("link")
            if (link.get("rel") or "").lower() == "canonical" and (found := _address(link.get("href")))
        ),
        None,
    )


def _address(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip().startswith(("http://", "https://")) else None


def _linked_articles(root: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of JSON-LD that describe an article."""
    for element in root.xpath("//script[contains(@type, 'ld+json')]")[:MOST_BLOCKS]:
        text = (element.text or "").strip()
        if not text or len(text) > LARGEST_JSON:
            continue
        try:
            page = json.loads(re.sub(r"^\s*<!--|-->\s*$|^\s*//\s*<!\[CDATA\[|//\s*\]\]>\s*$", "", text), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [page]
        while waiting:
            entry = waiting.pop(0)
            if isinstance(entry, list):
                waiting.extend(entry[:100])
            elif isinstance(entry, Mapping):
                types = entry.get("@type")
                kinds = {str(kind).lower() for kind in (types if isinstance(types, list) else [types])}
                if kinds & load_field_names().articles and (
                    entry.get("headline") or entry.get("datePublished") or entry.get("articleBody")
                ):
                    yield entry
                waiting.extend(
                    value
                    for key, value in entry.items()
                    if key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                )


def _name(value: Any, *, plain: bool = True) -> str | None:
    """Return the name in a JSON-LD value: a string, an object with a name, or a list of these."""
    if isinstance(value, str):
        return " ".join(value.split()) if plain and value.strip() and not value.startswith("http") else None
    if isinstance(value, Mapping):
        return _name(value.get("name")) or _name(value.get("publisher"), plain=plain)
    if isinstance(value, list):
        names = [name for entry in value[:10] if (name := _name(entry))]
        return ", ".join(dict.fromkeys(names)) or None
    return None


def _byline(name: str | None) -> str | None:
    words = re.sub(r"^(?:by|written by)\s+", "", name or "", flags=re.IGNORECASE).strip()
    return words if words and len(words) <= 120 and "@" not in words else None


def _headline(
    root: Any, metas: Mapping[str, str], linked: Mapping[str, Any], sites: list[str]
) -> tuple[str, str | None]:
    """Return the headline without the site's name, and that name where the title element has it.

    The first level-one heading is taken where title or meta agree with it; pages put their logo into such headings too.
    """
    page_title = _plain(_text(next(root.iter("title"), None)))  # the parser keeps tags in a title as its words
    headings = [text for element in root.iter("h1") if (text := _text(element))][:5]
    declared = [_plain(linked.get("headline")), _plain(metas.get("og:title")), _plain(metas.get("twitter:title"))]
    bare, suffix = split_site(page_title, sites=[*sites, *_behind_heading(root, page_title)])
    candidates = [title for title in (*declared, bare) if title]
    for heading in headings:
        if any(_agree(heading, title) for title in candidates):
            return split_site(heading, sites=[*sites, suffix or ""])[0], suffix
    title = candidates[0] if candidates else (headings[0] if len(headings) == 1 else "")
    cut, other = split_site(title, sites=[*sites, suffix or ""])
    return cut, suffix or other


def _behind_heading(root: Any, page_title: str) -> list[str]:
    """Return what stands behind a heading of the page in its title element: the site's name."""
    found: list[str] = []
    for element in root.xpath("//h1 | //h2 | //h3")[:MOST_BLOCKS]:
        heading = _text(element)
        if len(heading) > 12 and page_title.startswith(heading) and len(page_title) > len(heading):
            found.append(page_title[len(heading) :].strip(" -–—|:»•·"))
    return found


def _agree(one: str, other: str) -> bool:
    left, right = fold(one), fold(other)
    return bool(left) and (
        left == right or (len(left) > 15 and (right.startswith(left) or (left.startswith(right) and len(right) > 15)))
    )


def _plain(value: Any) -> str:
    return " ".join(find_fragment_text(value).split()) if isinstance(value, str) else ""


def _text(element: Any | None) -> str:
    if element is None:
        return ""
    words = " ".join(element.text_content().split())
    return "" if len(words) > 500 else words


def _footer_publisher(root: Any) -> str | None:
    """Return who holds the copyright of the page, read in its footer; an agency there is an origin, no publisher."""
    for element in root.xpath("//footer | //*[contains(@class, 'copyright') or contains(@id, 'copyright')]")[:5]:
        words = " ".join(element.text_content().split())[:1000]
        name = find_copyright(words)
        if name and load_publishers().find(name) is None and len(name.split()) <= 6:
            return name
    return None


def _published(
    root: Any, metas: Mapping[str, str], linked: Mapping[str, Any], day_first: bool | None
) -> tuple[str | None, str | None]:
    stated = linked.get("datePublished") or linked.get("dateCreated")
    found = make_published(stated, day_first=day_first) if isinstance(stated, str) else None
    if found:
        return found, "json-ld"
    for name in load_field_names().metas["published"]:
        value = metas.get(name, "")
        found = make_published(value, day_first=day_first) or read_foreign_date(value)
        if found:
            return found, "meta"
    found = _time_element(root, day_first)
    return found, "page" if found else None


def _time_element(root: Any, day_first: bool | None) -> str | None:
    """Return the time that the page marks as its own: by name, beside the headline, or the only one there is."""
    named = root.xpath(
        "//*[@itemprop='datePublished'] | //time[@pubdate] | //time[contains(@class, 'publish')]"
        " | //time[contains(@class, 'entry-date')]"
    )
    near = root.xpath(
        "//*[self::article or self::header or self::main][.//h1]//time"
        " | //h1/following-sibling::*[position()<4]/descendant-or-self::time"
    )
    for element in (*named[:5], *near[:1]):
        found = _read_time(element, day_first)
        if found:
            return found
    every = {found for element in list(root.iter("time"))[:50] if (found := _read_time(element, day_first))}
    return every.pop() if len({found[:10] for found in every}) == 1 and len(every) == 1 else None


def _read_time(element: Any, day_first: bool | None) -> str | None:
    value = element.get("datetime") or element.get("content") or " ".join(element.text_content().split())[:100]
    return make_published(value, day_first=day_first) or read_foreign_date(value)
