"""WikiEvents: triggers by class, arguments by head, every miss and every spurious argument counted."""

from __future__ import annotations

import pytest

from dateline.records import Count as People
from dateline.records import Event, Participant, PlaceMention, Span
from dateline.score.muc4 import Count
from dateline.score.wikievents import GoldMention, class_of_event, class_of_gold, count_arguments, count_triggers

TEXT = "Gunmen of the Blue Front killed three young soldiers in Kidal; the attack with a bomb hurt a cook."


def at(words: str) -> Span:
    """Return where `words` stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


EVENT = Event(
    id="e1",
    type="shooting",
    triggers=(at("killed"), at("attack")),
    status="happened",
    by=(Participant(at("Gunmen of the Blue Front")),),
    against=(Participant(at("young soldiers")),),
    where=(PlaceMention(at("Kidal")),),
    killed=(People(at("three young soldiers"), 3, 3),),
)
GOLD = (
    GoldMention("Life.Die.Unspecified", at("killed"), (("Victim", at("soldiers")), ("Killer", at("Gunmen")))),
    GoldMention("Conflict.Attack.Unspecified", at("attack"), (("Instrument", at("bomb")), ("Place", at("Kidal")))),
    GoldMention("Life.Injure.Unspecified", at("hurt"), (("Victim", at("cook")),)),
)


@pytest.mark.parametrize(
    ("gold", "ours"), [("Life.Die.Unspecified", "bombing"), ("Justice.ArrestJailDetain.Unspecified", "arrest")]
)
def test_types_of_one_class_are_equivalent(gold: str, ours: str) -> None:
    assert class_of_gold(gold) == class_of_event(ours) is not None


@pytest.mark.parametrize("type_", ["Contact.Contact.Meet", "Transaction.ExchangeBuySell.Unspecified"])
def test_types_outside_the_code_book_have_no_class(type_: str) -> None:
    assert class_of_gold(type_) is None


def test_triggers_are_counted_with_and_without_class() -> None:
    talk = GoldMention("Contact.Contact.Meet", at("in"))
    arrest = GoldMention("Justice.ArrestJailDetain.Unspecified", at("attack"))
    assert count_triggers([*GOLD, talk], [EVENT], by_class=True) == Count(2, 2, 3)
    assert count_triggers([*GOLD, talk], [EVENT], by_class=False) == Count(2, 2, 4)
    assert count_triggers([arrest], [EVENT], by_class=True) == Count(0, 2, 1)
    assert count_triggers([arrest], [EVENT], by_class=False) == Count(1, 2, 1)


def test_arguments_are_those_of_all_mentions_of_an_event() -> None:
    assert count_arguments(TEXT, GOLD, [EVENT]) == {
        "by": Count(1, 1, 1),
        "against": Count(1, 1, 2),  # the cook belongs to a mention that was not found
        "where": Count(1, 1, 1),
        "weapon": Count(0, 0, 1),
    }


def test_arguments_of_an_event_without_gold_are_wrong() -> None:
    assert count_arguments(TEXT, [], [EVENT])["against"] == Count(0, 1, 0)
