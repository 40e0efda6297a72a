"""The SQLite file opens in Datasette, its keys hold, and it is searched."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from made_evidence import DAWN, TIDE, contested, make_cases, plain
from made_nasty import nasty, write

from dateline.export import Options
from dateline.export.datasette import TABLES


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(write("datasette", [*make_cases(), nasty()], tmp_path))) as opened:
        yield opened


def ask(out: Path, path: str) -> Any:
    """Return what Datasette itself answers to a request for this file."""

    async def get() -> Any:
        metadata = json.loads(out.with_name(out.name + ".metadata.json").read_text("utf-8"))
        app = Datasette([str(out)], metadata=metadata)
        response = await app.client.get(path)
        assert response.status_code == 200, response.text
        return response.json() if ".json" in path else response.text

    return asyncio.run(get())


def test_keys_hold_and_every_table_is_there(database: sqlite3.Connection) -> None:
    assert database.execute("pragma foreign_key_check").fetchall() == []
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    for table in TABLES:
        assert database.execute(f'select count(*) from "{table}"').fetchone()[0] > 0 or table == "relations", table


def test_words_are_those_of_the_reports(tmp_path: Path) -> None:
    out = write("datasette", [plain()], tmp_path, Options(settings={"texts": "yes"}))
    with closing(sqlite3.connect(out)) as database:
        rows = database.execute(
            "select s.words, r.text, s.start, s.end from supports s join reports r on r.id = s.report"
        ).fetchall()
    assert rows
    assert all(words == text[start:end] for words, text, start, end in rows)


def test_texts_are_left_out_unless_wanted(database: sqlite3.Connection) -> None:
    assert database.execute("select count(*) from reports where text is not null").fetchone() == (0,)


def test_claims_are_who_says_what(tmp_path: Path) -> None:
    with closing(sqlite3.connect(write("datasette", [contested()], tmp_path))) as database:
        found = set(database.execute("select who, stance, said_by from claims"))
    assert found == {
        (DAWN, "claims", None), (TIDE, "claims", None), (DAWN, "denies", None), (TIDE, "accused", "the governor"),
    }  # fmt: skip


def test_what_was_left_out_is_inside(database: sqlite3.Connection) -> None:
    found = database.execute("select distinct rule from left_out").fetchall()
    assert ("rejected",) in found
    assert ("not a number of people",) in found


def test_datasette_opens_it_with_labels_facets_and_search(tmp_path: Path) -> None:
    out = write("datasette", make_cases(), tmp_path, Options(settings={"title": "Attacks"}))
    assert ask(out, "/-/metadata.json")["title"] == "Attacks"
    page = ask(out, "/incidents/incidents")
    assert "What happened: one row an incident" in page
    assert "Country, ISO 3166-1" in page  # the description of a column
    found = ask(out, "/incidents/incidents.json?_search=Kano&_shape=objects&_facet=type")
    assert {row["place"] for row in found["rows"]} == {"Kano"}
    assert "type" in found["facet_results"]
    values = ask(out, "/incidents/values.json?_shape=array&field=killed&_labels=on")
    assert values[0]["incident"]["label"].startswith(("Bombing", "Clash", "Shooting"))


def test_datasette_shows_hostile_words_as_text(tmp_path: Path) -> None:
    page = ask(write("datasette", [nasty()], tmp_path), "/incidents/incidents")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
