"""Old stores are brought up to date, newer ones refused, and nothing is half done."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from made_records import make_findings, make_reading
from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, text

from dateline.errors import StoreError
from dateline.store import open_store, sqlite
from dateline.store.migrations import MIGRATIONS, Migration, bring_up_to_date
from dateline.store.tables import make_schema_digest

A = make_reading("a")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "s.sqlite"
    with open_store(str(made)) as store:
        store.add_reading(A)
        store.add_findings(make_findings(A.report))
    return made


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def ask(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def test_a_new_store_needs_no_step(path: Path) -> None:
    assert [row[0] for row in ask(path, "SELECT name FROM migration")] == [step.name for step in MIGRATIONS]


def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    change(path, "INSERT INTO migration VALUES ('0099 in years to come', '9.0')")
    message = r"made by a newer Dateline .*'0099 in years to come'.*upgrade"
    with pytest.raises(StoreError, match=message), open_store(str(path)):
        pass


def test_a_column_of_a_newer_version_is_refused(path: Path) -> None:
    change(path, "ALTER TABLE report ADD COLUMN mood TEXT", "UPDATE setting SET value = 'x' WHERE name = 'schema'")
    with pytest.raises(StoreError, match=r"made by a newer Dateline .*column report\.mood"), open_store(str(path)):
        pass


def test_a_field_that_an_older_store_lacks_is_added_with_its_default(path: Path) -> None:
    change(
        path,
        "ALTER TABLE event DROP COLUMN background",
        "ALTER TABLE report DROP COLUMN byline",
        "UPDATE setting SET value = 'older' WHERE name = 'schema'",
    )
    with open_store(str(path)) as store:
        assert store.report(A.report.id) == A.report
        found = store.findings(A.report.id)
        assert found is not None
        assert found.events[0].background is False
        assert list(store.verify()) == []


def test_a_table_that_an_older_store_lacks_is_added(path: Path) -> None:
    change(path, "DROP TABLE judgement", "UPDATE setting SET value = 'older' WHERE name = 'schema'")
    with open_store(str(path)) as store:
        assert store.judgements() == ()


def test_missing_steps_are_taken_in_order_and_once(path: Path) -> None:
    taken: list[str] = []
    steps = (*MIGRATIONS, *(Migration(name, lambda _, name=name: taken.append(name)) for name in ("0002 b", "0003 c")))  # type: ignore[misc]
    for _ in range(2):
        _open_with(path, steps)
    assert taken == ["0002 b", "0003 c"]
    assert ask(path, "SELECT name FROM migration ORDER BY name") == [(step.name,) for step in steps]


def test_an_upgrade_that_fails_has_not_begun(path: Path) -> None:
    def half(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE report ADD COLUMN half TEXT"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _open_with(path, (*MIGRATIONS, Migration("0002 half", half)))
    assert ("half",) not in ask(path, "SELECT name FROM pragma_table_info('report')")
    with open_store(str(path)) as store:
        assert store.report(A.report.id) == A.report


def test_the_digest_of_the_tables_follows_the_columns() -> None:
    metadata = MetaData()
    Table("one", metadata, Column("a", Text))
    same, other = MetaData(), MetaData()
    Table("one", same, Column("a", Text))
    Table("one", other, Column("a", Text), Column("b", Integer))
    assert make_schema_digest(metadata) == make_schema_digest(same) != make_schema_digest(other)


def _open_with(path: Path, steps: tuple[Migration, ...]) -> None:
    engine = sqlite.make_engine(str(path))
    try:
        with engine.connect() as opened, opened.execution_options(writes=True).begin():
            bring_up_to_date(opened, str(path), steps)
    finally:
        engine.dispose()
