"""A coded table against Dateline's coding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import made_evidence as made
import pytest

from archive import KUNDUZ, LAHORE, day
from dateline.errors import UserError
from dateline.export import Evidence, Options, find_format, write_export
from dateline.export.coded import find_country, find_scheme, load_mapping, load_schemes, read_coded
from dateline.export.comparing import Measured, code_view, compare_tables, make_opinions, write_differences
from dateline.export.matching import is_same_name
from dateline.records import Judgement
from dateline.weigh import apply_rulings, make_toll

FORMATS = ("ged", "acled", "gtd")


def cases() -> list[Evidence]:
    return [
        made.plain(),
        made.clash(),
        made.simple("x1", killed=4, on=day("2019-06-01")),
        made.simple("x2", killed=None, on=day("2019-06-05"), at=LAHORE),
        made.simple("x3", killed=9, on=day("2019-06-09"), at=LAHORE),
    ]


def table(tmp_path: Path, name: str, view: Sequence[Evidence]) -> Path:
    """Return a coded table as a desk may have it: Dateline's own, under another name."""
    out = tmp_path / f"desk-{name}.csv"
    write_export(find_format(name), view, out, Options())
    return out


def change(path: Path, old: str, new: str, times: int = 1) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, times), "utf-8")


def measure(path: Path, name: str, view: Sequence[Evidence]) -> Measured:
    scheme = load_schemes()[name]
    return compare_tables(list(read_coded(path, scheme)), code_view(view, find_format(name), scheme, Options()), scheme)


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_agrees_with_itself(tmp_path: Path, name: str) -> None:
    view = made.make_cases()
    found = measure(table(tmp_path, name, view), name, view)
    dated = [row for row in read_coded(tmp_path / f"desk-{name}.csv", load_schemes()[name]) if row.first]
    assert found.matched == found.rows == len(dated) > 10
    assert (found.recall, found.precision) == (1.0, 1.0)
    assert found.missed == found.extra == found.left_out == ()
    # Incidents alike in everything that rows are matched by may change places: then only free text differs.
    assert all(score.recall in (None, 1.0) for score in found.fields if score.field in ("best", "fatalities", "nkill"))


@pytest.mark.parametrize("name", FORMATS)
def test_the_format_of_a_table_is_found(tmp_path: Path, name: str) -> None:
    assert find_scheme(table(tmp_path, name, cases())) == name


def test_missed_extra_and_differing_fields_are_told_apart(tmp_path: Path) -> None:
    path = table(tmp_path, "acled", cases())
    change(path, "2019-06-01", "2 June 2019")
    path.write_text("\n".join(line for line in path.read_text("utf-8").splitlines() if "2019-06-09" not in line) + "\n")
    last = path.read_text("utf-8").splitlines()[-1]
    more = (
        last.replace("PAK1", "DESK")
        .replace("2019-06-05", "2019-06-06")
        .replace("Lahore", "Kano")
        .replace("31.56", "12")
    )
    path.write_text(path.read_text("utf-8") + more.replace("74.35", "8.52").replace("Pakistan", "Nigeria") + "\n")
    found = measure(path, "acled", cases())
    assert [one.id for one in found.missed] == ["DESK"]
    assert [(one.day, one.killed) for one in found.extra] == []  # 9 June is after the last day of the table
    assert found.matched == 4
    assert found.recall == 0.8
    assert {(one.field, one.mine_value, one.ours_value) for one in found.differences} == {
        ("event_date", "2019-06-02", "2019-06-01")
    }
    dates = next(one for one in found.fields if one.field == "event_date")
    assert (dates.equal, dates.mine, dates.ours, dates.precision, dates.recall) == (3, 4, 4, 0.75, 0.75)


def test_extra_rows_are_those_in_the_days_and_countries_of_the_table(tmp_path: Path) -> None:
    view = cases()
    path = table(tmp_path, "ged", [view[0], view[4]])
    found = measure(path, "ged", view)
    assert [one.day for one in found.extra] == ["2019-05-10", "2019-06-01"]
    assert found.precision == 0.5


