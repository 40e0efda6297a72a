"""The tables of the field: their columns and the rules of their codebooks, read as their users read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import made_evidence as made
import pandas
import pytest

from archive import AFGHANISTAN, KUNDUZ_PROVINCE, LAHORE, bombing, day
from dateline.errors import UserError
from dateline.export import Evidence, Exported, Ledger, MemoryShelf, Options, find_format, write_export
from dateline.export.facts import make_priogrid
from dateline.export.gtd_codes import load_codes
from dateline.export.plover_codes import load_scale, score
from dateline.records import TimePrecision, When

GED = (
    "id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id, conflict_name, "
    "dyad_dset_id, dyad_new_id, dyad_name, side_a_dset_id, side_a_new_id, side_a, side_b_dset_id, side_b_new_id, "
    "side_b, number_of_sources, source_article, source_office, source_date, source_headline, source_original, "
    "where_prec, where_coordinates, where_description, adm_1, adm_2, latitude, longitude, geom_wkt, priogrid_gid, "
    "country, country_id, region, event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b, "
    "deaths_civilians, deaths_unknown, best, high, low, gwnoa, gwnob"
)
ACLED = (
    "event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1, "
    "assoc_actor_1, inter1, actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country, "
    "admin1, admin2, admin3, location, latitude, longitude, geo_precision, source, source_scale, notes, fatalities, "
    "tags, timestamp"
)
POLECAT = (
    "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor "
    "COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, "
    "Recipient Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name "
    "Raw, Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw "
    "Placename, Feature Type, Source, Publication Date, Story People, Story Organizations, Story Locations, Language, "
    "Version"
)
Write = Callable[..., pandas.DataFrame]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that exports incidents and reads the file with pandas, every cell as text."""

    def run(name: str, *cases: Evidence, **options: object) -> pandas.DataFrame:
        out = tmp_path / f"out.{name}"
        done: Exported = write_export(find_format(name), cases, out, Options(**options))  # type: ignore[arg-type]
        table = pandas.read_csv(out, sep="\t" if name == "polecat" else ",", dtype=str, keep_default_na=False)
        assert len(table) == done.rows
        return table

    return run


