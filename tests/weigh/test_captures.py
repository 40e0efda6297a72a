"""Capture histories: incident by list, in the shape that R's packages for multiple-systems estimation read."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from archive import LAHORE, Draft, assess, bombing
from dateline.errors import UserError
from dateline.records import Assessment
from dateline.weigh import Captures, make_captures, write_captures

POLICE, WITNESSES, HOSPITAL = ("police", "police"), ("witness", "Witnesses"), ("medical", "a hospital doctor")


def incident(number: str, *speakers: tuple[str, str], place: object = None) -> Assessment:
    drafts = []
    for at, speaker in enumerate(speakers):
        draft = Draft(f"{number}{at}", outlet=("Gazette", "Courier", "Star")[at], published="2019-05-10")
        draft.say(" ".join(f"{number}{at}w{word}" for word in range(40)))
        if place is None:
            bombing(draft, killed=5, speaker=speaker, words=f"explosion {number} {at}")
        else:
            bombing(draft, killed=5, speaker=speaker, words=f"explosion {number} {at}", at=LAHORE)
        drafts.append(draft)
    return replace(assess(*drafts), incident_id=number)


@cache
def archive() -> tuple[Assessment, ...]:
    """Three incidents: police and witnesses; police; a hospital, police and witnesses."""
    return (
        incident("c", POLICE, WITNESSES),
        incident("a", POLICE),
        incident("b", HOSPITAL, POLICE, WITNESSES),
    )


def test_a_list_is_a_line_that_is_the_same_across_incidents() -> None:
    captures = make_captures(archive())
    assert captures.lists == ("police_AF", "witnesses_AF", "hospitals_and_doctors_AF")
    assert captures.rows == (("a", (1, 0, 0)), ("b", (1, 1, 1)), ("c", (1, 1, 0)))


def test_bodies_of_two_countries_are_two_lists() -> None:
    captures = make_captures([*archive(), incident("d", POLICE, place="PK")])
    assert {"police_AF", "police_PK"} <= set(captures.lists)


def test_lists_may_be_kinds_of_speakers_or_outlets() -> None:
    assert make_captures(archive(), lists="speaker").lists == ("police", "witness", "medical")
    outlets = make_captures(archive(), lists="outlet")
    assert outlets.lists == ("Gazette", "Courier", "Star")
    assert dict(outlets.rows)["a"] == (1, 0, 0)
    with pytest.raises(UserError, match="unknown lists 'paper'; they are line, speaker, outlet"):
        make_captures(archive(), lists="paper")


def test_small_lists_are_one() -> None:
    captures = make_captures(archive(), least=2)
    assert captures.lists == ("police_AF", "witnesses_AF", "others")
    assert dict(captures.rows) == {"a": (1, 0, 0), "b": (1, 1, 1), "c": (1, 1, 0)}
    assert make_captures(archive(), most=1).lists == ("police_AF", "others")


def test_no_incident_is_captured_by_nobody_and_the_order_of_input_does_not_matter() -> None:
    captures = make_captures(archive())
    assert all(any(marks) for _, marks in captures.rows)
    assert make_captures(reversed(archive())) == captures


def test_the_table_is_what_a_reader_of_tables_reads() -> None:
    out = io.StringIO()
    write_captures(make_captures(archive()), out)
    out.seek(0)
    frame = pd.read_csv(out, index_col="incident")
    assert frame.to_numpy().tolist() == [[1, 0, 0], [1, 1, 1], [1, 1, 0]]
    assert out.getvalue().splitlines()[0] == "incident,police_AF,witnesses_AF,hospitals_and_doctors_AF"


def test_names_are_such_as_r_keeps_and_each_is_there_once() -> None:
    odd = [replace(one, outlets=("24 Часа", "Le Monde=1", "Le Monde 1")) for one in archive()[:1]]
    lists = make_captures(odd, lists="outlet").lists
    assert len(set(lists)) == 3
    assert all(name.isascii() and name.replace("_", "").isalnum() and not name[0].isdigit() for name in lists)


def test_an_empty_archive_is_an_empty_table() -> None:
    out = io.StringIO()
    write_captures(make_captures([]), out)
    assert make_captures([]) == Captures((), ())
    assert out.getvalue() == "incident\n"
