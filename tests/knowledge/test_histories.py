from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from dateline.knowledge.histories import (
    Bounds,
    KnownTie,
    Life,
    load_lives,
    load_ties_of_lists,
    make_bounds,
    make_index,
)
from dateline.knowledge.register import Register, load_register
from dateline.ontology import load_ontology


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2014-06-29", date(2014, 6, 29), date(2014, 6, 29)),
        ("2003/2004-02", date(2003, 1, 1), date(2004, 2, 29)),
        ("../2014-06", None, date(2014, 6, 30)),
        ("2014-06/..", date(2014, 6, 1), None),
    ],
)
def test_dates_are_read_with_their_bounds(value: str, earliest: date | None, latest: date | None) -> None:
    assert make_bounds(value) == Bounds(earliest, latest)


def test_no_date_is_no_bounds_and_a_bad_one_is_refused() -> None:
    assert make_bounds("") is None
    with pytest.raises(ValueError, match="June 2014"):
        make_bounds("June 2014")


def test_relations_are_found_from_either_side_in_the_order_of_time() -> None:
    late = KnownTie("fights", "group:a", "group:b", make_bounds("2016"))
    early = KnownTie("split_from", "group:b", "group:a", make_bounds("2014-03"))
    undated = KnownTie("branch_of", "group:b", "group:c")
    index = make_index((late, undated, early))
    assert index["group:a"] == (early, late)
    assert index["group:b"] == (early, late, undated)
    assert index["group:c"] == (undated,)
    assert early.is_act
    assert not late.is_act


def test_every_dated_relation_is_well_formed(register: Register) -> None:
    types = set(load_ontology().relations)
    for tie in load_ties_of_lists():
        assert tie.type in types, tie
        assert tie.a != tie.b, tie
        assert tie.source in ("militant-groups", "un-list", "us-list", "register"), tie
        for end in (tie.a, tie.b):
            assert end in register.actors or end.startswith("state:"), tie
        for bounds in (tie.start, tie.end):
            if bounds is not None and bounds.earliest and bounds.latest:
                assert date(1900, 1, 1) <= bounds.earliest <= bounds.latest <= date(2026, 12, 31), tie


def test_every_life_is_that_of_a_group_and_runs_forward(register: Register) -> None:
    for name, life in load_lives().items():
        assert name in register.actors
        assert life != Life(), name
        if life.founded and life.ended and life.founded.earliest and life.ended.latest:
            assert life.founded.earliest <= life.ended.latest, name


def test_lists_hold_as_many_relations_as_promised() -> None:
    sources = Counter(tie.source for tie in load_ties_of_lists())
    assert sources["militant-groups"] >= 530
    assert sources["un-list"] >= 65


def test_a_state_that_held_on_a_day_may_have_begun_before_and_ended_after(register: Register) -> None:
    tie = next(
        one
        for one in register.ties_of("group:al-shabab")
        if one.type == "fights" and one.b == "group:hizbul-islam" and one.start == Bounds(None, date(2010, 2, 18))
    )
    assert (tie.end, tie.word, tie.source) == (Bounds(date(2010, 2, 18), None), "rivals", "militant-groups")


def test_splinter_comes_first_and_names_of_later_days_are_not_used_for_earlier(register: Register) -> None:
    split = [one for one in register.ties_of("group:real-ira") if one.type == "split_from"]
    assert {(one.a, one.b) for one in split} == {("group:real-ira", "group:irish-republican-army")}
    of_iraq = register.ties_of("group:al-qaida-in-iraq")
    assert any(one.b == "group:ansar-al-islam" or one.a == "group:ansar-al-islam" for one in of_iraq)
    first = make_bounds("2013-04")
    assert first is not None and first.earliest is not None
    for tie in register.ties_of("group:islamic-state"):
        if tie.source == "militant-groups" and tie.start is not None and tie.start.latest is not None:
            assert tie.start.latest >= first.earliest, tie


def test_tree_of_a_group_is_among_its_relations(register: Register) -> None:
    branches = {one.id for one in register.branches_of("group:islamic-state")}
    assert {"group:islamic-state-sinai-province", "group:islamic-state-west-africa-province"} <= branches
    told = {(tie.a, tie.type) for tie in register.ties_of("group:islamic-state") if tie.source == "register"}
    assert ("group:islamic-state-sinai-province", "branch_of") in told
    assert any(kind == "media_of" for _, kind in told)
    assert register.ties_of("group:nobody-knows") == ()
    assert register.life_of("group:nobody-knows") == Life()
    assert register.life_of("group:hamas").founded == Bounds(date(1987, 12, 1), date(1987, 12, 31))
