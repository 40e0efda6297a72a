"""What befell counted people: killed, injured, taken, or nothing, read off the words around a count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.knowledge.tolls import TollLexicon
from dateline.records import Parsed, Quantity, Sentence, Span

DIRECT = ("killed", "injured", "taken")


@dataclass(frozen=True, slots=True)
class Toll:
    """A count with what befell its people; `words` is the stretch that says so, with the count in it.

    `effects` is empty where the words say that nothing has befallen them yet. `kind` is "whole" for a toll said to be
    one ("the toll has risen to 11"), "old" for one that the report gives as overtaken ("an earlier toll of five"),
    "more" for what comes on top of another, "part" for a part of the count before it, "among" for a part of a toll
    told before ("a child was among the dead"), else "plain".
    """

    quantity: Quantity
    sentence: int
    effects: tuple[str, ...]
    words: Span
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class _Masked:
    """A sentence as the patterns read it: lower-case words between single spaces, each count one mark."""

    text: str
    starts: tuple[int, ...]  # where each word begins in `text`
    spans: tuple[Span, ...]  # the words in the report
    places: tuple[int, ...]  # the word of each count
    quantities: tuple[Quantity, ...]
    counted: tuple[str, ...]  # the lower-case words of each count

    def span(self, start: int, end: int) -> Span:
        """Return the span in the report of a stretch of `text`."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        return Span(self.spans[max(0, first)].start, self.spans[max(0, last)].end)


def find_tolls(parsed: Parsed, quantities: Sequence[Quantity], lexicon: TollLexicon) -> tuple[Toll, ...]:
    """Return every count whose words say what befell its people, in text order."""
    found: list[Toll] = []
    for number, sentence in enumerate(parsed.sentences):
        here = [quantity for quantity in quantities if sentence.span.contains(quantity.span)]
        if here and len(sentence.tokens) <= LONGEST:
            found += _in_sentence(number, _mask(sentence, here, parsed.text), lexicon)
    return tuple(found)


LONGEST = 400  # tokens; longer ones are lists or debris


def _mask(sentence: Sentence, quantities: Sequence[Quantity], text: str) -> _Masked:
    words: list[str] = []
    spans: list[Span] = []
    places: list[int] = []
    for token in sentence.tokens:
        number = next((i for i, quantity in enumerate(quantities) if quantity.span.overlaps(token.span)), None)
        if number is None:
            words.append(token.text.lower().replace("⟨", "(").replace("’", "'"))
            spans.append(token.span)
        elif len(places) == number:
            span = quantities[number].span
            last = span.of(text).lower().strip("\"”’'").split()[-1].replace("⟩", ")")
            places.append(len(words))
            words.append(f"⟨{number}:{last}⟩")
            spans.append(span)
    starts, at = [], 1
    for word in words:
        starts.append(at)
        at += len(word) + 1
    counted = tuple(quantity.span.of(text).lower() for quantity in quantities)
    return _Masked(f" {' '.join(words)} ", tuple(starts), tuple(spans), tuple(places), tuple(quantities), counted)


def _in_sentence(number: int, masked: _Masked, lexicon: TollLexicon) -> Iterator[Toll]:
    told: dict[int, Toll] = {}
    for group in ("none", "toll", "zero"):
        for index, span in _hits(masked, group, lexicon):
            effects = {"none": (), "toll": ("killed",), "zero": ("killed", "injured")}[group]
            if index not in told and (group != "zero" or masked.quantities[index].max == 0):
                kind = "whole" if group == "toll" else "plain"
                told[index] = Toll(masked.quantities[index], number, effects, span, kind)
    settled = set(told)
    for effect in DIRECT:
        for index, span in _hits(masked, effect, lexicon):
            if index in settled or (masked.quantities[index].max == 0 and not _fits_zero(masked, index, effect)):
                continue
            before = told.get(index)
            effects = tuple(dict.fromkeys((*(before.effects if before else ()), effect)))
            told[index] = Toll(masked.quantities[index], number, effects, span if before is None else before.words)
    _add_last(number, masked, lexicon, told)
    _pass_on(masked, lexicon, told)
    for index, span in _hits(masked, "old", lexicon):
        before = told.get(index, Toll(masked.quantities[index], number, ("killed",), span))
        told[index] = replace(before, kind="old") if "killed" in before.effects else before
    for index, _ in _hits(masked, "among", lexicon):
        if index in told and told[index].kind == "plain":
            told[index] = replace(told[index], kind="among")
    for index in sorted(told):
        yield _kind_of(told[index], masked, index, lexicon)


