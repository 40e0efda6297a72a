"""Rows to fit the event rules on: features of each decision with the label that the annotation gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dateline.config import Config
from dateline.extract.events import finding as rules
from dateline.extract.events.counts import FIELDS, home_features, quantity_features, side_features
from dateline.extract.events.features import Scene, background_features, mention_features, status_features
from dateline.extract.events.joining import may_join
from dateline.extract.events.joining_features import joining_features
from dateline.extract.events.mentions import Mention
from dateline.extract.events.roles import role_candidates
from dateline.extract.events.setting import settings_of
from dateline.extract.marking.numbers import find_quantities
from dateline.extract.marking.phrases import find_phrases
from dateline.extract.marking.places import find_places
from dateline.extract.marking.times import find_times
from dateline.extract.marks import Marks
from dateline.knowledge import Knowledge, load_knowledge
from dateline.parse import parse_report
from dateline.records import Report, Span

Rows = dict[str, list[tuple[list[str], str]]]


def gather_rows(folder: Path, held: set[str]) -> Rows:
    """Return the rows of every decision, from all parts of `folder` that are not held back."""
    knowledge = load_knowledge(Config(reader="rules"))
    rows: Rows = {}
    for part in sorted(folder.glob("*.txt")):
        if part.stem in held:
            continue
        for text, gold in read_part(part):
            for decision, features, label in rows_of(text, gold, knowledge):
                rows.setdefault(decision, []).append((features, label))
    return rows


def read_part(part: Path) -> Iterator[tuple[str, list[dict]]]:
    """Yield each report's text with its events, whose quotations are replaced by spans."""
    lines = dict(line.split("\t", 1) for line in part.read_text("utf-8").splitlines() if line.strip())
    for line in part.with_suffix(".jsonl").read_text("utf-8").splitlines():
        if not line.strip():
            continue
        entry = json.loads(line)
        first, last = entry["report"]
        offsets, text = {}, ""
        for number in range(first, last + 1):
            text += " " if text else ""
            offsets[number] = len(text)
            text += lines[str(number)]

        def span(quotation: str, offsets: dict[int, int] = offsets) -> Span:
            number, words, *rest = quotation.split("|")
            at = -1
            for _ in range(int(rest[0]) if rest else 1):
                at = lines[number].find(words, at + 1)
            return Span(offsets[int(number)] + at, offsets[int(number)] + at + len(words))

        yield text, [_with_spans(event, span) for event in entry.get("events", [])]


def _with_spans(event: dict, span) -> dict:
    made = dict(event)
    for name in ("trigger", "when", "where"):
        made[name] = [span(quotation) for quotation in event[name]]
    for name in ("by", "against", "killed", "injured", "taken"):
        made[name] = [{**item, "q": span(item["q"])} for item in event[name]]
    return made


def marks_of(parsed, knowledge: Knowledge) -> Marks:
    """Return the marks as the extractors find them."""
    return Marks(
        times=find_times(parsed),
        quantities=find_quantities(parsed),
        places=find_places(parsed, knowledge.gazetteer),
        phrases=find_phrases(parsed, knowledge),
    )


def rows_of(text: str, gold: list[dict], knowledge: Knowledge) -> Iterator[tuple[str, list[str], str]]:
    """Yield (decision, features, label) for one report."""
    parsed = parse_report(Report(id="report", text=text))
    scene = rules.make_scene(parsed.sentences, marks_of(parsed, knowledge), knowledge.triggers)
    fits = {
        mention: [event for event in gold if any(mention.span.overlaps(span) for span in event["trigger"])]
        for mention in scene.mentions
    }
    named = tuple(mention for mention in scene.mentions if fits[mention] and not rules.is_outcome(mention))
    told = replace(scene, mentions=named)
    kept: list[tuple[Mention, dict]] = []
    for mention, fit in fits.items():
        outcome = rules.is_outcome(mention)
        features = mention_features(mention, told if outcome else scene)
        yield "outcome" if outcome else "real", features, "yes" if fit else "no"
        if fit:
            event = next((event for event in fit if event["type"] == mention.pattern.type), fit[0])
            yield "type", features, event["type"]
            kept.append((replace(mention, type=event["type"]), event))
    yield from _joining_rows(kept, scene)
    yield from _role_rows(kept, scene)
    yield from _setting_rows(kept, scene)
    yield from _count_rows(kept, gold, scene, text)
    for event in gold:
        mentions = [mention for mention, home in kept if home is event]
        if mentions:
            for mention in mentions:
                yield "status", status_features(mention, scene), event["status"]
            yield "background", background_features(mentions, scene), "yes" if event["background"] else "no"


