"""Stories: reports that tell one story in the same words, joined from pairs that meet under a key and hold on a look.

`make_print` and `make_columns` are a map over reports, `find_pairs` groups by key, `compare` is a map over pairs,
`cluster` joins what is tied. `trace` does all of it in one process and gives the same stories in any order of input.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.agencies import fold_origin, is_wire, name_origin
from dateline.records import Report, Story, StoryLink
from dateline.text import make_id
from dateline.trace.blocks import Cut, find_pairs
from dateline.trace.groups import COMPILATION, Groups, by_time
from dateline.trace.keys import make_columns
from dateline.trace.likeness import compare
from dateline.trace.prints import Print, make_print


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
    earlier: defaultdict[str, list[StoryLink]] = defaultdict(list)
    for link in links:
        earlier[max(link.left, link.right, key=lambda name: by_time(prints[name]))].append(link)
    groups = Groups(prints)
    for one in sorted(prints.values(), key=by_time):
        if ties := earlier.get(one.report_id):
            groups.tie(one, sorted(ties, key=lambda link: (link.left, link.right)))
    return groups.all()


def make_story(reports: Sequence[Print], links: Sequence[StoryLink]) -> Story:
    """Return the story of tied reports, earliest first; its id is that of its earliest report and stays as it grows."""
    ordered = sorted(reports, key=by_time)
    return Story(
        id=make_id("story", ordered[0].report_id),
        reports=tuple(one.report_id for one in ordered),
        origin=_origin(ordered, [link for link in links if link.kind != COMPILATION]),
        links=tuple(sorted(links, key=lambda link: (link.left, link.right))),
    )


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
