"""The lexicon of event triggers: patterns of words with conditions on what stands around them (`triggers.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.knowledge.scorers import Scorer, load_scorers
from dateline.knowledge.words import WordClasses, all_forms, load_words, plural, read_data

GAP = "*"
ANY = frozenset({GAP})
TAGS = {"N": "NQ", "V": "VBG"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the lexicon. `steps` are the alternatives word by word, `ANY` stands for up to four other words.

    `tags` are the word classes that the first word may have (empty: any). The word sets are empty where there is no
    such condition. `use` is "event", "summary" (joins an event told before it where one fits) or "outcome" (names
    an event only where nothing else does). A `sure` pattern always names an event of its type: it is not weighed. The
    first `lead` and the last `tail` steps are company only, the words between them are the trigger.
    """

    type: str
    steps: tuple[frozenset[str], ...]
    rank: int
    tags: str = ""
    near: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    use: str = "event"
    key: str = ""
    sure: bool = False
    lead: int = 0
    tail: int = 0

    @property
    def is_bound(self) -> bool:
        """Whether it holds only in the company of certain words; such a pattern goes before one that always holds."""
        return bool(self.near or self.before or self.after or self.by or self.on)


@dataclass(frozen=True, slots=True)
class TriggerLexicon:
    """Words that name events, and the word classes to read them with.

    `patterns` are filed under every lower-case word that their first step allows: the longest first, then those that
    ask for company.
    """

    words: WordClasses
    patterns: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    cues: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    scorers: Mapping[str, Scorer] = field(default_factory=dict)


def load_triggers() -> TriggerLexicon:
    """Load the trigger lexicon of English.

    Raises:
        ValueError: a line of `triggers.yaml` cannot be read; the message quotes it.
    """
    words, page = load_words(), read_data("triggers.yaml")
    sets = {name: frozenset(block.split()) for name, block in _mapping(page["sets"]).items() if isinstance(block, str)}
    filed: dict[str, list[Pattern]] = {}
    rank = 0
    for type_, lines in _mapping(page["types"]).items():
        for line in lines if isinstance(lines, list) else []:
            pattern = _make_pattern(type_, str(line), rank, sets, words)
            rank += 1
            for word in sorted(pattern.steps[0]):
                filed.setdefault(word, []).append(pattern)
    patterns = {
        word: tuple(sorted(found, key=lambda one: (-len(one.steps), not one.is_bound, one.rank)))
        for word, found in filed.items()
    }
    return TriggerLexicon(words, patterns, _load_cues(), sets, load_scorers())


def _load_cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(str(block).split()) for name, block in read_data("event_cues.yaml").items()}


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("triggers.yaml: a mapping is needed")
    return {str(key): item for key, item in value.items()}


def _make_pattern(type_: str, line: str, rank: int, sets: Mapping[str, frozenset[str]], words: WordClasses) -> Pattern:
    head, *conditions = (part.strip() for part in line.split(";"))
    marked = head.split()
    lead = marked.index("<") if "<" in marked else 0
    tail = len(marked) - 1 - marked.index(">") if ">" in marked else 0
    steps = tuple(_make_step(word, words) for word in marked if word not in ("<", ">"))
    given = {name: value for name, _, value in (condition.partition("=") for condition in conditions)}
    known = {"tag", "near", "unless", "prev", "notprev", "next", "notnext", "by", "on", "as", "sure"}
    if not steps or steps[0] == ANY or not set(given) <= known:
        raise ValueError(f"triggers.yaml: cannot read {line!r}")

    def expand(name: str) -> frozenset[str]:
        parts = given[name].split(",") if name in given else []
        return frozenset(word for part in parts for word in (sets[part[1:]] if part[0] == "@" else {part}))

    return Pattern(
        type_,
        steps,
        rank,
        tags=TAGS[given["tag"]] if "tag" in given else "",
        near=expand("near"),
        unless=expand("unless"),
        before=expand("prev"),
        not_before=expand("notprev"),
        after=expand("next"),
        not_after=expand("notnext"),
        by=expand("by"),
        on=expand("on"),
        use=given.get("as", "event"),
        key=head.replace(" ", "_"),
        sure="sure" in given,
        lead=lead,
        tail=tail,
    )


def _make_step(step: str, words: WordClasses) -> frozenset[str]:
    if step == GAP:
        return ANY
    found: set[str] = set()
    for word in step.lstrip("~").split("|"):
        if step.startswith("~"):
            found.update(all_forms(word, words))
        elif word.endswith("+"):
            found.update((word[:-1], plural(word[:-1])))
        else:
            found.add(word)
    return frozenset(found)
