"""Parquet is read back by pandas, typed and with all evidence inside."""

from __future__ import annotations

import builtins
import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_evidence import DAWN, make_cases, make_view, plain
from made_nasty import nasty, write

from dateline.errors import UserError
from dateline.export.parquet import GROUP, make_schema


def test_pandas_reads_what_was_written(tmp_path: Path) -> None:
    frame = pd.read_parquet(write("parquet", [plain()], tmp_path))
    (row,) = frame.to_dict("records")
    assert (row["type"], row["first_day"], row["country"]) == ("bombing", datetime.date(2019, 5, 10), "AF")
    assert (row["killed_low"], row["killed_high"], row["claimed_by"]) == (5, 7, DAWN)
    fields = {field["field"]: field for field in row["fields"]}
    values = {value["text"]: value for value in fields["killed"]["values"]}
    (support,) = values["5"]["supports"]
    texts = {report.id: report.text for report in plain().reports}
    assert support["words"] == texts[support["report"]][support["start"] : support["end"]]
    assert (support["speaker"], support["speaker_name"]) == ("police", "police")
    assert [one["publisher"] for one in row["report_list"]] == ["Oxus Courier", "Pamir Post"]


def test_columns_have_types_and_zero_is_not_nothing(tmp_path: Path) -> None:
    table = pq.read_table(write("parquet", [*make_cases(), nasty()], tmp_path))
    assert table.schema.equals(make_schema())
    assert table.schema.field("first_day").type == pa.date32()
    assert table.schema.field("killed_best").type == pa.int64()
    killed = table.column("killed_best").to_pylist()
    assert 0 in killed
    assert None in killed
    latitudes = dict(zip(table.column("place").to_pylist(), table.column("latitude").to_pylist(), strict=True))
    assert latitudes["Afghanistan"] is None
    assert latitudes["Kano"] == 12.0


def test_judgements_are_inside(tmp_path: Path) -> None:
    rows = pq.read_table(write("parquet", make_cases(), tmp_path)).to_pylist()
    (corrected,) = [row for row in rows if any(one["verdict"] == "correct" for one in row["judgements"])]
    assert corrected["killed_best"] == 8
    assert corrected["judgements"][0]["by"] == "ayla"


def test_rows_are_written_in_groups(tmp_path: Path) -> None:
    out = write("parquet", list(make_view(GROUP + 30)), tmp_path)
    file = pq.ParquetFile(out)
    assert [file.metadata.row_group(at).num_rows for at in range(file.metadata.num_row_groups)] == [
        GROUP,
        file.metadata.num_rows - GROUP,
    ]
    assert file.schema_arrow.metadata[b"rule"] == b"ucdp"


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UserError, match=r"pip install 'dateline\[parquet\]'"):
        write("parquet", [plain()], tmp_path)
    assert list(tmp_path.iterdir()) == []