def left_out(tmp_path: Path, name: str) -> pandas.DataFrame:
    return pandas.read_csv(tmp_path / f"out.{name}.left-out.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize(("name", "columns"), [("ged", GED), ("acled", ACLED), ("polecat", POLECAT)])
def test_the_columns_are_those_of_the_codebook(write: Write, name: str, columns: str) -> None:
    assert list(write(name, made.plain()).columns) == columns.split(", ")


def test_the_gtd_has_its_135_columns(write: Write) -> None:
    columns = list(write("gtd", made.plain()).columns)
    assert len(columns) == 135
    assert columns[:7] == ["eventid", "iyear", "imonth", "iday", "approxdate", "extended", "resolution"]
    assert columns[-5:] == ["INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY", "related"]
    assert "claimconf" not in columns


def test_ged_deaths_add_up_and_estimates_are_in_order(write: Write) -> None:
    table = write("ged", *made.make_cases()).astype(
        dict.fromkeys(("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), int)
    )
    parts = table.deaths_a + table.deaths_b + table.deaths_civilians + table.deaths_unknown
    assert (parts == table.best).all()
    assert (table.low <= table.best).all()
    assert (table.best <= table.high).all()
    assert (table.high > 0).all()
    assert len(table) > 15


def test_ged_has_no_event_without_a_reported_death(write: Write, tmp_path: Path) -> None:
    nobody, nothing = made.simple("z1", killed=0), made.simple("z2", killed=None)
    assert write("ged", nobody, nothing).empty
    entries = left_out(tmp_path, "ged")
    assert list(entries.rule) == ["no reported death"] * 2
    assert list(entries.reason) == ["Reports say that nobody was killed.", "No report gives a number of dead."]


def test_ged_rows_of_a_clash_tell_whose_dead(write: Write) -> None:
    row = write("ged", made.clash()).iloc[0]
    assert (row.type_of_violence, row.side_a, row.side_b) == ("1", "Government of Afghanistan", made.TIDE)
    assert (row.deaths_a, row.deaths_b, row.deaths_civilians, row.deaths_unknown, row.best) == (
        "2",
        "9",
        "0",
        "0",
        "11",
    )
    assert row.code_status == "Clear"


def test_ged_side_a_is_the_state_that_was_attacked(write: Write) -> None:
    row = write("ged", made.unnamed()).iloc[0]
    assert (row.side_a, row.side_b) == ("Government of Pakistan", "Unidentified armed actor")
    assert (row.deaths_a, row.deaths_b, row.best, row.high) == ("3", "0", "3", "3")
    assert row.code_status == "Check dyad"


def test_ged_one_sided_violence_is_against_civilians(write: Write) -> None:
    row = write("ged", made.plain()).iloc[0]
    assert (row.type_of_violence, row.side_a, row.side_b) == ("3", made.DAWN, "Civilians")
    assert (row.low, row.best, row.high, row.deaths_civilians) == ("5", "7", "7", "7")
    assert (row.date_start, row.date_prec) == ("2019-05-10 00:00:00.000", "1")
    assert row.geom_wkt == "POINT (68.86 36.73)"
    assert row.source_original == "police;a doctor;Red Dawn Front"


def test_ged_has_no_centroid_for_a_country(write: Write) -> None:
    row = write("ged", made.simple("z", killed=2, at=AFGHANISTAN)).iloc[0]
    assert (row.where_prec, row.latitude, row.longitude, row.geom_wkt, row.priogrid_gid) == ("6", "", "", "", "")
    assert row.country == "Afghanistan"


@pytest.mark.parametrize(("on", "rule"), [(made.YEAR, None), (made.YEARS, "longer than a year"), (made.MONTH, None)])
def test_ged_keeps_times_within_a_year(write: Write, tmp_path: Path, on: When, rule: str | None) -> None:
    table = write("ged", made.simple("z", killed=2, on=on))
    if rule is not None:
        assert list(left_out(tmp_path, "ged").rule) == [rule]
    else:
        assert table.date_prec[0] == ("5" if on.precision is TimePrecision.YEAR else "4")
        assert table.date_end[0] == ("2018-12-31" if on is made.YEAR else "2019-05-31") + " 00:00:00.000"


def test_ged_ids_of_others_come_from_the_users_table_alone(write: Write, tmp_path: Path) -> None:
    assert set(write("ged", made.clash()).iloc[0][["side_a_new_id", "gwnoa", "country_id", "dyad_new_id"]]) == {""}
    (tmp_path / "ids.csv").write_text("name,id,gwno\nGovernment of Afghanistan,130,700\nAfghanistan,,700\n", "utf-8")
    row = write("ged", made.clash(), settings={"ids": str(tmp_path / "ids.csv")}).iloc[0]
    assert (row.side_a_new_id, row.gwnoa, row.country_id, row.side_b_new_id) == ("130", "700", "700", "")
    (tmp_path / "ids.csv").write_text("actor,id\n", "utf-8")
    with pytest.raises(UserError, match="no column name, gwno"):
        write("ged", made.clash(), settings={"ids": str(tmp_path / "ids.csv")})


@pytest.mark.parametrize(
    ("lat", "lon", "cell"), [(-90, -180, 1), (89.9, 179.9, 259200), (36.73, 68.86, 182658), (90, 180, 259200)]
)
def test_priogrid_cells_are_numbered_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert make_priogrid(lat, lon) == cell


def test_acled_has_no_row_for_a_country(write: Write, tmp_path: Path) -> None:
    nowhere = (AFGHANISTAN, made.HIGH_SEA, None)
    assert write("acled", *(made.simple(f"z{at}", killed=2, at=place) for at, place in enumerate(nowhere))).empty
    assert list(left_out(tmp_path, "acled").rule) == ["country only", "country not known", "country not known"]


def test_acled_names_actors_after_its_pattern(write: Write) -> None:
    row = write("acled", made.clash()).iloc[0]
    assert (row.actor1, row.inter1, row.actor2, row.inter2, row.interaction) == (
        "Military Forces of Afghanistan", "1", made.TIDE, "2", "12",
    )  # fmt: skip
    assert (row.event_type, row.sub_event_type, row.disorder_type) == ("Battles", "Armed clash", "Political violence")
    assert row.civilian_targeting == ""
    row = write("acled", made.unnamed()).iloc[0]
    assert (row.actor1, row.inter1) == ("Unidentified Armed Group (Pakistan)", "3")
    assert (row.actor2, row.inter2, row.event_type) == ("Police Forces of Pakistan", "1", "Battles")


def test_acled_periods_of_government_come_from_the_users_table(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "regimes.csv"
    path.write_text("country,from,to\nAF,2004,2021\nAF,2021,\n", "utf-8")
    assert write("acled", made.clash(), settings={"regimes": str(path)}).actor1[0] == (
        "Military Forces of Afghanistan (2004-2021)"
    )
    path.write_text("country,from,to\nAF,long ago,\n", "utf-8")
    with pytest.raises(UserError, match=r"regimes\.csv:2"):
        write("acled", made.clash(), settings={"regimes": str(path)})


def test_acled_lets_the_weapon_and_the_target_decide_the_type(write: Write) -> None:
    row = write("acled", made.plain()).iloc[0]
    assert row.sub_event_type == "Remote explosive/landmine/IED"
    assert (row.actor2, row.civilian_targeting) == ("Civilians (Afghanistan)", "Civilians targeted")
    assert (row.fatalities, row.event_date, row.time_precision, row.geo_precision) == ("5", "2019-05-10", "1", "1")
    assert row.iso == "4"


def test_acled_takes_the_lowest_number_unless_told_otherwise(write: Write) -> None:
    assert write("acled", made.several_reports()).fatalities[0] == "3"
    assert write("acled", made.several_reports(), rule="most_recent").fatalities[0] == "30"


def test_acled_says_what_its_zeros_mean(write: Write, tmp_path: Path) -> None:
    nobody, nothing = made.simple("z1", killed=0), made.simple("z2", killed=None, at=LAHORE)
    most, later = (
        made.simple("z3", killed=(None, 20), at=made.KANO),
        made.simple("z4", killed=4, on=day("2019-05-20")),
    )
    cases = [nobody, nothing, made.vague(), most, later]
    table = write("acled", *cases)
    aside = pandas.read_csv(tmp_path / "out.acled.fatalities.csv", dtype=str, keep_default_na=False)
    assert list(table.fatalities) == list(aside.fatalities) == ["0", "0", "12", "0", "4"]
    assert list(aside.known) == ["nobody", "not reported", "words", "number", "number"]
    assert aside.words[2] == "dozens of people"
    assert "at most 20" in aside.reason[3]


def test_acled_makes_one_row_of_the_same_actors_place_and_day(write: Write, tmp_path: Path) -> None:
    cases = [made.simple("z1", killed=2), made.simple("z2", killed=3), made.simple("z3", killed=4, at=LAHORE)]
    table = write("acled", *cases)
    assert list(table.fatalities) == ["5", "4"]
    entries = left_out(tmp_path, "acled")
    assert list(entries.rule) == ["joined"]
    assert list(entries.row) == [table.event_id_cnty[0]]
    assert len(write("acled", *cases, grain="incident")) == 3


def test_the_grain_is_a_property_of_the_file(write: Write) -> None:
    """Two bombings of one town on one day are two rows of the GTD and one of ACLED and of GED."""
    assert len(write("gtd", made.several())) == 2
    assert len(write("acled", made.several())) == 1
    assert len(write("ged", made.several())) == 1
    table = write("gtd", made.several())
    assert list(table.nkill) == ["2", "6"]
    assert list(table.multiple) == ["1", "1"]
    assert list(table.related) == list(table.eventid[::-1])
    assert list(write("acled", made.days()).event_date) == ["2019-05-10", "2019-05-12"]
    assert list(write("acled", made.days()).fatalities) == ["2", "3"]
    assert len(write("gtd", made.several(), grain="incident")) == 1


def test_incidents_of_one_occasion_are_related(write: Write) -> None:
    """Four bombs that reports tell of together: four rows of the GTD that name each other, one row of ACLED."""
    bombs = [made.simple(f"o{at}", killed=at, at=made.KANO) for at in range(1, 5)]
    other = made.simple("o9", killed=9, at=made.KANO)
    together = [replace(one, incident=replace(one.incident, occasion="o")) for one in bombs]
    table = write("gtd", *together, other)
    assert list(table.multiple) == ["1", "1", "1", "1", "0"]
    ids = list(table.eventid)
    assert list(table.related) == [", ".join(one for one in ids[:4] if one != each) for each in ids[:4]] + [""]
    rows = write("acled", *together, other)  # near a town: only what reports tell together is one row
    assert list(rows.fatalities) == ["10", "9"]


def test_reports_that_differ_on_the_day_make_one_row(write: Write) -> None:
    """A dispute about an event is not two events."""
    first, second = made.draft("w1"), made.draft("w2", "Pamir Post")
    bombing(first, killed=3, on=day("2019-05-10"))
    bombing(second, killed=3, on=day("2019-05-11"))
    assert len(write("acled", made.make_case(first, second))) == 1


def test_gtd_ids_are_the_day_and_a_number_and_never_change(write: Write) -> None:
    ledger = Ledger(MemoryShelf())
    cases = [made.plain(), made.simple("z1", killed=2)]
    before = list(write("gtd", *cases, ledger=ledger).eventid)
    assert before == ["201905100001", "201905100002"]
    moved = [replace(one, assessment=replace(one.assessment, time=day("2019-05-09"))) for one in cases]
    after = write("gtd", *moved, ledger=ledger)
    assert list(after.eventid) == before
    assert list(after.iday) == ["9", "9"]


def test_gtd_dates_that_are_not_exact(write: Write) -> None:
    row = write("gtd", made.simple("z", killed=2, on=made.MONTH, at=KUNDUZ_PROVINCE)).iloc[0]
    assert (row.eventid, row.iyear, row.imonth, row.iday, row.approxdate) == (
        "201905000001",
        "2019",
        "5",
        "0",
        "2019-05",
    )
    assert (row.specificity, row.city, row.provstate) == ("4", "Unknown", "Kunduz")
    row = write("gtd", made.simple("z", killed=2, on=made.YEAR)).iloc[0]
    assert (row.imonth, row.iday) == ("0", "0")


def test_gtd_leaves_out_states_and_what_meets_no_criteria(write: Write, tmp_path: Path) -> None:
    draft = made.draft("z1")
    event = bombing(draft, killed=2, kind="air_strike")
    made.set_event(draft, event, by=(made.people(draft, "Afghan soldiers", made.STATE),))
    assert write("gtd", made.make_case(draft), made.simple("z2", kind="protest")).empty
    assert list(left_out(tmp_path, "gtd").rule) == ["not sub-national", "not a GTD type"]


def test_gtd_claims_are_kept_by_group(write: Write) -> None:
    row = write("gtd", made.contested()).iloc[0]
    assert (row.gname, row.gname2, row.gname3) == (made.TIDE, made.DAWN, "")
    assert (row.claimed, row.claim2, row.compclaim) == ("1", "1", "1")
    assert (row.guncertain1, row.guncertain2) == ("1", "1")
    assert (row.claimmode, row.claimmode_txt) == ("10", "Unknown")
    row = write("gtd", made.plain()).iloc[0]
    assert (row.gname, row.claimed, row.compclaim, row.guncertain1) == (made.DAWN, "1", "", "0")
    assert (row.nkill, row.nwound, row.weaptype1, row.weapsubtype1) == ("7", "12", "6", "12")
    row = write("gtd", made.simple("z", killed=2)).iloc[0]
    assert (row.gname, row.claimed, row.guncertain1, row.INT_ANY) == ("Unknown", "-9", "", "-9")


def test_gtd_leaves_vague_numbers_empty(write: Write) -> None:
    assert write("gtd", made.vague()).nkill[0] == ""
    row = write("gtd", made.simple("z", kind="abduction")).iloc[0]
    assert (row.nkill, row.ishostkid, row.nhostkid, row.extended) == ("", "1", "-99", "1")


def test_gtd_codes_have_texts(write: Write) -> None:
    table = write("gtd", *made.make_cases())
    for name in ("attacktype1", "targtype1", "weaptype1", "region"):
        codes = load_codes(name.rstrip("1"))
        assert list(table[f"{name}_txt"]) == [codes[int(code)] for code in table[name]]


def test_polecat_writes_none_and_no_quotes(write: Write, tmp_path: Path) -> None:
    table = write("polecat", *made.make_cases())
    assert (table != "").all().all()
    assert set(table["Actor COW"]) == {"None"}
    lines = (tmp_path / "out.polecat").read_text("utf-8").splitlines()
    assert all(line.count("\t") == 39 for line in lines)
    clash = write("polecat", made.clash()).iloc[0]
    assert clash["Actor Name"] == f"military of Afghanistan;{made.TIDE}"
    assert clash["Recipient Name"] == "None"
    assert (clash["Event Type"], clash["Quad Code"], clash["Intensity"]) == ("ASSAULT", "MATERIAL CONFLICT", "-9")


def test_plover_scores_follow_the_manual() -> None:
    assert score("ASSAULT", "beat") == (4, -7.5)
    assert score("ASSAULT", None) == (4, -9.0)
    assert score("ACCUSE", None) == (3, -3.0)
    assert score("PROTEST", "vandalize") == score("PROTEST", None)
    assert {event for event, _ in load_scale()} == set(
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
        "COERCE ASSAULT".split()
    )


def test_a_corrected_toll_is_used(write: Write) -> None:
    _, corrected, _ = made.judged()
    assert list(write("ged", corrected).best) == ["8"]
    assert list(write("acled", corrected).fatalities) == ["8"]
    assert list(write("gtd", corrected).nkill) == ["8"]


def test_a_rejected_event_says_nothing_any_more(write: Write) -> None:
    *_, partly = made.judged()
    row = write("ged", partly).iloc[0]
    assert (row.best, row.high, row.number_of_sources) == ("3", "3", "1")


def test_spreadsheets_see_text_where_a_report_has_a_formula(write: Write) -> None:
    row = write("ged", made.hostile()).iloc[0]
    assert row.side_a == "'" + made.HOSTILE
    assert row.source_office == f"'@SUM(A1:A9);{made.ARABIC}"
    assert row.longitude == "69.17"
