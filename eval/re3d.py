"""Measure relations and the register of actors on re3d: texts of governments, CENTCOM and Wikipedia on Syria and Iraq.

    nice python eval/re3d.py FOLDER

FOLDER holds a folder for each publisher with ``documents.json``, ``entities.json`` and ``relations.json`` (JSON lines).
Nothing of the texts is printed.

Relations. What re3d tells apart by its own five types is mapped to our relations:

    BelongsTo        member_of, branch_of
    FightingAgainst  fights
    InChargeOf       leader_of
    AlliesOf         allied_with
    IsSynonymOf      alias_of

Only relations between organisations, people and nationalities that re3d itself trusts (`LEAST_TRUST`) are asked for,
symmetric ones once for both directions. A relation is right where the type is and the head of each end lies in the
other's words (either way round where the relation has no direction). re3d relates every mention, pronouns and
descriptions among them; ``names`` asks for those alone both of whose ends hold a capitalised name, and counts as found
what does so too.

Linking. Of each two names that re3d says are synonyms: do both tie to one actor of the register? Of each two that fight
each other, or one of which belongs to the other: is it told apart that they are two? One pair of strings a document.

``with the sides of events`` adds who fights whom by the roles of violent events, where our code book keeps it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.knowledge.register import Register
from dateline.records import Event, Relation, Report, Span
from dateline.resolve.actors import CERTAIN, find_actor, read_names
from dateline.score.matching import match_pairs, same_head
from ratios import Ratio, add_up, f1_interval
from three_readings import READINGS, Eyes

LEAST_TRUST = 0.5  # of re3d's confidence: agreement of its annotators
ENDS = frozenset({"Organisation", "Person", "Nationality"})
OURS: Mapping[str, str] = {
    "member_of": "BelongsTo",
    "branch_of": "BelongsTo",
    "fights": "FightingAgainst",
    "leader_of": "InChargeOf",
    "allied_with": "AlliesOf",
    "alias_of": "IsSynonymOf",
}
TYPES = tuple(dict.fromkeys(OURS.values()))
SYMMETRIC = frozenset({"FightingAgainst", "AlliesOf", "IsSynonymOf"})
NAME = re.compile(r"\b[A-Z][\w'’\-]+")
TITLES = frozenset(
    "The President Minister Foreign Prime Secretary State Defence Defense General Ambassador Envoy Special Office He "
    "She It They We His Her Its Their This These Government Members Some Many All Our".split()
)
FIGHTING = frozenset(  # events whose two sides fight each other, for the reading "with events"
    "clash attack air_strike shelling shooting bombing suicide_bombing assassination execution operation".split()
)
WITH_EVENTS = "shipped, with the sides of events"

ASKED = (
    ("IsSynonymOf", "are synonyms"),
    ("BelongsTo", "belong one to the other"),
    ("FightingAgainst", "fight each other"),
)
# What becomes of two names: both tied to one actor, to two, only one of them tied, or neither.
OUTCOMES = ("one actor", "two actors", "one name tied", "neither tied")


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of either side in the types of re3d."""

    type: str
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A text of one publisher with the relations that are asked for."""

    publisher: str
    report: Report
    ties: tuple[Tie, ...]


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of all publishers in the order of names and files."""
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        kinds = {(one["documentId"], one["begin"], one["end"]): one["type"] for one in _rows(place / "entities.json")}
        ties: dict[str, list[Tie]] = {}
        for row in _rows(place / "relations.json"):
            if _is_asked(row, kinds):
                a, b = (Span(row[f"{end}Begin"], row[f"{end}End"]) for end in ("source", "target"))
                ties.setdefault(row["documentId"], []).append(Tie(row["type"], a, b))
        for page in _rows(place / "documents.json"):
            report = Report(id=page["_id"], text=page["text"], language="en")
            yield Document(place.name, report, one_way(ties.get(page["_id"], ())))


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _is_asked(row: Mapping[str, Any], kinds: Mapping[tuple[str, int, int], str]) -> bool:
    ends = [kinds.get((row["documentId"], row[f"{end}Begin"], row[f"{end}End"])) for end in ("source", "target")]
    return row["type"] in TYPES and row["confidence"] >= LEAST_TRUST and all(kind in ENDS for kind in ends)


