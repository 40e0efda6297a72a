"""Lines of knowledge: which sayings go back to one origin, so that forty copies of a call to the police count once.

Two sayings are independent when neither the story, nor the credited origin, nor the primary speaker is the same:

* Words credited to somebody belong to that speaker's line, whoever prints them. Bodies of a state (police, military,
  government, court) of one country are one voice, whichever of their people speaks; groups and persons go by register
  id or name, and a speaker without a name ("witnesses") is taken for the one that has one, because nothing shows that
  it is another.
  Where a report does not tell the country, it is that of the other reports.
* A medium that is quoted ("Reuters reported") is the same origin as a medium that is credited.
* The outlet's own voice belongs to its story, its credited origin, or the outlet; where the same story also credits the
  value to a speaker, the outlet only repeats him and adds no line (of an armed group, only its numbers). So do speakers
  that are not told ("officials").

Two voices in one story are two lines (the police and the witnesses know apart), and the basis says that one story
carries both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from dateline.knowledge.agencies import fold_name, fold_origin, is_wire, name_origin
from dateline.knowledge.identity import state_of
from dateline.records import Line, Saying, Story
from dateline.text import make_id

OUTLET = "outlet"
STATE_BODIES = frozenset({"police", "military", "government", "court"})
BODIES = frozenset({"armed_group", "media", "ngo", "international", "party"})
COUNTS = frozenset({"killed", "injured", "taken"})
# A group that denies a bombing, or boasts of it, is not how the outlet knows of it; its numbers are its own.
INTERESTED = frozenset({"armed_group"})
PLURALS = {
    "witness": "witnesses",
    "resident": "residents",
    "expert": "experts",
    "unnamed_official": "unnamed officials",
    "armed_group": "an armed group",
    "international": "an international body",
    "ngo": "an aid or rights organisation",
    "party": "a party",
    "person": "a private person",
    "medical": "hospitals and doctors",
    "media": "other media",
    "other": "others",
}


_NO_NAME = re.compile(r"^(?:its|his|her|their|our|the|an?)\s+", re.I)  # "its director, Omid Safi" away from his report


@dataclass(frozen=True, slots=True)
class _Origins:
    """Where the own voice of each report comes from: `root` is one key for all reports of one origin."""

    root: Mapping[str, str]
    label: Mapping[str, str]
    basis: Mapping[str, str]
    story: Mapping[str, str]  # of each report


def trace_lines(sayings: Iterable[Saying], stories: Iterable[Story]) -> tuple[Line, ...]:
    """Return the independent lines that the sayings of one incident go back to; each saying is in exactly one.

    `stories` may hold stories of other reports too; a report that is in none is a story of its own.
    """
    ordered = sorted(sayings, key=lambda saying: (saying.report_id, saying.span, saying.id))
    origins = _make_origins(ordered, stories)
    voices = _make_voices(ordered)
    keys = _fold(ordered, origins, voices)
    members: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in ordered:
        members[keys[saying.id]].append(saying)
    lines = [_make_line(key, members[key], origins) for key in sorted(members)]
    shared = {label for label, count in Counter(line.label for line in lines).items() if count > 1}
    countries = {line.id: members[key][0].country for key, line in zip(sorted(members), lines, strict=True)}
    return tuple(
        replace(line, label=f"{line.label} ({countries[line.id]})")
        if line.label in shared and countries[line.id]
        else line
        for line in lines
    )


def _make_origins(sayings: Sequence[Saying], stories: Iterable[Story]) -> _Origins:
    """Join reports by story, credited origin and (where neither is known to be another's) publisher."""
    stories = sorted(stories, key=lambda story: story.id)
    reports = {saying.report_id: saying for saying in reversed(sayings)}
    nodes: dict[str, list[str]] = {name: [] for name in sorted(reports)}
    label: dict[str, str] = {}
    story_of: dict[str, str] = {name: make_id("story", name) for name in reports}
    for story in stories:
        held = [name for name in story.reports if name in nodes]
        for name in held:
            story_of[name] = story.id
            nodes[name].append(f"story:{story.id}")
            if story.origin:
                nodes[name].append(_origin_key(story.origin, label))
    _tie_compilations(nodes, story_of, stories)
    for name, saying in sorted(reports.items()):
        own_story = sum(other[:1] == nodes[name][:1] for other in nodes.values()) <= 1 or not nodes[name]
        if saying.origin:
            nodes[name].append(_origin_key(saying.origin, label))
        elif saying.outlet and own_story and not any(node.startswith("origin:") for node in nodes[name]):
            nodes[name].append(_origin_key(saying.outlet, label))
        nodes[name] = nodes[name] or [f"report:{name}"]
    root = _join(nodes)
    return _Origins(root, *_describe(nodes, root, reports, label), story_of)


def _tie_compilations(nodes: dict[str, list[str]], story_of: Mapping[str, str], stories: Iterable[Story]) -> None:
    """Tie a compilation to the one story of this incident that it took in: of that it knows nothing more."""
    for link in (link for story in stories for link in story.links if link.kind == "compilation"):
        whole = link.right if link.source == link.left else link.left
        if link.source in nodes and whole in nodes:
            nodes[whole].append(f"story:{story_of[link.source]}")


def _origin_key(name: str, label: dict[str, str]) -> str:
    key = f"origin:{fold_origin(name)}"
    label.setdefault(key, name_origin(name))
    return key


def _join(nodes: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return for each report the smallest of all nodes that it is tied to, directly or through others."""
    parent: dict[str, str] = {}

    def find(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for linked in nodes.values():
        for node in linked[1:]:
            left, right = sorted((find(linked[0]), find(node)))
            parent[right] = left
    return {name: find(linked[0]) for name, linked in nodes.items()}


def _describe(
    nodes: Mapping[str, Sequence[str]], root: Mapping[str, str], reports: Mapping[str, Saying], label: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return for each root how to name it and why its reports are one."""
    labels: dict[str, str] = {}
    basis: dict[str, str] = {}
    for key in sorted(set(root.values())):
        held = [name for name in sorted(nodes) if root[name] == key]
        tied = Counter(node for name in held for node in nodes[name])
        credited = [node for node in tied if node.startswith("origin:")]
        outlet = next((reports[name].outlet for name in held if reports[name].outlet), None)
        best = min(credited, key=lambda node: (not is_wire(label[node]), -tied[node], node), default=None)
        labels[key] = label[best] if best else (outlet or f"report {held[0]}")
        if len(held) == 1:
            basis[key] = "one report"
        elif best and tied[best] == len(held):
            basis[key] = f"{len(held)} reports go back to {label[best]}"
        elif any(all(node in nodes[name] for name in held) for node in tied):
            basis[key] = f"{len(held)} reports tell one story in the same words"
        else:
            basis[key] = f"{len(held)} reports are tied by the same words and the same credits"
    return labels, basis


def _make_voices(sayings: Sequence[Saying]) -> dict[str, str | None]:
    """Return for each saying the key of its primary speaker; ``None`` where the outlet itself speaks."""
    registered = {
        (saying.speaker, fold_name(saying.speaker_name)): saying.actor_id
        for saying in sayings
        if saying.actor_id is not None and saying.speaker_name
    }
    identities = {saying.id: _identity(saying, registered) for saying in sayings}
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for saying in sayings:
        if (known_as := identities[saying.id]) is not None:
            named[saying.speaker][known_as] += 1
    countries = Counter(saying.country for saying in sayings if saying.country)
    usual = min(countries, key=lambda code: (-countries[code], code), default="")
    voices: dict[str, str | None] = {}
    for saying in sayings:
        if saying.speaker == OUTLET:
            voices[saying.id] = None
            continue
        known = named[saying.speaker]
        identity = identities[saying.id] or min(known, key=lambda name: (-known[name], name), default="")
        if saying.speaker == "media" and identity:
            voices[saying.id] = f"origin:{identity}"
        else:
            voices[saying.id] = f"voice:{saying.speaker}:{identity or saying.country or usual}"
    return voices


def _identity(saying: Saying, registered: Mapping[tuple[str, str], str] = MappingProxyType({})) -> str | None:
    """Return what tells a speaker from others of his kind: register id, or a name unless he is a state body.

    `registered` are the ids of those who go by a name elsewhere in the incident.
    """
    if saying.speaker in STATE_BODIES and _is_of_the_state(saying.actor_id):
        return None
    if saying.actor_id is not None:
        return saying.actor_id
    if saying.speaker == "unnamed_official" or saying.speaker_name is None:
        return None
    if not _is_name(saying.speaker, saying.speaker_name):
        return None
    if saying.speaker == "media":
        return fold_origin(saying.speaker_name)
    name = fold_name(saying.speaker_name)
    return registered.get((saying.speaker, name), name)


def _is_of_the_state(actor_id: str | None) -> bool:
    """Say whether a body of a state speaks by itself or by one of its people, whom no list has as a body apart."""
    return actor_id is None or state_of(actor_id) is not None or actor_id.startswith(("unlisted:", "person:"))


def _is_name(speaker: str, words: str) -> bool:
    """Say whether `words` hold a proper name: a capital after the first word, or one word where bodies have such names.

    A capital at the start tells nothing by itself: "Witnesses said ..." begins a sentence.
    """
    parts = words.split()
    if any(part[:1].isupper() for part in parts[1:]):
        return True
    return speaker in BODIES and len(parts) == 1 and parts[0][:1].isupper()


def _fold(sayings: Sequence[Saying], origins: _Origins, voices: Mapping[str, str | None]) -> dict[str, str]:
    """Return the line of each saying; own voice and untold speakers give way to a speaker of the story."""
    strong: defaultdict[tuple[str, str, str | None], list[Saying]] = defaultdict(list)
    for saying in sayings:
        if voices[saying.id] is not None and not _is_untold(saying):
            strong[(origins.root[saying.report_id], saying.field, saying.role)].append(saying)
    keys: dict[str, str] = {}
    for saying in sayings:
        root = origins.root[saying.report_id]
        voice = voices[saying.id]
        if voice is not None and not _is_untold(saying):
            keys[saying.id] = _same_origin(voice, origins)
            continue
        told = [
            other
            for other in strong[(root, saying.field, saying.role)]
            if _is_same_value(saying, other) and (other.speaker not in INTERESTED or saying.field in COUNTS)
        ]
        counts = Counter(voices[other.id] or root for other in told)
        best = min(counts, key=lambda key: (-counts[key], key), default=None)
        keys[saying.id] = _same_origin(best, origins) if best else (voice or root)
    return keys


def _is_untold(saying: Saying) -> bool:
    """Say whether the report credits somebody of whom it tells nothing ("officials", "sources")."""
    return saying.speaker in ("unnamed_official", "other") and _identity(saying) is None


def _same_origin(voice: str, origins: _Origins) -> str:
    """Return the root of an origin that also has reports of its own here ("Reuters reported", a Reuters story)."""
    if not voice.startswith("origin:"):
        return voice
    shown = voice.removeprefix("origin:")
    return next((root for root, label in sorted(origins.label.items()) if fold_origin(label) == shown), voice)


def _is_same_value(left: Saying, right: Saying) -> bool:
    if left.target is not None and left.target == right.target:
        return True
    if left.field in ("killed", "injured", "taken", "time"):
        low = max(-1.0 if left.min is None else left.min, -1.0 if right.min is None else right.min)
        high = min(float("inf") if left.max is None else left.max, float("inf") if right.max is None else right.max)
        return low <= high
    return left.text.casefold() == right.text.casefold()


def _make_line(key: str, sayings: Sequence[Saying], origins: _Origins) -> Line:
    reports = tuple(sorted({saying.report_id for saying in sayings}))
    stories = tuple(origins.story[name] for name in reports)
    if key in origins.label:
        label, basis = origins.label[key], origins.basis[key]
    else:
        label = _voice_label(key, sayings)
        basis = f"one primary speaker: {label}"
        if len(reports) > 1:
            count = len(set(stories))
            basis += f", in {len(reports)} reports of {count} stor{'y' if count == 1 else 'ies'}"
    is_told = not all(_is_untold(saying) for saying in sayings)
    return Line(make_id("line", key), label, basis, reports, tuple(saying.id for saying in sayings), stories, is_told)


def _voice_label(key: str, sayings: Sequence[Saying]) -> str:
    """Return how to name a speaker: the body's kind, or the name that is used most."""
    speakers = [saying for saying in sayings if saying.speaker != OUTLET]
    kind = key.split(":")[1] if key.startswith("voice:") else "media"
    if kind in STATE_BODIES:
        return kind
    names = Counter(saying.speaker_name for saying in speakers if _identity(saying) is not None and saying.speaker_name)
    best = min(names, key=lambda name: (-names[name], name), default=None)
    return _NO_NAME.sub("", best) if best else PLURALS.get(kind, kind.replace("_", " "))
