"""Write docs/codebook.md from src/dateline/ontology.yaml; the tests fail when the page is not what this writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.ontology import Ontology, load_ontology

PAGE = Path(__file__).parent.parent / "docs" / "codebook.md"
INTRODUCTION = """\
# The code book

Every closed list of words that findings use, with its codes in the schemes of the field. This page is generated from
`src/dateline/ontology.yaml` by `python tools/make_codebook.py`; change the list, not the page.

A dash means that the scheme has no such code. Which events a file of a scheme takes in is a further rule: a GED-like
file needs a reported death, a GTD-like file a sub-national doer.
"""


def make_page(ontology: Ontology) -> str:
    """Return the whole page as Markdown."""
    return "\n".join([INTRODUCTION, *_sections(ontology)])


def _sections(ontology: Ontology) -> Iterator[str]:
    yield _table(
        f"Event types ({len(ontology.event_types)})",
        ("type", "meaning", "family", "ACLED", "PLOVER", "GTD attack type", "UCDP"),
        (
            (name, each.definition, each.family, _pair(each.acled), _pair(each.plover), each.gtd, each.ucdp)
            for name, each in ontology.event_types.items()
        ),
    )
    yield _table(
        "Statuses",
        ("status", "meaning", "PLOVER mode"),
        ((name, each.definition, each.plover) for name, each in ontology.statuses.items()),
    )
    for title, terms in (
        ("Kinds of speakers", ontology.speakers),
        ("Kinds of statements", ontology.statement_kinds),
        ("Stances on responsibility", ontology.stances),
        ("Channels of claims", ontology.channels),
        ("Relations of armed groups", ontology.relations),
    ):
        yield _table(title, ("word", "meaning"), ((name, each.definition) for name, each in terms.items()))
    yield _table(
        "Kinds of actors",
        ("kind", "meaning", "ACLED interaction", "PLOVER sector"),
        ((name, each.definition, each.inter, each.sector) for name, each in ontology.actor_kinds.items()),
    )
    yield _table(
        "Precision of places",
        ("precision", "meaning", "UCDP", "ACLED", "GTD", "PLOVER", "radius (km)"),
        (
            (name, each.definition, each.ucdp, each.acled, each.gtd, each.plover, each.radius_km)
            for name, each in ontology.place_precisions.items()
        ),
    )
    yield _table(
        "Precision of times",
        ("precision", "meaning", "UCDP", "ACLED"),
        ((name, each.definition, each.ucdp, each.acled) for name, each in ontology.time_precisions.items()),
    )


def _pair(codes: tuple[str, str | None] | None) -> str | None:
    return None if codes is None else " / ".join(code for code in codes if code)


def _table(title: str, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [f"## {title}\n", f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    for name, *cells in rows:
        shown = ("–" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells)
        lines.append(f"| `{name}` | {' | '.join(shown)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(make_page(load_ontology()), "utf-8")
