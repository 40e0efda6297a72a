"""Origins: one key for one maker of text, however a credit writes it ("(AFP)", "Agence France-Presse")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from dateline.records import Report, SourceKind

_NOISE = re.compile(r"[^\w]+")
_COMPANY = re.compile(r"^(?:the|www) | (?:com|org|net|news agency|online|newspaper)$")


def fold_name(name: str) -> str:
    """Return `name` without case, accents, marks, leading article and web suffix: a key to compare names by."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = _NOISE.sub(" ", plain).strip()
    return _COMPANY.sub("", words).strip() or words


def fold_origin(name: str) -> str:
    """Return the key of who made a text: known agencies by one name, everybody else by the folded name."""
    folded = fold_name(name)
    return fold_name(_agencies().get(folded, folded))


def name_origin(name: str) -> str:
    """Return the name to show: the agency's usual one where it is known, else `name` itself."""
    return _agencies().get(fold_name(name), name.strip())


def is_wire(name: str) -> bool:
    """Say whether `name` is a news agency that we know."""
    return fold_name(name) in _agencies()


def credited_origin(report: Report) -> str | None:
    """Return whom a report credits with its text: its origin, else the agency of its dateline, else a wire itself."""
    if report.origin:
        return report.origin
    if report.dateline is not None and report.dateline.agency:
        return report.dateline.agency
    if report.publisher and (report.source_kind is SourceKind.WIRE or is_wire(report.publisher)):
        return report.publisher
    return None


@cache
def _agencies() -> Mapping[str, str]:
    page = resources.files("dateline").joinpath("knowledge/data/agencies.tsv").read_text("utf-8")
    names: dict[str, str] = {}
    for line in page.splitlines():
        entry = line.split("#")[0].rstrip()
        if not entry:
            continue
        name, _, others = entry.partition("\t")
        for alias in (name, *others.split("|")):
            if alias.strip():
                names[fold_name(alias)] = name.strip()
    return MappingProxyType(names)
