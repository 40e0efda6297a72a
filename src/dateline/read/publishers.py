"""Publishers and agencies: their short names, domains and kinds, from `data/publishers.yaml`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit

import yaml

from dateline.records import SourceKind

STATE_DOMAIN = re.compile(r"(?:^|\.)(?:gov|mil|gob|gouv|go|govt)(?:\.[a-z]{2})?$")
SEPARATORS = re.compile(r"\s*(?:/|;|,|\band\b|&|\bwith\b|\+)\s*")


@dataclass(frozen=True, slots=True)
class Publisher:
    """A body that publishes, under its short name."""

    name: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Publishers:
    """All publishers we know, by folded name and by domain."""

    by_name: dict[str, Publisher]
    by_domain: dict[str, Publisher]

    def find(self, name: str | None) -> Publisher | None:
        """Return the publisher that goes by `name`, a short name, alias or one of its domains."""
        return self.by_name.get(_fold(name or "")) or self.find_domain(name or "")

    def find_domain(self, host: str) -> Publisher | None:
        """Return the owner of `host` or of a domain above it."""
        labels = host.lower().split(".")
        owners = (self.by_domain.get(".".join(labels[start:])) for start in range(len(labels) - 1))
        return next((owner for owner in owners if owner is not None), None)

    def find_kind(self, publisher: str | None, url: str | None) -> SourceKind:
        """Return what kind of body published; an unlisted one is an outlet, none at all is unknown."""
        host = find_host(url)
        known = self.find(publisher) or self.find_domain(host)
        if known is not None:
            return known.kind
        if STATE_DOMAIN.search(host):
            return SourceKind.STATE
        return SourceKind.OUTLET if publisher or host else SourceKind.UNKNOWN

    def make_origin(self, credited: str | None, publisher: str | None, url: str | None) -> str | None:
        """Return the short names of those credited, parted by "; "; ``None`` where that is the publisher itself."""
        own = self.find(publisher) or (None if publisher else self.find_domain(find_host(url)))
        names: list[str] = []
        for name in self.split_names(credited or ""):
            known = self.find(name)
            short = known.name if known else name
            is_own = (own is not None and own == known) or _is_named(publisher, name)
            if short and not is_own and short not in names:
                names.append(short)
        return "; ".join(names) or None

    def split_names(self, credited: str) -> list[str]:
        """Return the names in "AFP and Reuters", "AP/AFP"; a name that is no list of known agencies stays whole."""
        whole = " ".join(credited.split()).strip(" .,;:-–—|()[]")
        parts = [part for part in SEPARATORS.split(whole) if part]
        if self.find(whole) is None and len(parts) > 1 and all(self.find(part) for part in parts):
            return parts
        return [whole] if whole else []


def find_host(url: str | None) -> str:
    """Return the host name of an address without ``www.``; empty where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def _is_named(publisher: str | None, name: str) -> bool:
    """Say whether `publisher` is `name`, or begins with it: "Meridian Wire: Africa"."""
    whole, part = _fold(publisher or ""), _fold(name)
    return bool(part) and (whole == part or whole.startswith(part + " "))


@functools.cache
def load_publishers() -> Publishers:
    """Load the list that comes with Dateline."""
    page = yaml.safe_load((files("dateline.read") / "data" / "publishers.yaml").read_text("utf-8"))
    by_name: dict[str, Publisher] = {}
    by_domain: dict[str, Publisher] = {}
    for kind, entries in page.items():
        for entry in entries:
            publisher = Publisher(str(entry["name"]), SourceKind(kind))
            for name in (entry["name"], *entry.get("aliases", ())):
                by_name[_fold(str(name))] = publisher
            by_domain |= dict.fromkeys(entry.get("domains", ()), publisher)
    return Publishers(by_name, by_domain)


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.replace("'", "").replace("’", "").casefold()).strip().removeprefix("the ")
