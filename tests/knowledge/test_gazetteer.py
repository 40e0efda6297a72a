from __future__ import annotations

import multiprocessing
import pickle
import sqlite3
from pathlib import Path

import pytest

from dateline.knowledge import gazetteer as module
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.knowledge.gazetteer_build import SCHEMA_VERSION, build_gazetteer


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Iraq", "geonames:99237"),
        ("US", "geonames:6252001"),
        ("DRC", "geonames:203312"),
        ("Burma", "geonames:1327865"),
        ("Ivory Coast", "geonames:2287781"),
        ("Britain", "geonames:2635167"),
        ("Gaza", "geonames:281132"),  # the Strip, not the city
        ("Gaza City", "geonames:281133"),
        ("Helmand", "geonames:1140043"),
        ("Kashmir", "dateline:kashmir"),
        ("Indian Kashmir", "geonames:1269320"),
        ("Darfur", "dateline:darfur"),
        ("Donbas", "dateline:donbas"),
        ("Lake Chad Basin", "dateline:lake-chad"),
        ("Niger Delta", "dateline:niger-delta"),
        ("Washington", "geonames:4140963"),
        ("Mosul", "geonames:99072"),
        ("Tarin Kowt", "geonames:1122747"),
        ("Nahr el-Bared", "dateline:nahr-al-bared"),
    ],
)
def test_first_meaning_of_a_name(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert gazetteer.candidates(name)[0].id == place_id


def test_the_usual_name_comes_before_by_names(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates("San Salvador")
    assert {found[0].country, found[1].country} == {"SV"}
    assert found[-1].quality == 3


def test_district_takes_the_names_of_its_seat(gazetteer: Gazetteer) -> None:
    kinds = {(one.kind, one.admin1) for one in gazetteer.candidates("Shopian")}
    assert {("town", "IN.12"), ("admin2", "IN.12")} <= kinds


def test_towns_know_their_divisions(gazetteer: Gazetteer) -> None:
    srinagar = gazetteer.candidates("Srinagar")[0]
    assert (srinagar.country, srinagar.admin1, srinagar.admin2) == ("IN", "IN.12", "IN.12.010")
    district = gazetteer.get("IN.12.010")
    assert district is not None
    assert district.kind == "admin2"


@pytest.mark.parametrize("junk", ["SXR", "seulinagaleu", "si li na jia", "", "Amshipora"])
def test_junk_is_no_name(gazetteer: Gazetteer, junk: str) -> None:
    assert not gazetteer.is_name(junk)


@pytest.mark.parametrize(
    ("spelling", "name", "country"),
    [("Bijbehera", "Bijbehara", "IN"), ("Mensehra", "Mansehra", "PK"), ("Panjwayi", "Panjwa'i", "AF")],
)
def test_similar_finds_another_romanisation(gazetteer: Gazetteer, spelling: str, name: str, country: str) -> None:
    assert (name, country) in [(one.name, one.country) for one in gazetteer.similar(spelling)]
    assert not gazetteer.is_name(spelling)


def test_similar_is_not_asked_of_short_words(gazetteer: Gazetteer) -> None:
    assert gazetteer.similar("Al") == ()


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Iraqi", "IQ"),
        ("Iraqis", "IQ"),
        ("Afghan", "AF"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("South Korean", "KR"),
    ],
)
def test_demonyms(gazetteer: Gazetteer, word: str, country: str) -> None:
    assert gazetteer.country_of_demonym(word) == country


@pytest.mark.parametrize("word", ["Iraq", "Dominican", "Kurdish", "militants"])
def test_no_demonyms(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.country_of_demonym(word) is None


@pytest.mark.parametrize(
    ("code", "capital"), [("IQ", "Baghdad"), ("AF", "Kabul"), ("SO", "Mogadishu"), ("US", "Washington")]
)
def test_capitals(gazetteer: Gazetteer, code: str, capital: str) -> None:
    found = gazetteer.capital_of(code)
    assert found is not None
    assert found.name == capital


def test_unknown_ids_are_absent(gazetteer: Gazetteer) -> None:
    assert gazetteer.get("geonames:1") is None
    assert gazetteer.get("dateline:atlantis") is None
    assert gazetteer.get("XX") is None


def test_every_place_has_a_point_in_its_part_of_the_world(gazetteer: Gazetteer) -> None:
    connection = sqlite3.connect(gazetteer.path)
    try:
        rows = connection.execute("SELECT name, lat, lon, radius FROM place WHERE kind IN ('region', 'stretch', 'sea')")
        regions = rows.fetchall()
        towns = connection.execute("SELECT count(*) FROM place WHERE kind = 'town' AND lat IS NULL").fetchone()[0]
    finally:
        connection.close()
    assert len(regions) >= 220
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 and radius > 0 for _, lat, lon, radius in regions)
    assert towns == 0


def test_regions_lie_where_their_members_are(gazetteer: Gazetteer) -> None:
    connection = sqlite3.connect(gazetteer.path)
    try:
        query = (
            "SELECT r.code, r.lat - d.lat, r.lon - d.lon FROM place r JOIN place d ON d.code = r.admin1"
            " WHERE r.code LIKE 'dateline:%' AND r.admin1 != '' AND d.lat IS NOT NULL"
        )
        rows = connection.execute(query).fetchall()
    finally:
        connection.close()
    assert len(rows) >= 60
    assert [slug for slug, north, east in rows if abs(north) > 4.5 or abs(east) > 6.0] == []


def test_a_gazetteer_is_pickled_by_its_path(gazetteer: Gazetteer) -> None:
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.path == gazetteer.path
    assert copy.candidates("Baghdad") == gazetteer.candidates("Baghdad")


def _country_of(gazetteer: Gazetteer, name: str) -> str:
    return gazetteer.candidates(name)[0].country


def test_another_process_opens_its_own_connection(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_name("Kabul")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_country_of, (gazetteer, "Kabul")) == "AF"


def test_a_missing_or_old_file_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []
    monkeypatch.setattr(module, "build_gazetteer", lambda path, *, progress: built.append(path))
    missing = tmp_path / "none.sqlite"
    open_gazetteer(missing)
    old = tmp_path / "old.sqlite"
    connection = sqlite3.connect(old)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION - 1}")
    connection.close()
    open_gazetteer(old)
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database, but longer than a header of one hundred bytes" * 3)
    open_gazetteer(broken)
    assert built == [missing, old, broken]


def test_a_current_file_is_not_built_again(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, *, progress: object) -> None:
        raise AssertionError(path)

    monkeypatch.setattr(module, "build_gazetteer", fail)
    assert open_gazetteer(gazetteer.path).is_name("Kabul")


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "gazetteer.sqlite"
    target.write_bytes(b"the old one")

    def stop(line: str) -> None:
        if "writing" in line or "towns" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_gazetteer(target, progress=stop)
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]
