"""CSV, TSV, JSON lines and JSON documents."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_sources import OPTIONS, body_of, failures_of, only_failure, only_report, read_made, reports_of

from dateline.errors import UserError
from dateline.read import ReadOptions, make_mapping
from dateline.records import Reading

TEXT = "Five men were killed in Gao on Friday, the army said."


def test_a_table_with_a_mapping(tmp_path: Path) -> None:
    options = replace(OPTIONS, mapping=make_mapping("title=Headline,text=Body,published=Date,publisher=Paper"))
    table = (
        f'Headline,Body,Date,Paper,By\nFive killed,"{TEXT}\n\nNobody claimed it.",3 May 2019,Sahel Herald,Musa Traore\n'
    )
    report = only_report(read_made(tmp_path, "a.csv", table, options))
    assert (report.title, report.publisher, report.byline) == ("Five killed", "Sahel Herald", "Musa Traore")
    assert (report.published, report.published_basis) == ("2019-05-03", "column")
    assert body_of(report) == [TEXT, "Nobody claimed it."]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_columns_are_known_by_their_names(tmp_path: Path, mark: str) -> None:
    cells = (
        ["headline", "body", "pub_date", "url", "lang"],
        ["Five killed", TEXT.replace(",", ""), "2019-05-11", "https://www.echo.example/x", "en"],
    )
    table = "\n".join(mark.join(row) for row in cells)
    report = only_report(read_made(tmp_path, "a.csv", table))
    assert (report.title, report.published, report.publisher) == ("Five killed", "2019-05-11", "echo.example")


@pytest.mark.parametrize(
    ("row", "publisher", "origin"),
    [
        ({"publisher": "World Digest", "source": "Baghdad Post"}, "World Digest", "Baghdad Post"),
        ({"url": "https://digest.example/1", "source": "Reuters"}, "digest.example", "Reuters"),
        ({"url": "https://www.sahelherald.ml/1", "source": {"name": "Sahel Herald"}}, "Sahel Herald", None),
        ({"source": "Sahel Herald"}, "Sahel Herald", None),  # a lone source column names the paper
        ({"source": "AFP"}, None, "AFP"),
        ({"publisher": "Sahel Herald", "origin": "Agence France-Presse"}, "Sahel Herald", "AFP"),
    ],
)
def test_a_source_column(tmp_path: Path, row: dict[str, object], publisher: str | None, origin: str | None) -> None:
    report = only_report(read_made(tmp_path, "a.jsonl", json.dumps({"text": TEXT, **row})))
    assert (report.publisher, report.origin) == (publisher, origin)


def test_a_mapped_column_that_is_not_there(tmp_path: Path) -> None:
    options = replace(OPTIONS, mapping={"text": "Body", "title": "Headline"})
    failure = only_failure(read_made(tmp_path, "a.csv", f"Title,Body\nx,{TEXT}\n", options))
    assert failure.subject.endswith("a.csv")
    assert failure.line == 1
    for words in ("'Headline'", "Title, Body", "--map title="):
        assert words in failure.message


def test_a_table_without_text(tmp_path: Path) -> None:
    failure = only_failure(read_made(tmp_path, "a.csv", "id,colour\n1,red\n"))
    assert "no column holds the text; the columns are id, colour" in failure.message
    assert "--map text=" in failure.message


@pytest.mark.parametrize("text", ["nonsense", "colour=Red", "title="])
def test_a_mapping_that_is_none(text: str) -> None:
    with pytest.raises(UserError, match="--map"):
        make_mapping(text)


def test_a_quotation_mark_never_closed_costs_one_row(tmp_path: Path) -> None:
    rows = [f'T{number},"Man {number} was killed in Gao on Friday."' for number in range(20)]
    rows[5] = 'Bad,"never closed'
    found = read_made(tmp_path, "a.csv", "\n".join(["title,text", *rows, ""]))
    assert [report.title for report in reports_of(found)] == [f"T{number}" for number in range(20) if number != 5]
    failure = failures_of(found)[0]
    assert failure.line == 7
    assert "quotation mark" in failure.message


def test_a_sloppily_quoted_line_is_still_read(tmp_path: Path) -> None:
    found = read_made(tmp_path, "a.csv", 'title,text\nFive killed,"He said "run" and five men ran from Gao."\n')
    assert "five men ran" in only_report(found).text


def test_a_row_with_too_many_cells_is_told_of(tmp_path: Path) -> None:
    found = read_made(tmp_path, "a.csv", f'title,text\nx,Five men, all from Gao, died\ny,"{TEXT}"\n')
    assert (failures_of(found)[0].line, len(reports_of(found))) == (2, 1)


def test_rows_keep_their_own_bytes_and_places(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    found = read_made(tmp_path, path.name, f'title,text\nx,"{TEXT}\nMore of it."\ny,"{TEXT}"\n')
    readings = [item for item in found if isinstance(item, Reading)]
    assert [item.raw for item in readings] == [f'x,"{TEXT}\nMore of it."\n'.encode(), f'y,"{TEXT}"\n'.encode()]
    assert [item.retrieval.locator for item in readings] == [f"{path}#2", f"{path}#4"]


def test_broken_json_lines_are_told_of_with_their_line(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT, "title": "One"}),
        '{"text": ',
        "",
        "7",
        json.dumps({"colour": 1}),
        json.dumps({"body": TEXT}),
    ]
    found = read_made(tmp_path, "a.jsonl", "\n".join(lines))
    assert len(reports_of(found)) == 2
    assert [(failure.line, failure.message.split(":")[0]) for failure in failures_of(found)] == [
        (2, "not valid JSON"),
        (4, "not a JSON object but int"),
        (5, "no key holds the text; the keys are colour; name it with --map text=COLUMN"),
    ]


def test_html_in_a_cell_becomes_paragraphs(tmp_path: Path) -> None:
    row = json.dumps(
        {"title": "A &amp; B", "content": f"<p>{TEXT}</p><p>Nobody <b>claimed</b> it.</p><script>x</script>"}
    )
    report = only_report(read_made(tmp_path, "a.jsonl", row))
    assert (report.title, body_of(report)) == ("A & B", [TEXT, "Nobody claimed it."])


@pytest.mark.parametrize(
    "page",
    [
        [{"text": TEXT}, {"text": TEXT + " More."}],
        {"status": "ok", "articles": [{"content": TEXT}, {"content": TEXT + " More."}]},
        {"response": {"docs": [{"body": TEXT}, {"body": TEXT + " More."}]}},
    ],
)
def test_json_documents_that_hold_many(tmp_path: Path, page: object) -> None:
    assert len(reports_of(read_made(tmp_path, "a.json", json.dumps(page)))) == 2


def test_one_json_object_and_json_lines_under_another_name(tmp_path: Path) -> None:
    pretty = json.dumps({"text": TEXT, "title": "One"}, indent=2)
    assert only_report(read_made(tmp_path, "a.json", pretty)).title == "One"
    lines = "\n".join(json.dumps({"text": f"{TEXT} {number}"}) for number in range(3))
    assert len(reports_of(read_made(tmp_path, "b.json", lines))) == 3


def test_ambiguous_days_by_the_callers_word(tmp_path: Path) -> None:
    table = f'text,date\n"{TEXT}",03/04/2019\n'
    assert only_report(read_made(tmp_path, "a.csv", table)).published == "2019"
    assert only_report(read_made(tmp_path, "a.csv", table, replace(OPTIONS, day_first=True))).published == "2019-04-03"


def test_items_seen_before_are_passed_over(tmp_path: Path) -> None:
    asked: list[str] = []

    def seen(locator: str, raw_sha256: str) -> bool:
        asked.append(f"{locator} {len(raw_sha256)}")
        return len(asked) == 1

    options: ReadOptions = replace(OPTIONS, seen=seen)
    found = read_made(tmp_path, "a.jsonl", f'{{"text":"{TEXT}"}}\n{{"text":"{TEXT} More."}}\n', options)
    assert [report.text for report in reports_of(found)] == [f"{TEXT} More."]
    assert asked == [f"{tmp_path}/a.jsonl#1 64", f"{tmp_path}/a.jsonl#2 64"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Cinq hommes ont été tués vendredi à Gao, a déclaré l’armée dans un communiqué."
    found = read_made(tmp_path, "a.csv", f'title,text\nGao,"{text}"\n'.encode(encoding))
    assert text in only_report(found).text


def test_lines_ended_as_old_spreadsheets_do(tmp_path: Path) -> None:
    found = read_made(tmp_path, "a.csv", f'title,text\rx,"{TEXT}"\ry,"{TEXT}"\r')
    assert [report.title for report in reports_of(found)] == ["x", "y"]
