"""Time and memory of tracing stories on synthetic archives with known truth, and the price of one more report.

    nice python benchmarks/stories.py [--reports 1000,10000,100000] [--add 300]

Texts are drawn word by word from the table of how frequent words are in news prose, with made-up names and stock
phrases that many share; a story is reprinted up to 300 times: copied, cut, rewritten or updated, within days. They are
easier to tell apart than news: this says how time grows, `eval/stories.py` how well stories are told apart. Times are
of the processor, so that they mean something on a busy machine.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from math import log

from dateline.knowledge.rarity import share_of, stems
from dateline.records import Report
from dateline.trace import Print, StoryIndex, make_print, trace

START = datetime(2021, 1, 1)
DAYS = 365
MOST_COPIES = 300
SYLLABLES = [c + v for c in "bdfgjklmnprstvz" for v in "aeiou"]


class Prose:
    """Words as frequent as in the news."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.words = stems()
        self.weights = list(accumulate(share_of(word) for word in self.words))
        self.stock = [self.draw(dice.randint(8, 14)) for _ in range(200)]

    def draw(self, count: int) -> list[str]:
        return self.dice.choices(self.words, cum_weights=self.weights, k=count)

    def name(self) -> str:
        return "".join(self.dice.choices(SYLLABLES, k=self.dice.choice((2, 3, 4)))).capitalize()

    def story(self) -> list[list[str]]:
        """Return sentences; some with names of the story, some stock phrases that other stories have too."""
        names = [self.name() for _ in range(12)]
        sentences = []
        for _ in range(self.dice.randint(8, 22)):
            words = self.draw(self.dice.randint(10, 26))
            for _ in range(self.dice.randint(0, 3)):
                words[self.dice.randrange(len(words))] = self.dice.choice(names)
            sentences.append(words)
        if self.dice.random() < 0.4:
            sentences.append(self.dice.choice(self.stock))
        return sentences


def retell(sentences: list[list[str]], prose: Prose) -> list[list[str]]:
    """Return a copy (half of them), a cut, a rewrite or an update."""
    roll = prose.dice.random()
    if roll < 0.5:
        return sentences
    if roll < 0.7:
        return sentences[: max(3, len(sentences) // 3)]
    if roll < 0.85:
        return [[w if prose.dice.random() > 0.15 else prose.draw(1)[0] for w in words] for words in sentences]
    return [prose.draw(20), prose.draw(18), *sentences[1:]]


def make_archive(count: int, seed: int) -> Iterator[tuple[Report, int]]:
    """Yield about `count` reports with the number of their story, in no order of time."""
    dice = random.Random(seed)
    prose = Prose(dice)
    made = story = 0
    while made < count:
        story += 1
        sentences, day = prose.story(), dice.randrange(DAYS)
        for copy in range(min(MOST_COPIES, int(dice.paretovariate(1.1)))):
            told = sentences if copy == 0 else retell(sentences, prose)
            when = START + timedelta(days=day, hours=dice.randint(0, 70) if copy else 0)
            text = " ".join(" ".join(words).capitalize() + "." for words in told)
            yield (
                Report(
                    id=f"{made:07}",
                    text=text,
                    publisher=f"Outlet {dice.randint(1, 400)}",
                    published=when.isoformat(timespec="minutes") + "Z",
                    language="en",
                ),
                story,
            )
            made += 1


def b_cubed(pairs: Sequence[tuple[object, object]]) -> tuple[float, float]:
    """Return B-cubed precision and recall of (true, found) labels."""
    both, true, found = Counter(pairs), Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    precision = sum(count * count / found[pair[1]] for pair, count in both.items()) / len(pairs)
    return precision, sum(count * count / true[pair[0]] for pair, count in both.items()) / len(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", default="1000,10000,100000")
    parser.add_argument("--add", type=int, default=0, help="also take so many more reports one at a time")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    spent: list[tuple[int, float]] = []
    for count in map(int, options.reports.split(",")):
        truth = {}
        prints = []
        started = time.process_time()
        for report, story in make_archive(count, options.seed):
            truth[report.id] = story
            prints.append(make_print(report))
        made = time.process_time() - started
        started = time.process_time()
        tracing = trace(prints)
        traced = time.process_time() - started
        spent.append((len(prints), traced))
        story_of = {name: story.id for story in tracing.stories for name in story.reports}
        precision, recall = b_cubed([(truth[name], story_of[name]) for name in truth])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(prints):8} reports: text and prints {made:6.1f} s, trace {traced:7.1f} s ({tracing.compared} pairs, "
            f"{tracing.blocks_cut} blocks cut, {tracing.pairs_cut} pairs not compared), "
            f"{len(tracing.stories)} stories, B-cubed P {precision:.4f} R {recall:.4f}, peak {peak:.0f} MB",
            flush=True,
        )
        if options.add:
            _print_add(prints, options.add)
    if len(spent) > 1:
        (few, first), (many, last) = spent[0], spent[-1]
        print(f"growth exponent of trace {log(last / first) / log(many / few):.2f}")


def _print_add(prints: Sequence[Print], more: int) -> None:
    index = StoryIndex(prints[:-more])
    started = time.process_time()
    for one in prints[-more:]:
        index.add(one)
        index.story_of(one.report_id)
    print(f"{'':8} one more report with its story: {(time.process_time() - started) / more * 1000:.2f} ms", flush=True)


if __name__ == "__main__":
    main()