def _fits_zero(masked: _Masked, index: int, effect: str) -> bool:
    """Say whether a count of nobody can be of that effect: "released unharmed" is of none taken."""
    last = _last_word(masked, index)
    return last not in UNHARMED or effect == "injured"


UNHARMED = frozenset({"unhurt", "unharmed", "uninjured", "unscathed"})


def _last_word(masked: _Masked, index: int) -> str:
    return masked.text[masked.starts[masked.places[index]] :].split("⟩")[0].split(":")[1]


def _hits(masked: _Masked, group: str, lexicon: TollLexicon) -> Iterator[tuple[int, Span]]:
    for pattern in lexicon.patterns[group]:
        for match in pattern.finditer(masked.text):
            yield int(match["count"]), masked.span(match.start(), match.end())


def _add_last(number: int, masked: _Masked, lexicon: TollLexicon, told: dict[int, Toll]) -> None:
    for index in range(len(masked.places)):
        last, words = _last_word(masked, index), masked.counted[index].split()
        effects = tuple(
            effect
            for effect in DIRECT
            if last in lexicon.last.get(effect, ()) or not lexicon.inside.get(effect, frozenset()).isdisjoint(words)
        )
        some = masked.quantities[index].vague and " of the " in masked.counted[index]  # "some of the wounded"
        if index not in told and effects and not some:
            told[index] = Toll(masked.quantities[index], number, effects, masked.quantities[index].span)


def _pass_on(masked: _Masked, lexicon: TollLexicon, told: dict[int, Toll]) -> None:
    """Let joined counts share their fate: "three soldiers and a driver were killed", "five, two of them women"."""
    indices = range(len(masked.places))
    for index in indices[1:]:
        between = _between(masked, index)
        if index in told or index - 1 not in told:
            continue
        if _is_part(between, masked, index, lexicon):
            told[index] = replace(told[index - 1], quantity=masked.quantities[index], kind="part")
        elif _is_joint(between, lexicon):
            kind = "part" if told[index - 1].kind == "part" else "plain"
            told[index] = replace(told[index - 1], quantity=masked.quantities[index], kind=kind)
    for index in reversed(indices[:-1]):
        between = _between(masked, index + 1)
        listed = between != "," or (index + 2 in indices and "and" in _between(masked, index + 2).split())
        if index not in told and index + 1 in told and listed and _is_joint(between, lexicon):
            told[index] = replace(told[index + 1], quantity=masked.quantities[index], kind="plain")


def _between(masked: _Masked, index: int) -> str:
    """Return the words between a count and the one before it."""
    first, last = masked.places[index - 1] + 1, masked.places[index]
    if first >= len(masked.starts):
        return ""
    return masked.text[masked.starts[first] : masked.starts[last]].strip()


def _is_joint(between: str, lexicon: TollLexicon) -> bool:
    return between in lexicon.words["joints"]


def _is_part(between: str, masked: _Masked, index: int, lexicon: TollLexicon) -> bool:
    span = masked.quantities[index].span
    width = span.end - span.start
    if _last_word(masked, index) in ("them", "whom") and width < PRONOUN_WIDTH:
        return True
    return any(between == part or between.endswith(f" {part}") for part in lexicon.words["part"])


PRONOUN_WIDTH = 40  # characters: "at least three of them"


def _kind_of(toll: Toll, masked: _Masked, index: int, lexicon: TollLexicon) -> Toll:
    """Mark what comes on top of another toll: "three more patients", "six of the wounded died"."""
    if toll.kind != "plain" or "killed" not in toll.effects:
        return toll
    words = set(masked.counted[index].split())
    more = not lexicon.words["more"].isdisjoint(words - {"than"}) and "than" not in words
    return replace(toll, kind="more") if more or _last_word(masked, index) in lexicon.words["of_hurt"] else toll