def test_a_row_that_a_rule_keeps_out_is_not_missed(tmp_path: Path) -> None:
    """A desk has a death where Dateline has none: the incident is known, and left out of the GED-like file."""
    path = table(tmp_path, "ged", [made.simple("y1", killed=1, on=day("2019-06-05"), at=LAHORE)])
    found = measure(path, "ged", cases())
    assert found.missed == ()
    assert [(one.reason, one.incident) for one in found.left_out] == [("no reported death", cases()[3].incident.id)]
    assert found.recall == 0.0


def test_a_table_of_ones_own_is_read_by_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(
        "columns: {id: Nr, date: Tag, place: Ort, country: Land, killed: Tote, type: Art}\ntypes: {Anschlag: bombing}\n"
    )
    (tmp_path / "own.csv").write_text("Nr,Tag,Ort,Land,Tote,Art\n7,1.6.2019,Kunduz,AFG,5,Anschlag\n", "utf-8")
    scheme = load_schemes()["own"]
    mine = list(read_coded(tmp_path / "own.csv", scheme, load_mapping(tmp_path / "map.yaml")))
    found = compare_tables(mine, code_view(cases(), None, scheme, Options()), scheme)
    assert found.pairs[0][0] == "7"
    assert {one.field: (one.mine_value, one.ours_value) for one in found.differences} == {"killed": ("5", "4")}
    write_differences(found, tmp_path / "d.csv")
    assert (tmp_path / "d.csv").read_text("utf-8").splitlines()[1].endswith(",killed,5,4")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("columns: {date: Tag, colour: Farbe}", "no field 'colour'"),
        ("columns: {place: Ort}", "no column for date"),
        ("[1, 2]", "not a mapping"),
        ("columns: {date: Tag}\nshape: round", "not a mapping"),
    ],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "map.yaml").write_text(text)
    with pytest.raises(UserError, match=message):
        load_mapping(tmp_path / "map.yaml")


def test_a_table_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    scheme = load_schemes()["acled"]
    path = tmp_path / "t.csv"
    with pytest.raises(UserError, match="No such file"):
        list(read_coded(path, scheme))
    path.write_text("event_id_cnty,event_date\nA1,someday\n", "utf-8")
    with pytest.raises(UserError, match=r"t\.csv:2"):
        list(read_coded(path, scheme))
    path.write_text("day,place\n2019-01-01,Kano\n", "utf-8")
    with pytest.raises(UserError, match="event_id_cnty"):
        list(read_coded(path, scheme))
    with pytest.raises(UserError, match="mapping"):
        find_scheme(path)
    path.write_bytes("event_id_cnty,event_date,location\nA1,2019-01-01,M\xfcnchen\n".encode("latin-1"))
    with pytest.raises(UserError, match="--encoding"):
        list(read_coded(path, scheme))
    assert next(iter(read_coded(path, scheme, encoding="latin-1"))).place == "M\xfcnchen"


def test_a_table_comes_in_as_judgements(tmp_path: Path) -> None:
    """What a desk coded is accepted or corrects, and what it corrects is exported."""
    view = cases()
    path = table(tmp_path, "ged", view)
    change(path, ",0,4,4,4,", ",0,6,6,4,")
    made_from = make_opinions(measure(path, "ged", view), "desk.csv")
    assert [one.verdict for one in made_from] == ["accept", "accept", "correct", "accept"]
    correction = made_from[2]
    assert (correction.incident, correction.note) == (view[2].incident.id, "desk.csv, row 3")
    judgement = Judgement(correction.incident, "correct", "ayla", "2020-01-01")
    decided = apply_rulings(view[2].assessment, [(judgement, correction.decision)])
    assert make_toll(decided, "killed").best == 6


def test_names_are_one_in_other_order_and_spelling() -> None:
    assert is_same_name("Military Forces of Mali (2021-)", "Military Forces of Mali")
    assert is_same_name("Front, Red Dawn", "red dawn front")
    assert not is_same_name("Red Dawn Front", "Iron Tide Brigades")


def test_countries_are_found_by_name_and_code() -> None:
    assert [find_country(name) for name in ("Mali", "MLI", "ml", "C\xf4te d'Ivoire", "Ruritania", "")] == [
        "ML", "ML", "ML", find_country("Ivory Coast"), None, None,
    ]  # fmt: skip
    assert KUNDUZ.country == find_country("Afghanistan")