def _joining_rows(kept: list[tuple[Mention, dict]], scene: Scene) -> Iterator[tuple[str, list[str], str]]:
    groups: list[tuple[dict, list[Mention]]] = []
    for mention, event in kept:
        for place, (other, members) in enumerate(groups):
            if may_join(mention, members):
                later = sum(may_join(mention, more) for _, more in groups[place + 1 :])
                yield "join", joining_features(mention, members, scene, later), "yes" if other is event else "no"
        home = next((members for other, members in groups if other is event), None)
        if home is None:
            groups.append((event, [mention]))
        else:
            home.append(mention)
            groups.sort(key=lambda pair: pair[1][-1].span)


def _role_rows(kept: list[tuple[Mention, dict]], scene: Scene) -> Iterator[tuple[str, list[str], str]]:
    for mention, event in kept:
        for item, features in role_candidates(mention, scene):
            label = "none"
            for name in ("by", "against"):
                if any(_same_phrase(item.phrase.span, one["q"], item.phrase.head) for one in event[name]):
                    label = name
            yield "role", features, label


def _same_phrase(found: Span, gold: Span, head: Span) -> bool:
    return found.end == gold.end or (gold.overlaps(head) and found.overlaps(gold))


def _setting_rows(kept: list[tuple[Mention, dict]], scene: Scene) -> Iterator[tuple[str, list[str], str]]:
    home = {id(mention): event for mention, event in kept}
    for passage in scene.passages:
        here = sorted((m for m, _ in kept if m.passage is passage), key=lambda m: m.start)
        before = sorted((m for m, _ in kept if m.passage.number == passage.number - 1), key=lambda m: m.start)
        for decision, name in (("when", "when"), ("where", "where")):
            for item, mention, features in settings_of(passage, here or before[-1:], scene, decision):
                fit = any(span.overlaps(item.span) for span in home[id(mention)][name])
                yield decision, features, "yes" if fit else "no"


def _count_rows(
    kept: list[tuple[Mention, dict]], gold: list[dict], scene: Scene, text: str
) -> Iterator[tuple[str, list[str], str]]:
    groups: list[tuple[dict, list[Mention]]] = []
    for event in gold:
        members = [mention for mention, home in kept if home is event]
        if members:
            groups.append((event, members))
    groups.sort(key=lambda pair: pair[1][-1].span)
    for passage in scene.passages:
        for item in passage.quantities:
            features = quantity_features(passage, item, scene)
            for field in FIELDS:
                fit = [event for event in gold if any(one["q"].overlaps(item.quantity.span) for one in event[field])]
                yield field, features, "yes" if fit else "no"
                if fit:
                    yield from _home_rows(passage, item, field, fit, groups, text)


def _home_rows(passage, item, field, fit, groups, text) -> Iterator[tuple[str, list[str], str]]:
    able = [(event, members) for event, members in groups if rules.may_have(event["type"], field)]
    for place, (event, members) in enumerate(able):
        later = rules.count_later(passage, [more for _, more in able[place + 1 :]])
        yield "home", home_features(passage, item, field, members, later), "yes" if event in fit else "no"
        if event in fit:
            heads = tuple({one["q"].of(text).split()[-1].lower() for one in event[name]} for name in ("by", "against"))
            one = next(one for one in event[field] if one["q"].overlaps(item.quantity.span))
            yield "side", side_features(passage, item, field, event["type"], heads), one["who"]
