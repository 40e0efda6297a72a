"""What an expression is reckoned from, and the shape of the rules that reckon."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time

from dateline.records import TimePrecision
from dateline.resolve import calendar as cal
from dateline.resolve.calendar import Timex

__all__ = ["Rule", "Setting", "is_day", "published", "rule"]


def _unread(words: str, setting: Setting) -> Timex | None:  # a setting outside the grammar reads nothing
    del words, setting
    return None


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is reckoned from.

    `published` is the reference day (``None`` when it is not known to the day); `published_month` and `published_year`
    serve where only those are known; `hour` is the local clock time of publication. `before` is the last time told in
    the text, `ahead` says that the verb or the words around look forward, `back` that they look back, `lead` is the
    preposition before the expression ("since", "until", "by" ...), `follows` are the words after it, `narrative` says
    that the text is a history whose
    own times count and not the day of publication. `grammar` reads parts of an expression.
    """

    published: date | None = None
    published_month: tuple[int, int] | None = None
    published_year: int | None = None
    hour: time | None = None
    before: Timex | None = None
    ahead: bool = False
    back: bool = False
    narrative: bool = False
    lead: str = ""
    follows: str = ""
    grammar: Callable[[str, Setting], Timex | None] = _unread

    @property
    def year_now(self) -> int | None:
        """The year that bare months and days are reckoned from."""
        return self.published.year if self.published else self.published_year

    def read(self, words: str, ahead: bool | None = None) -> Timex | None:
        """Read a part of an expression in the same setting, perhaps turned forward."""
        return self.grammar(words, self if ahead is None else replace(self, ahead=ahead))


Meaning = Callable[[re.Match[str], Setting], Timex | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """An expression that matches `pattern` as a whole means what `meaning` says; ``None`` leaves it to later rules."""

    pattern: re.Pattern[str]
    meaning: Meaning


def rule(pattern: str) -> Callable[[Meaning], Rule]:
    """Make a rule of a function."""

    def of(meaning: Meaning) -> Rule:
        return Rule(re.compile(pattern), meaning)

    return of


def published(found: Timex) -> Timex:
    """The same, marked as reckoned from the publication."""
    return cal.anchored(found, "published")


def is_day(found: Timex) -> bool:
    """Say whether a time is known to the day or finer."""
    fine = found.precision in (TimePrecision.DAY, TimePrecision.PART_OF_DAY, TimePrecision.MINUTE)
    return fine and found.start is not None
