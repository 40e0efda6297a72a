"""Capture histories are a table that R reads: one row an incident, 0 and 1."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from made_evidence import contested, make_cases, plain, simple
from made_nasty import nasty, write

from dateline.errors import UserError
from dateline.export import Options


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, index_col="incident")


def test_a_row_is_an_incident_and_a_column_a_line(tmp_path: Path) -> None:
    table = read(write("capture-histories", [plain(), contested(), simple("one", killed=1)], tmp_path))
    assert len(table) == 3
    assert set(table.to_numpy().ravel().tolist()) == {0, 1}
    assert (table.sum(axis=1) > 0).all()
    assert list(table.sum()) == sorted(table.sum(), reverse=True)


def test_names_are_such_that_r_keeps_them(tmp_path: Path) -> None:
    table = read(write("capture-histories", [*make_cases(), nasty()], tmp_path))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in table.columns)
    assert len(set(table.columns)) == len(table.columns)


def test_lists_are_chosen(tmp_path: Path) -> None:
    cases = [plain(), contested(), simple("one", killed=1)]
    outlets = read(write("capture-histories", cases, tmp_path, Options(settings={"lists": "outlet"})))
    assert {"Oxus_Courier", "Pamir_Post", "Khyber_Ledger"} == set(outlets.columns)
    assert outlets["Oxus_Courier"].sum() == 3
    few = read(write("capture-histories", cases, tmp_path, Options(settings={"lists": "outlet", "most": "1"})))
    assert list(few.columns) == ["Oxus_Courier", "others"]
    assert few["others"].sum() == 2


@pytest.mark.parametrize("settings", [{"lists": "colour"}, {"most": "few"}, {"least": "0"}])
def test_wrong_settings_are_refused(settings: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(UserError):
        write("capture-histories", [plain()], tmp_path, Options(settings=settings))


def test_what_did_not_happen_is_left_out(tmp_path: Path) -> None:
    out = write("capture-histories", [simple("b1", killed=2, status="denied"), plain()], tmp_path)
    assert len(read(out)) == 1
    assert "discounted" in (tmp_path / f"{out.name}.left-out.csv").read_text("utf-8")
