"""Stories: reports that tell one story in the same words, joined from pairs that meet under a key and hold on a look.

`make_print` and `make_columns` are a map over reports, `find_pairs` groups by key, `compare` is a map over pairs,
`cluster` joins what is tied. `trace` does all of it in one process and gives the same stories in any order of input.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.knowledge.agencies import fold_origin, is_wire, name_origin
from dateline.records import Report, Story, StoryLink
from dateline.text import make_id
from dateline.trace.blocks import Cut, find_pairs
from dateline.trace.keys import make_columns
from dateline.trace.likeness import BLOCK, SURE, compare, find_later, measure
from dateline.trace.prints import Print, make_print

STRANGERS = 0.1  # share of triples up to which two texts have nothing to do with each other
COMPILATION = "compilation"


@dataclass(frozen=True, slots=True)
class Tracing:
    """The stories, and what was not compared to find them."""

    stories: tuple[Story, ...]
    compared: int = 0  # pairs
    blocks_cut: int = 0  # keys under which so many reports meet that they were compared in part
    pairs_cut: int = 0


def trace_stories(reports: Iterable[Report]) -> tuple[Story, ...]:
    """Return the stories of `reports`: each report is in exactly one, most stories have one report."""
    return trace(make_print(report) for report in reports).stories


def trace(prints: Iterable[Print]) -> Tracing:
    """Return the stories of the reports with these prints, in the order of their reports."""
    known = {one.report_id: one for one in prints}
    ordered = sorted(known.values(), key=by_time)
    cut = Cut()
    links = []
    compared = 0
    for left, right in find_pairs(make_columns(ordered), len(ordered), cut):
        compared += 1
        if (link := compare(ordered[left], ordered[right])) is not None:
            links.append(link)
    return Tracing(make_stories(known, links), compared, cut.blocks, cut.pairs)


def make_stories(prints: Mapping[str, Print], links: Iterable[StoryLink]) -> tuple[Story, ...]:
    """Return the stories that `links` make of the reports in `prints`."""
    stories = [make_story([prints[name] for name in group], ties) for group, ties in cluster(prints, links)]
    return tuple(sorted(stories, key=lambda story: story.reports))


def cluster(prints: Mapping[str, Print], links: Iterable[StoryLink]) -> list[tuple[list[str], list[StoryLink]]]:
    """Return groups of tied reports with their ties.

    A compilation does not tie the stories that it is made of; its ties to them go with the group that it is in.
    """
    given = sorted(links, key=lambda link: (link.left, link.right))
    parts = _compilations(given, prints)
    parent = {name: name for name in sorted(prints)}

    def find(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for link in given:
        if (link.left, link.right) not in parts:
            left, right = sorted((find(link.left), find(link.right)))
            parent[right] = left
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name in parent:
        members[find(name)].append(name)
    ties: defaultdict[str, list[StoryLink]] = defaultdict(list)
    for link in given:
        whole = parts.get((link.left, link.right))
        if whole is None:
            ties[find(link.left)].append(link)
        elif find(link.left) != find(link.right):
            part = link.right if whole == link.left else link.left
            ties[find(whole)].append(replace(link, kind=COMPILATION, source=part))
    return [(group, ties[root]) for root, group in sorted(members.items())]


def make_story(reports: Sequence[Print], links: Sequence[StoryLink]) -> Story:
    """Return the story of tied reports, earliest first; its id is that of its earliest report and stays as it grows."""
    ordered = sorted(reports, key=by_time)
    return Story(
        id=make_id("story", ordered[0].report_id),
        reports=tuple(one.report_id for one in ordered),
        origin=_origin(ordered, [link for link in links if link.kind != COMPILATION]),
        links=tuple(sorted(links, key=lambda link: (link.left, link.right))),
    )


def by_time(one: Print) -> tuple[float, str]:
    """Return what orders reports: when they were published, those that do not say last, then their ids."""
    return (one.moment.first if one.moment is not None else float("inf"), one.report_id)


def _origin(ordered: Sequence[Print], links: Sequence[StoryLink]) -> str | None:
    """Return the maker that most reports credit (wires first); without any credit, who published the one source."""
    credited = [one.origin for one in ordered if one.origin]
    if credited:
        counts = Counter(fold_origin(name) for name in credited)
        best = min(counts, key=lambda key: (not is_wire(key), -counts[key], key))
        return name_origin(next(name for name in credited if fold_origin(name) == best))
    sources = {link.source for link in links if link.source is not None}
    copied = {link.left if link.source == link.right else link.right for link in links if link.source is not None}
    roots = sorted(sources - copied)
    if len(roots) != 1:
        return None
    return next(one.publisher for one in ordered if one.report_id == roots[0])


def _compilations(links: Sequence[StoryLink], prints: Mapping[str, Print]) -> dict[tuple[str, str], str]:
    """Return the ties of compilations to their parts, with the compilation of each.

    A compilation is later than its parts, takes them in (most of what it shares with each stands in one run) and holds
    two at least that have nothing in common. A wire story from which two outlets cut different pieces came first.
    """
    tied = {(link.left, link.right) for link in links}
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        if (whole := _whole_of(link, prints)) is not None:
            parts[whole].append(link.right if whole == link.left else link.left)
    wholes = {whole for whole, pieces in parts.items() if _has_strangers(pieces, tied, prints)}
    # What a compilation took in was also copied and rewritten by others: it is tied to all of them, and part of none.
    return {
        (link.left, link.right): later.report_id
        for link in links
        if (later := find_later(prints[link.left], prints[link.right])) is not None
        and later.report_id in wholes
        and not {link.left, link.right} <= wholes  # a digest and its own copy are one story
    }


def _has_strangers(pieces: Sequence[str], tied: set[tuple[str, str]], prints: Mapping[str, Print]) -> bool:
    return any(
        (min(one, other), max(one, other)) not in tied and measure(prints[one], prints[other]).share < STRANGERS
        for at, one in enumerate(pieces)
        for other in pieces[at + 1 :]
    )


def _whole_of(link: StoryLink, prints: Mapping[str, Print]) -> str | None:
    """Return which of two tied reports may have taken the other in: the later one, if it did so in one piece."""
    left, right = prints[link.left], prints[link.right]
    later = find_later(left, right)
    if later is None or link.kind == "copy" or link.source == later.report_id:
        return None
    overlap = measure(left, right)
    whole_piece = overlap.share >= SURE or (overlap.run - 2) >= BLOCK * overlap.shared
    return later.report_id if whole_piece and (overlap.shorter != later.report_id or overlap.share < SURE) else None
