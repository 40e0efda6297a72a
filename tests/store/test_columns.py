"""Any record comes out of its columns as it went in, through a real database."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_records import records_of
from sqlalchemy import Integer, MetaData, Table, Text, create_engine, select

from dateline import records
from dateline.errors import StoreError
from dateline.records import Event, Place, Report, SourceKind, Span, TimePrecision, When
from dateline.store.columns import make_columns, make_record, make_row

KINDS = (
    records.Report,
    records.Retrieval,
    records.Failure,
    records.Event,
    records.Statement,
    records.Responsibility,
    records.Relation,
    records.Story,
    records.Incident,
    records.Assessment,
    records.Judgement,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_record_survives_its_table(kind: type, data: st.DataObject) -> None:
    record: Any = data.draw(records_of(kind))
    table = Table("made", MetaData(), *make_columns(kind))
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert().values(make_row(record)))
        row = connection.execute(select(table)).mappings().one()
        assert make_record(kind, row) == record
    engine.dispose()


def test_a_nested_record_has_columns_of_its_own() -> None:
    columns = {column.name: column for column in make_columns(Event, key=("id",))}
    assert {"time_start", "time_precision", "place_country", "place_lat"} <= columns.keys()
    assert "time" not in columns
    assert columns["id"].primary_key
    assert isinstance(columns["time_start"].type, Text)
    assert columns["time_start"].nullable, "an event without a time has none of these"


def test_a_record_that_is_not_there_is_told_from_one_with_empty_fields() -> None:
    nowhere = Event("e", "attack", (), "happened")
    place = Place("", None, None, None, None, None, None, None, None, records.PlacePrecision.COUNTRY, None)
    somewhere = dataclasses.replace(nowhere, place=place)
    assert make_record(Event, make_row(nowhere)).place is None
    assert make_record(Event, make_row(somewhere)).place == place


def test_times_and_words_are_stored_as_sortable_text() -> None:
    when = When(datetime(2024, 3, 4), datetime(2024, 3, 5), TimePrecision.DAY, "2024-03-04")
    row = make_row(Event("e", "attack", (Span(1, 2),), "happened", time=when))
    assert row["time_start"] == "2024-03-04T00:00:00"
    assert row["time_precision"] == "day"
    assert type(make_row(Report("r", "", source_kind=SourceKind.WIRE))["source_kind"]) is str


def test_a_field_that_a_row_does_not_know_yet_takes_its_default() -> None:
    row = make_row(Report("r", "text")) | {"language": None, "body_start": None}
    assert make_record(Report, row) == Report("r", "text")


def test_zero_none_and_false_are_kept_apart() -> None:
    columns = {column.name: column.type for column in make_columns(records.Count)}
    assert isinstance(columns["min"], Integer)
    for low in (0, None):
        count = records.Count(Span(0, 1), low, None)
        assert make_record(records.Count, make_row(count)).min is low


def test_a_damaged_row_is_named() -> None:
    row = make_row(Report("r17", "text")) | {"source_kind": "parrot"}
    with pytest.raises(StoreError, match=r"a damaged row of Report, 'r17': 'parrot'"):
        make_record(Report, row)
