"""What only a PostgreSQL store can meet: no server, a server that goes away, other tables, several processes."""

from __future__ import annotations

import pytest
from made_records import make_findings, make_reading
from sqlalchemy import create_engine, text

from cluster import Cluster
from dateline.errors import StoreError
from dateline.store import open_store


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    address = "postgresql://desk:secret@127.0.0.1:1/dateline"
    with pytest.raises(StoreError, match="cannot be opened as a store") as caught, open_store(address):
        pass
    assert "127.0.0.1:1/dateline" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_empty_database_is_no_store_until_something_is_read(postgres: str) -> None:
    with (
        pytest.raises(StoreError, match="no store there; make one with `dateline read`"),
        open_store(postgres, create=False),
    ):
        pass


def test_another_programs_tables_are_left_alone(postgres: str) -> None:
    engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE report (name text)"))
    engine.dispose()
    with pytest.raises(StoreError, match="holds another program's tables"), open_store(postgres):
        pass


def test_other_tables_beside_the_store_do_no_harm(postgres: str) -> None:
    engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE song (name text)"))
    engine.dispose()
    with open_store(postgres) as store:
        assert store.counts().reports == 0


def test_a_server_killed_between_two_writes_loses_nothing_that_was_written(cluster: Cluster, postgres: str) -> None:
    first, second = make_reading("first"), make_reading("second")
    with open_store(postgres) as store:
        store.add_reading(first)
        cluster.stop("immediate")
        with pytest.raises(StoreError, match=r"127\.0\.0\.1"):
            store.add_reading(second)
        cluster.start()
        store.add_reading(second)  # the same store goes on
        store.add_findings(make_findings(second.report))
        assert store.counts().reports == 2
        assert list(store.verify()) == []


def test_a_server_killed_within_a_write_leaves_nothing_of_it(cluster: Cluster, postgres: str) -> None:
    reading = make_reading("half")
    with open_store(postgres) as store:
        with pytest.raises(StoreError, match=r"127\.0\.0\.1"), store._writing() as connection:
            connection.execute(text("INSERT INTO setting (name, value) VALUES ('half', 'written')"))
            cluster.stop("immediate")
            connection.execute(text("INSERT INTO setting (name, value) VALUES ('other', 'half')"))
        cluster.start()
        with store._reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM setting WHERE name = 'half'")).scalar() == 0
        assert store.add_reading(reading)


def test_a_report_missing_from_the_index_is_found(postgres: str) -> None:
    reading = make_reading("lost")
    with open_store(postgres) as store:
        store.add_reading(reading)
        with store._writing() as connection:
            connection.execute(text("DELETE FROM report_search"))
        [problem] = store.verify()
    assert reading.report.id in problem.message
