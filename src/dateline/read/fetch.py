"""Fetching: one address at a time, politely and guarded. Off unless `allow_network` is set.

Each hop is checked anew: only http and https, only public addresses, and the connection goes to the very address that
was checked. Size, time and redirects are capped; robots.txt is obeyed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3

from dateline.errors import SourceError
from dateline.read.formats import find_format, read_document
from dateline.read.guard import find_allowed_address, is_public_address
from dateline.read.options import Item, ReadOptions
from dateline.read.readings import is_seen, make_failure
from dateline.records import Failure

AGENT = "Dateline"
USER_AGENT = f"{AGENT}/1 (research reader of news reports; obeys robots.txt)"
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/json;q=0.9,*/*;q=0.5"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
CHUNK = 2**16
ROBOTS_BYTES = 500_000  # RFC 9309 asks for at least 500 KiB
HOPS_OF_SITEMAPS = 3  # a sitemap of sitemaps of sitemaps
OFF = "fetching is off; allow it with --allow-network, or save the page and read the file"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of an address, where they finally came from and what the server called them."""

    url: str
    raw: bytes
    media_type: str
    charset: str | None


def read_address(url: str, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the reports at an address: a page, a feed, a table, or the pages that a sitemap lists.

    Raises:
        SourceError: fetching is off, or the address cannot be fetched.
    """
    if not options.allow_network:
        raise SourceError(url, OFF)
    yield from read_page(url, options)


def read_page(url: str, options: ReadOptions, hops: int = HOPS_OF_SITEMAPS) -> Iterator[Item | Failure]:
    """Yield the reports at an address, nothing where it has not changed.

    Raises:
        SourceError: the address cannot be fetched.
    """
    fetched = fetch(url, options)
    if fetched is not None and not is_seen(url, fetched.raw, options):
        yield from _read_fetched(fetched, options, hops)


def read_sitemap(
    raw: bytes, locator: str, options: ReadOptions, hops: int = HOPS_OF_SITEMAPS
) -> Iterator[Item | Failure]:
    """Yield the pages that a sitemap lists, and those of the sitemaps that it lists.

    Raises:
        SourceError: fetching is off, or the sitemap is broken.
    """
    if not options.allow_network:
        raise SourceError(locator, f"a sitemap lists addresses and holds no reports; {OFF}")
    addresses = find_sitemap_addresses(raw, locator)
    if not addresses:
        yield make_failure(locator, "the sitemap lists no addresses")
    for number, address in enumerate(addresses):
        if number >= options.limits.addresses:
            left = len(addresses) - number
            yield make_failure(
                locator, f"{left} addresses were left out: more than {options.limits.addresses} in one sitemap"
            )
            return
        try:
            if options.has_page is None or not options.has_page(address):
                yield from read_page(address, options, hops - 1)
        except SourceError as error:
            yield make_failure(error.locator, error.message, error.line)


def find_sitemap_addresses(raw: bytes, locator: str) -> list[str]:
    """Return the addresses in a sitemap or sitemap index, in order.

    Raises:
        SourceError: it is not well-formed XML.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(locator, f"not a sitemap that can be read: {error}") from error
    found = (
        (entry.text or "").strip()
        for entry in root.iter("{*}loc")
        if (parent := entry.getparent()) is not None and str(parent.tag).rpartition("}")[2] in ("url", "sitemap")
    )
    return list(dict.fromkeys(address for address in found if address.startswith(("http://", "https://"))))


def fetch(url: str, options: ReadOptions) -> Fetched | None:
    """Return what is at `url`, following redirects; ``None`` where the server says that it has not changed.

    Raises:
        SourceError: an address on the way is not public, robots.txt forbids it, or a cap is passed.
    """
    deadline = time.monotonic() + options.limits.fetch_seconds
    current = url
    for _ in range(options.limits.redirects + 1):
        if not _is_allowed_by_robots(current, options, deadline):
            raise SourceError(url, f"robots.txt of {urlsplit(current).hostname} forbids reading {current}")
        if options.visits is not None:
            options.visits.take_turn(current, AGENT)
        found = _fetch_once(current, options, deadline, options.limits.item_bytes)
        if not isinstance(found, str):
            return found
        current = found
    raise SourceError(url, f"more than {options.limits.redirects} redirects")


def _read_fetched(fetched: Fetched, options: ReadOptions, hops: int) -> Iterator[Item | Failure]:
    form = find_format(fetched.raw[:8192], _name_of(fetched), options)
    if form == "sitemap":
        if hops <= 0:
            yield make_failure(fetched.url, "sitemaps of sitemaps are nested too deeply")
            return
        yield from read_sitemap(fetched.raw, fetched.url, options, hops)
    elif form in ("gzip", "warc", "jsonl", "csv", "tsv"):
        import io

        from dateline.read.formats import read_format

        stream = io.BufferedReader(io.BytesIO(fetched.raw))
        yield from read_format(stream, form, fetched.url, options)
    else:
        yield from read_document(fetched.raw, form, fetched.url, options, charset=fetched.charset)


def _name_of(fetched: Fetched) -> str:
    """Return a name whose suffix is that of the media type; the address may end in anything."""
    suffix = {
        "text/html": ".html",
        "application/xhtml+xml": ".html",
        "application/x-ndjson": ".jsonl",
        "application/json": ".json",
        "application/feed+json": ".json",
        "text/csv": ".csv",
        "application/rss+xml": ".rss",
        "application/atom+xml": ".atom",
    }.get(fetched.media_type)
    return f"page{suffix}" if suffix else urlsplit(fetched.url).path


def _fetch_once(url: str, options: ReadOptions, deadline: float, limit: int) -> Fetched | str | None:
    """Return what is at `url`, the address it redirects to, or ``None`` where it has not changed."""
    parts = _split(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = find_allowed_address(host, port, url, options.is_allowed_address or is_public_address)
    left = deadline - time.monotonic()
    if left <= 0:
        raise SourceError(url, f"took longer than {options.limits.fetch_seconds:.0f} seconds")
    timeout = urllib3.Timeout(connect=min(10.0, left), read=min(10.0, left))
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address,
            port,
            timeout=timeout,
            retries=False,
            server_hostname=host,
            assert_hostname=host,
            cert_reqs="CERT_REQUIRED",
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Host": parts.netloc.rpartition("@")[2],
        "User-Agent": USER_AGENT,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip",
    } | (options.visits.headers_for(url) if options.visits is not None else {})
    try:
        with pool:
            response = pool.urlopen(
                "GET", target, headers=headers, redirect=False, preload_content=False, decode_content=True
            )
            return _read_response(response, url, options, deadline, limit)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise SourceError(url, f"cannot be fetched: {type(error).__name__}: {str(error)[:200]}") from error


def _read_response(
    response: urllib3.BaseHTTPResponse, url: str, options: ReadOptions, deadline: float, limit: int
) -> Fetched | str | None:
    location = response.headers.get("Location")
    if response.status == NOT_MODIFIED and options.visits is not None:
        options.visits.unchanged.add(url)
        return None
    if response.status in REDIRECTS and location:
        return urljoin(url, location)
    if response.status != 200:
        raise SourceError(url, f"the server answered {response.status}")
    parts: list[bytes] = []
    size = 0
    for chunk in response.stream(CHUNK, decode_content=True):
        size += len(chunk)
        if size > limit:
            raise SourceError(url, f"larger than {limit:,} bytes; nothing was read of it")
        if time.monotonic() > deadline:
            raise SourceError(url, f"took longer than {options.limits.fetch_seconds:.0f} seconds")
        parts.append(chunk)
    media_type, _, parameters = (response.headers.get("Content-Type") or "").partition(";")
    if options.visits is not None:
        options.visits.learn(url, response.headers.get("ETag"), response.headers.get("Last-Modified"))
    charset = parameters.partition("charset=")[2].split(";")[0].strip().strip("\"'") or None
    return Fetched(url, b"".join(parts), media_type.strip().lower(), charset)


def _is_allowed_by_robots(url: str, options: ReadOptions, deadline: float) -> bool:
    """Say whether robots.txt lets us read `url`. None there: yes. A server that is ill: no (RFC 9309, 2.3.1)."""
    parts = _split(url)
    robots = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"
    if options.visits is not None:
        read, kept = options.visits.rules_of(robots)
        if read:
            return kept is None or kept.can_fetch(AGENT, url)
    rules = _read_robots(robots, options, deadline)
    if options.visits is not None:
        options.visits.keep_rules(robots, rules)
    return rules is None or rules.can_fetch(AGENT, url)


def _read_robots(robots: str, options: ReadOptions, deadline: float) -> RobotFileParser | None:
    rules = RobotFileParser(robots)
    current = robots
    for _ in range(options.limits.redirects + 1):
        try:
            found = _fetch_once(current, options, deadline, ROBOTS_BYTES)
        except SourceError as error:
            if "the server answered 4" in error.message:
                return None
            raise
        if isinstance(found, Fetched):
            rules.parse(found.raw.decode("utf-8", "replace").splitlines())
            return rules
        if found is None:
            return None
        current = found
    return None


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SourceError(url, f"not a valid address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise SourceError(url, "only http and https addresses are read")
    return parts
