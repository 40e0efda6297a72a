"""Claimants: names that no list has and that are those of armed groups by what the report says of them."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.marking.clauses import Words
from dateline.extract.voices.subjects import Range, subject_of
from dateline.knowledge.register import Register

INNER = frozenset({"of", "for", "the", "and", "al"})
GROUPS = frozenset({"group", "faction", "militia", "movement", "organisation", "organization", "outfit", "network"})
FIGHTS = frozenset(
    {
        "armed",
        "militant",
        "rebel",
        "insurgent",
        "guerrilla",
        "extremist",
        "separatist",
        "jihadist",
        "fights",
        "fighting",
    }
)
FIGHTERS = frozenset({"fighters", "militants", "gunmen", "rebels", "insurgents", "guerrillas"})
RENAMED = frozenset({"itself", "themselves"})


def find_claimants(words: Words, register: Register) -> Iterator[tuple[str, ...]]:
    """Yield the lower-cased names in one sentence that claim an attack, have fighters, or are called an armed group."""
    for first, _ in words.voices.claims.find("claims", words.lower):
        subject = subject_of(words, first)
        if subject is not None and _is_name(words, subject, register):
            yield words.lower[subject[0] : subject[1] + 1]
    for run in name_runs(words):
        if _is_name(words, run, register) and (_is_called_group(words, run) or _has_fighters(words, run)):
            yield words.lower[run[0] : run[1] + 1]


def name_runs(words: Words) -> Iterator[Range]:
    """Yield the runs of two or more capitalised words; "of", "for" and the like may stand inside."""
    index = 0
    while index < len(words):
        last = index - 1
        ahead = index
        while ahead < len(words) and (words.is_capital(ahead) or (last >= index and words.lower[ahead] in INNER)):
            last = ahead if words.is_capital(ahead) else last
            ahead += 1
        if last > index:
            yield (index + 1 if words.is_in(index, "determiners") else index), last
        index = max(last, index) + 1


def _is_name(words: Words, run: Range, register: Register) -> bool:
    """Say whether a run is a name of its own: capitals, no place, no time, no state or title in it."""
    first, last = run
    if any(not (words.is_capital(k) or words.lower[k] in INNER) for k in range(first, last + 1)):
        return False
    if any(words.timed[k] or words.is_in(k, "titles") for k in range(first, last + 1)):
        return False
    if all(words.placed[first : last + 1]) or words.is_in(first, "personal") or words.is_in(first, "pronouns"):
        return False
    return last > first and not register.states_in(words.lower[first : last + 1])


def _is_called_group(words: Words, run: Range) -> bool:
    """Say whether an armed group is called by the name: "a rebel group, the X", "X, a group that fights"."""
    first, last = run
    before = words.lower[max(0, first - 8) : first]
    if not RENAMED.isdisjoint(before[-2:]) and not GROUPS.isdisjoint(before):
        return True
    close = [word for word in before if word not in (",", "the", "called", "named", "known", "as")]
    if close[-1:] and close[-1] in GROUPS and not FIGHTS.isdisjoint(close[-3:]):
        return True
    behind = words.lower[last + 1 : last + 9]
    if behind[:1] != (",",) or behind[1:2] not in (("a",), ("an",), ("the",)):
        return False
    return not GROUPS.isdisjoint(behind) and not FIGHTS.isdisjoint(behind)


def _has_fighters(words: Words, run: Range) -> bool:
    return words.word(run[1] + 1) in FIGHTERS or (
        words.lower[run[1] + 1 : run[1] + 2] == ("'s",) and (words.word(run[1] + 2) in FIGHTERS)
    )
