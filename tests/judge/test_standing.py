"""Which judgements hold: by subject and field, by coder, with an editor's last word."""

from __future__ import annotations

import pytest

from dateline.errors import UserError
from dateline.judge import find_contested, find_standing
from dateline.records import Judgement

TYPE = '{"field":"type","text":"%s"}'
KILLED = '{"field":"killed","of":{"start":%d,"end":%d},"min":5,"max":5}'


def judged(subject: str, verdict: str, by: str = "ann", value: str | None = None, *, final: bool = False) -> Judgement:
    return Judgement(subject, verdict, by, "2026-01-01T00:00:00+00:00", value=value, is_final=final)


def test_each_field_and_each_entry_of_it_stands_by_itself() -> None:
    made = [
        judged("e", "correct", value=TYPE % "bombing"),
        judged("e", "correct", value=KILLED % (1, 4)),
        judged("e", "correct", value=KILLED % (7, 9)),
        judged("e", "accept"),
    ]
    assert find_standing(made) == tuple(made)


def test_a_later_decision_on_the_same_part_outranks_an_earlier_one() -> None:
    first, second = judged("e", "correct", value=TYPE % "bombing"), judged("e", "correct", value=TYPE % "shelling")
    assert find_standing([first, second]) == (second,)
    assert find_standing([judged("e", "accept"), judged("e", "reject")]) == (judged("e", "reject"),)


def test_sides_of_a_toll_of_an_incident_stand_side_by_side() -> None:
    made = [
        judged("i", "correct", value=f'{{"field":"killed","role":"{side}","min":1,"max":1}}')
        for side in ("by", "against")
    ]
    assert find_standing(made) == tuple(made)


def test_undo_of_a_field_leaves_the_others() -> None:
    kept = judged("e", "correct", value=TYPE % "bombing")
    gone = judged("e", "correct", value=KILLED % (1, 4))
    undo = judged("e", "undo", value='{"field":"killed","of":{"start":1,"end":4}}')
    assert find_standing([kept, gone, undo]) == (kept,)
    assert find_standing([kept, gone, judged("e", "undo")]) == ()


def test_undo_takes_back_ones_own_and_lets_the_other_coder_hold_again() -> None:
    mine, other = judged("e", "correct", "ann", TYPE % "bombing"), judged("e", "correct", "bo", TYPE % "shelling")
    assert find_standing([mine, other]) == (other,)
    assert find_standing([mine, other, judged("e", "undo", "bo")]) == (mine,)
    assert find_standing([mine, other, judged("e", "undo", "cy")]) == (other,)
    assert find_standing([mine, other, judged("e", "undo", "cy", final=True)]) == ()


def test_an_editors_final_decision_outranks_later_ones_of_coders() -> None:
    final = judged("e", "correct", "ed", TYPE % "clash", final=True)
    later = judged("e", "correct", "ann", TYPE % "bombing")
    assert find_standing([final, later]) == (final,)
    newer = judged("e", "correct", "eva", TYPE % "attack", final=True)
    assert find_standing([final, later, newer]) == (newer,)


def test_a_pair_and_an_actor_are_everybodys() -> None:
    same, different = judged("a+b", "same", "ann"), judged("a+b", "different", "bo")
    assert find_standing([same, different]) == (different,)
    assert find_standing([same, different, judged("a+b", "undo", "cy")]) == ()
    merge = judged("merge group:x", "merge", "ann", '{"actor":"group:y","name":"Y"}')
    assert find_standing([merge]) == (merge,)


def test_coders_who_differ_are_found_until_somebody_decides() -> None:
    mine, other = judged("e", "correct", "ann", TYPE % "bombing"), judged("e", "correct", "bo", TYPE % "shelling")
    assert find_contested([mine, other]) == {"e": (mine, other)}
    assert find_contested([mine, judged("e", "correct", "bo", TYPE % "bombing")]) == {}
    assert find_contested([mine, other, judged("e", "correct", "ed", TYPE % "clash", final=True)]) == {}


@pytest.mark.parametrize("value", ["{", '{"field":5}', '{"feild":"type"}', '{"version":2}', "[]"])
def test_a_value_that_cannot_be_read_says_whose_it_is(value: str) -> None:
    with pytest.raises(UserError, match="the judgement of e by ann: "):
        find_standing([judged("e", "correct", value=value)])
