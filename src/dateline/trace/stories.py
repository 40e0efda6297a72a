"""Stories: reports that tell one story in the same words, joined from pairs that meet under a key and hold on a look.

`make_print` and `keys` are a map over reports, `candidates` groups by key, `compare` is a map over pairs; `cluster`
joins what is tied. `trace_stories` does all of it in one process and gives the same stories in any order of input.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.knowledge.agencies import fold_origin, is_wire, name_origin
from dateline.records import Report, Story, StoryLink
from dateline.text import make_id
from dateline.trace.likeness import compare, measure
from dateline.trace.origins import credited_origin
from dateline.trace.prints import Print, keys, make_print

# A key under which more reports meet than this is a stock phrase or a story that hundreds reprint: each is then
# compared with the first few and with its neighbours only, which is enough to tie the copies of one story together.
WHOLE_BLOCK = 40
FIRST = 4
STRANGERS = 0.1  # share of triples up to which two texts have nothing to do with each other
NEIGHBOURS = 6


def trace_stories(reports: Iterable[Report]) -> tuple[Story, ...]:
    """Return the stories of `reports`: each report is in exactly one, most stories have one report."""
    known = {report.id: report for report in sorted(reports, key=lambda report: report.id)}
    prints = {name: make_print(report) for name, report in known.items()}
    links = [
        link
        for left, right in candidates(prints.values())
        if (link := compare(prints[left], prints[right])) is not None
    ]
    groups = cluster(known, links, prints)
    stories = [make_story([known[name] for name in group], links_of, prints) for group, links_of in groups]
    return tuple(sorted(stories, key=lambda story: story.reports))


def candidates(prints: Iterable[Print]) -> list[tuple[str, str]]:
    """Return the pairs of report ids that meet under a key, each once, sorted."""
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(prints, key=_by_time):
        for key in keys(one):
            blocks[key].append(one.report_id)
    pairs: set[tuple[str, str]] = set()
    for block in blocks.values():
        pairs.update((min(pair), max(pair)) for pair in block_pairs(block))
    return sorted(pairs)


def block_pairs(block: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Return the pairs to compare in one block, whose members are in order of time."""
    for at, right in enumerate(block):
        start = 0 if len(block) <= WHOLE_BLOCK else max(0, at - NEIGHBOURS)
        for left in block[start:at]:
            yield left, right
        for left in block[: min(start, FIRST)]:
            yield left, right


def cluster(
    reports: Iterable[str], links: Sequence[StoryLink], prints: Mapping[str, Print]
) -> list[tuple[list[str], list[StoryLink]]]:
    """Return groups of tied reports with their ties. A compilation does not tie the stories that it is made of."""
    parts = _compilations(links, prints)
    parent = {name: name for name in reports}

    def find(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    kept = [link for link in links if (link.left, link.right) not in parts]
    for link in kept:
        left, right = sorted((find(link.left), find(link.right)))
        parent[right] = left
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name in parent:
        members[find(name)].append(name)
    ties: defaultdict[str, list[StoryLink]] = defaultdict(list)
    for link in kept:
        ties[find(link.left)].append(link)
    return [(sorted(group), ties[root]) for root, group in sorted(members.items())]


def make_story(reports: Sequence[Report], links: Sequence[StoryLink], prints: Mapping[str, Print]) -> Story:
    """Return the story of tied reports, earliest first; its id is that of its earliest report and stays as it grows."""
    ordered = sorted(reports, key=lambda report: _by_time(prints[report.id]))
    return Story(
        id=make_id("story", ordered[0].id),
        reports=tuple(report.id for report in ordered),
        origin=_origin(ordered, links),
        links=tuple(sorted(links, key=lambda link: (link.left, link.right))),
    )


def _by_time(one: Print) -> tuple[float, str]:
    return (one.moment.first if one.moment is not None else float("inf"), one.report_id)


def _origin(ordered: Sequence[Report], links: Sequence[StoryLink]) -> str | None:
    """Return the maker that most reports credit (wires first); without any credit, who published the one source."""
    credited = [name for report in ordered if (name := credited_origin(report))]
    if credited:
        counts = Counter(fold_origin(name) for name in credited)
        best = min(counts, key=lambda key: (not is_wire(key), -counts[key], key))
        return name_origin(next(name for name in credited if fold_origin(name) == best))
    sources = {link.source for link in links if link.source is not None}
    copied = {link.left if link.source == link.right else link.right for link in links if link.source is not None}
    roots = sorted(sources - copied)
    if len(roots) != 1:
        return None
    return next(report.publisher for report in ordered if report.id == roots[0])


def _compilations(links: Sequence[StoryLink], prints: Mapping[str, Print]) -> frozenset[tuple[str, str]]:
    """Return the ties of compilations to their parts: texts that hold two or more earlier texts which share nothing.

    A wire story from which two outlets cut different pieces looks alike but came first, or is credited by the pieces.
    """
    tied = {(link.left, link.right) for link in links}
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.kind != "cut" or not _is_later_whole(link, prints):
            continue
        whole = max(link.left, link.right, key=lambda name: (len(prints[name].triples), name))
        part = link.right if whole == link.left else link.left
        parts[whole].append(part)
    found: set[tuple[str, str]] = set()
    for whole, pieces in sorted(parts.items()):
        apart = [
            (one, other)
            for at, one in enumerate(pieces)
            for other in pieces[at + 1 :]
            if (min(one, other), max(one, other)) not in tied and measure(prints[one], prints[other]).share < STRANGERS
        ]
        if apart:
            found.update((min(whole, piece), max(whole, piece)) for piece in pieces)
    return frozenset(found)


def _is_later_whole(link: StoryLink, prints: Mapping[str, Print]) -> bool:
    """Say whether the longer text of a cut is known to be the later one: then it took the shorter one in."""
    whole = max(link.left, link.right, key=lambda name: (len(prints[name].triples), name))
    return link.source is not None and link.source != whole