def one_way(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """Return the relations once each, those without direction in the order of the text."""
    turned = (Tie(one.type, min(one.a, one.b), max(one.a, one.b)) if one.type in SYMMETRIC else one for one in ties)
    return tuple(dict.fromkeys(turned))


def make_ties(relations: Sequence[Relation]) -> tuple[Tie, ...]:
    """Return our relations in the types of re3d; those of other types are left out."""
    return one_way([Tie(OURS[one.type], one.a.span, one.b.span) for one in relations if one.type in OURS])


def ties_of_events(events: Sequence[Event]) -> tuple[Tie, ...]:
    """Return who fights whom by the sides of violent events: our code book keeps a single fight there."""
    return one_way(
        [
            Tie("FightingAgainst", by.span, against.span)
            for event in events
            if event.type in FIGHTING
            for by in event.by
            for against in event.against
        ]
    )


def is_same(text: str, gold: Tie, found: Tie) -> bool:
    """Say whether `found` is `gold`."""
    ways = [(found.a, found.b), (found.b, found.a)] if gold.type in SYMMETRIC else [(found.a, found.b)]
    return gold.type == found.type and any(same_head(text, gold.a, a) and same_head(text, gold.b, b) for a, b in ways)


def has_name(words: str) -> bool:
    """Say whether the words hold a capitalised name, not only a title or a pronoun."""
    return any(word not in TITLES for word in NAME.findall(words))


def compare(text: str, gold: Sequence[Tie], found: Sequence[Tie]) -> dict[str, Ratio]:
    """Return the ratio of each type."""
    ratios = {}
    for kind in TYPES:
        wanted, given = [one for one in gold if one.type == kind], [one for one in found if one.type == kind]
        right = match_pairs(wanted, given, lambda g, f: is_same(text, g, f))
        ratios[kind] = Ratio(len(right), len(given), len(wanted))
    return ratios


def named(text: str, ties: Sequence[Tie]) -> list[Tie]:
    """Return the relations both of whose ends hold a name."""
    return [one for one in ties if has_name(one.a.of(text)) and has_name(one.b.of(text))]


def judge_link(text: str, tie: Tie, register: Register) -> str:
    """Return which of `OUTCOMES` the two ends of a relation come to; only ties that count as certain count."""
    names = read_names(text, register)
    links = [find_actor(_bare(span.of(text)), names) for span in (tie.a, tie.b)]
    ids = [link.actor_id for link in links if link is not None and link.score >= CERTAIN]
    if len(ids) == 2:
        return OUTCOMES[0] if ids[0] == ids[1] else OUTCOMES[1]
    return OUTCOMES[2] if ids else OUTCOMES[3]


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)


def pairs_of(
    documents: Sequence[Document], kind: str, ends: Mapping[tuple[str, Span], str]
) -> Iterator[tuple[str, Tie]]:
    """Yield the text and relation of each two named organisations that `kind` relates, each pair once a document."""
    for document in documents:
        text, seen = document.report.text, set()
        for one in named(text, document.ties):
            words = frozenset({one.a.of(text), one.b.of(text)})
            organisations = all(ends.get((document.report.id, span)) == "Organisation" for span in (one.a, one.b))
            if one.type == kind and len(words) == 2 and words not in seen and organisations:
                seen.add(words)
                yield text, one


def read_ends(folder: Path) -> dict[tuple[str, Span], str]:
    """Return the kind of each entity by its document and span."""
    return {
        (row["documentId"], Span(row["begin"], row["end"])): row["type"]
        for place in sorted(folder.glob("*/entities.json"))
        for row in _rows(place)
        if row["begin"] < row["end"]
    }


def show(name: str, kind: str, each: Sequence[Ratio]) -> None:
    """Print one row of a Markdown table."""
    total, (low, high) = add_up(each), f1_interval(each)
    print(f"| {name} | {kind} | {total} | {low:.2f}-{high:.2f} | {total.right} | {total.found} | {total.gold} |")


def measure_relations(documents: Sequence[Document], eyes: Eyes) -> None:
    """Print the table of relations."""
    columns = (*READINGS, WITH_EVENTS)
    all_ties: dict[str, list[dict[str, Ratio]]] = {name: [] for name in columns}
    of_names: dict[str, list[dict[str, Ratio]]] = {name: [] for name in columns}
    for document in documents:
        text = document.report.text
        readings = eyes.read(document.report)
        ties = {name: make_ties(findings.relations) for name, findings in readings.items()}
        ties[WITH_EVENTS] = one_way((*ties["shipped"], *ties_of_events(readings["shipped"].events)))
        for name, found in ties.items():
            all_ties[name].append(compare(text, document.ties, found))
            of_names[name].append(compare(text, named(text, document.ties), named(text, found)))
    print("| reading | relation | precision | recall | F1 | 95 % | right | found | gold |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in columns:
        for kind in TYPES:
            show(name, kind, [each[kind] for each in all_ties[name]])
        show(name, "all", [add_up(list(each.values())) for each in all_ties[name]])
        show(name, "all, names", [add_up(list(each.values())) for each in of_names[name]])


def measure_linking(documents: Sequence[Document], register: Register, ends: Mapping[tuple[str, Span], str]) -> None:
    """Print the table of linking."""
    print("\n| two organisations that | pairs | " + " | ".join(OUTCOMES) + " |\n|---|---|" + "---|" * len(OUTCOMES))
    for kind, words in ASKED:
        judged = Counter(judge_link(text, one, register) for text, one in pairs_of(documents, kind, ends))
        print(f"| {words} | {judged.total()} | " + " | ".join(str(judged[outcome]) for outcome in OUTCOMES) + " |")


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    knowledge = load_knowledge(Config())
    documents = list(read_documents(folder))
    print(f"{len(documents)} documents, {sum(len(one.ties) for one in documents)} relations\n")
    measure_relations(documents, Eyes(knowledge))
    measure_linking(documents, knowledge.register, read_ends(folder))


if __name__ == "__main__":
    main()
