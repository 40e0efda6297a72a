from __future__ import annotations

import pickle
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import NotFoundError, SourceError, UserError
from dateline.knowledge import gazetteer_added as module
from dateline.knowledge.gazetteer import Gazetteer, add_file, open_gazetteer
from dateline.knowledge.gazetteer_added import Addition, list_added, problems_of, remove_places
from dateline.knowledge.gazetteer_rows import Line

HEADER = "name,lat,lon,country,admin1,admin2,kind,population,alternates\n"


def line(number: int, name: str, **changed: str) -> str:
    cells = {
        "id": str(number), "name": name, "ascii": name, "alternates": "", "lat": "36.5", "lon": "38.1", "class": "P",
        "code": "PPL", "country": "SY", "cc2": "", "admin1": "09", "admin2": "", "admin3": "", "admin4": "",
        "population": "0", "elevation": "", "dem": "300", "zone": "Asia/Damascus", "changed": "2020-01-01",
    }  # fmt: skip
    return "\t".join((cells | changed).values()) + "\n"


def quiet(_doing: str, _done: int, _total: int | None) -> None:
    pass


@pytest.fixture
def path(tmp_path: Path, gazetteer: Gazetteer) -> Path:
    """A copy of the built gazetteer, to which nothing was added."""
    return Path(shutil.copy(gazetteer.path, tmp_path / "gazetteer.sqlite"))


@pytest.fixture
def add(path: Path, tmp_path: Path) -> Callable[..., Addition]:
    def add_text(text: str | bytes, file: str = "mine.txt", name: str | None = None) -> Addition:
        source = tmp_path / file
        source.write_bytes(text.encode() if isinstance(text, str) else text)
        return add_file(path, source, name, quiet)[0]

    return add_text


def test_places_of_a_dump_are_found_with_the_built_ones(path: Path, add: Callable[..., Addition]) -> None:
    assert not open_gazetteer(path).is_name("Tall Sahwan")
    added = add(line(20_000_001, "Tall Sahwan", alternates="Tell Sahwan,تل سحوان,telsahwan", population="1200"))
    assert (added.places, added.known, added.left_out, added.bad) == (1, 0, 0, 0)
    for name in ("Tall Sahwan", "Tell Sahwan"):
        (found,) = open_gazetteer(path).candidates(name)
        assert (found.id, found.name, found.kind) == ("geonames:20000001", "Tall Sahwan", "town")
        assert (found.country, found.admin1, found.population) == ("SY", "SY.09", 1200)
        assert (found.lat, found.lon) == (36.5, 38.1)
    assert open_gazetteer(path).get("geonames:20000001") == open_gazetteer(path).candidates("Tall Sahwan")[0]
    assert not open_gazetteer(path).is_name("telsahwan")


def test_another_romanisation_of_an_added_place_is_found(path: Path, add: Callable[..., Addition]) -> None:
    add(line(20_000_001, "Khirbat Sawdah"))
    assert [one.id for one in open_gazetteer(path).similar("Khirbet Sawda")] == ["geonames:20000001"]


def test_what_the_built_gazetteer_has_is_not_there_twice(path: Path, add: Callable[..., Addition]) -> None:
    mosul = open_gazetteer(path).candidates("Mosul")
    added = add(line(99072, "Mosul", country="IQ") + line(20_000_001, "Twice Told") + line(20_000_001, "Twice Told"))
    assert (added.places, added.known) == (1, 2)
    assert open_gazetteer(path).candidates("Mosul") == mosul
    add(line(20_000_001, "Twice Told"), file="other.txt")
    assert len(open_gazetteer(path).candidates("Twice Told")) == 1


@pytest.mark.parametrize(
    ("letter", "code", "kind"),
    [
        ("P", "PPLX", "town"),
        ("A", "ADM3", "admin2"),
        ("S", "AIRB", "region"),
        ("H", "LK", "stretch"),
        ("H", "SEA", "sea"),
    ],
)
def test_feature_codes_become_kinds(
    path: Path, add: Callable[..., Addition], letter: str, code: str, kind: str
) -> None:
    add(line(20_000_001, "Tall Sahwan", **{"class": letter, "code": code}))
    assert open_gazetteer(path).candidates("Tall Sahwan")[0].kind == kind


@pytest.mark.parametrize(("letter", "code"), [("S", "SCH"), ("H", "STM"), ("R", "RD"), ("", "")])
def test_other_codes_are_left_out_and_counted(path: Path, add: Callable[..., Addition], letter: str, code: str) -> None:
    added = add(line(20_000_001, "Tall Sahwan", **{"class": letter, "code": code}))
    assert (added.places, added.left_out) == (0, 1)
    assert not open_gazetteer(path).is_name("Tall Sahwan")


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("junk\n", "1 columns between tabs instead of 19"),
        (line(1, "Odd", lat="north"), "the latitude 'north' is not a number from -90 to 90"),
        (line(1, "Odd", lat="91"), "the latitude '91' is not a number from -90 to 90"),
        (line(1, "Odd", lon="nan"), "the longitude 'nan' is not a number from -180 to 180"),
        (line(1, "Odd", population="many"), "the population 'many' is not a whole number"),
        (line(1, "Odd", id="x1"), "the GeoNames id 'x1' is not a number"),
        (line(1, " "), "no name"),
    ],
)
def test_bad_lines_are_reported_with_their_number(
    path: Path, add: Callable[..., Addition], bad: str, words: str
) -> None:
    added = add(line(20_000_001, "Good") + bad + line(20_000_002, "Better"))
    assert (added.places, added.bad) == (2, 1)
    assert problems_of(path, "mine") == ((2, words),)


def test_bytes_that_are_no_text_are_a_bad_line(path: Path, add: Callable[..., Addition]) -> None:
    added = add(line(20_000_001, "Good").encode() + b"\xff" + line(20_000_002, "Odd").encode())
    assert (added.places, added.bad) == (1, 1)
    assert problems_of(path, "mine") == ((2, "not UTF-8 text"),)


def test_a_list_of_ones_own(path: Path, add: Callable[..., Addition]) -> None:
    rows = (
        "Tall Sahwan,36.5,38.1,Syria,Aleppo,,village,1500,Tell Sahwan|تل سحوان\n"
        '"Camp Sahwan, North",36.6,38.2,SY,SY.09,,camp,,\n'
        "Sea of Sahwan,30,-40,,,,sea,,\n"
    )
    assert add(HEADER + rows, "mine.csv").places == 3
    village, camp, sea = (
        open_gazetteer(path).candidates(name)[0] for name in ("Tell Sahwan", "Camp Sahwan North", "Sea of Sahwan")
    )
    assert (village.name, village.kind, village.country, village.admin1) == ("Tall Sahwan", "town", "SY", "SY.09")
    assert (camp.kind, camp.radius_km, camp.admin1) == ("region", 3.0, "SY.09")
    assert (sea.kind, sea.country) == ("sea", "")
    assert village.id.startswith("added:")
    assert open_gazetteer(path).get(village.id) == replace(village, quality=0)


def test_ids_of_a_list_depend_on_its_content_alone(path: Path, add: Callable[..., Addition]) -> None:
    first, second = "Tall Sahwan,36.5,38.1,SY,,,,,\n", "Khirbat Sawdah,36.6,38.2,SY,,,,,\n"
    add(HEADER + first + second, "mine.csv")
    before = {name: open_gazetteer(path).candidates(name)[0].id for name in ("Tall Sahwan", "Khirbat Sawdah")}
    add(HEADER + second + first, "mine.csv")
    assert {name: open_gazetteer(path).candidates(name)[0].id for name in before} == before
    assert len(set(before.values())) == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Odd,x,38.1,SY,,,,,", "the latitude 'x' is not a number from -90 to 90"),
        ("Odd,36,38.1,Atlantis,,,,,", "unknown country 'Atlantis'; give its code of two letters or its English name"),
        (
            "Odd,36,38.1,SY,Nowhere,,,,",
            "unknown admin1 'Nowhere' in SY; give its name or GeoNames code, or leave it empty",
        ),
        (",36,38.1,SY,,,,,", "no name"),
        ("Odd,36,38.1,SY", "4 columns instead of 9"),
    ],
)
def test_bad_rows_of_a_list_are_reported(path: Path, add: Callable[..., Addition], row: str, words: str) -> None:
    added = add(f"{HEADER}Good,36,38,SY,,,,,\n{row}\n", "mine.csv")
    assert (added.places, added.bad) == (1, 1)
    assert problems_of(path, "mine") == ((3, words),)


def test_an_unknown_kind_is_told_with_the_known_ones(path: Path, add: Callable[..., Addition]) -> None:
    add(HEADER + "Odd,36,38,SY,,,castle,,\n", "mine.csv")
    ((number, words),) = problems_of(path, "mine")
    assert number == 2
    assert words.startswith("unknown kind 'castle'; the kinds are town, city, village")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("name,lat\nX,1\n", "neither a GeoNames dump (19 columns between tabs) nor a list: no column lon, country"),
    ],
)
def test_a_file_of_no_places_is_refused(add: Callable[..., Addition], text: str, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        add(text, "mine.csv")
    assert words in str(caught.value)


def test_columns_go_by_other_names_too(path: Path, add: Callable[..., Addition]) -> None:
    add("\ufeffName;Latitude;Longitude;Country_Code\nTall Sahwan;36.5;38.1;sy\n", "mine.csv")
    assert open_gazetteer(path).candidates("Tall Sahwan")[0].country == "SY"


def test_an_archive_is_read(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "SY.zip"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "The format of the files")
        archive.writestr("SY.txt", line(20_000_001, "Tall Sahwan"))
    assert add_file(path, source, None, quiet)[0].name == "SY"
    assert open_gazetteer(path).is_name("Tall Sahwan")


def test_an_archive_of_several_tables_is_refused(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "two.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("SY.txt", "")
        archive.writestr("IQ.txt", "")
    with pytest.raises(SourceError, match=r"one \.txt, \.csv or \.tsv file of places, not: SY\.txt, IQ\.txt"):
        add_file(path, source, None, quiet)


class Killed(BaseException):
    """Ends the work without giving it a chance to tidy up."""


def test_a_stopped_run_goes_on_where_it_stopped(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 10)
    source = tmp_path / "mine.txt"
    names = [f"Tall {letter}{other}" for letter in "abcdefgh" for other in ("aab", "eeb", "iib", "oob", "uub")]
    source.write_text("".join(line(20_000_000 + n, name.title()) for n, name in enumerate(names)) + "junk\n")
    steps: list[str] = []

    def stop_at_third(doing: str, _done: int, _total: int | None) -> None:
        steps.append(doing)
        if steps.count("adding, MB") == 2:
            raise Killed

    with pytest.raises(Killed):
        add_file(path, source, None, stop_at_third)
    assert list_added(path) == ()
    assert not open_gazetteer(path).is_name("Tall Aaab")
    kept = sqlite3.connect(path.with_suffix(".added") / "mine.draft")
    assert kept.execute("SELECT count(*) FROM place").fetchone() == (20,)
    kept.close()
    read: list[int] = []
    keep = module._keep

    def note(connection: sqlite3.Connection, batch: Sequence[Line], known: frozenset[int]) -> None:
        read.append(batch[0].number)
        keep(connection, batch, known)

    monkeypatch.setattr(module, "_keep", note)
    addition, is_new = add_file(path, source, None, quiet)
    assert read == [21, 31, 41]  # the first twenty lines are not read again
    assert is_new
    assert (addition.places, addition.bad) == (40, 1)
    gazetteer = open_gazetteer(path)
    assert all(len(gazetteer.candidates(name)) == 1 for name in names)


def test_a_draft_of_another_content_is_begun_anew(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "mine.txt"
    source.write_text(line(20_000_001, "Old Name"))

    def stop(doing: str, _done: int, _total: int | None) -> None:
        if doing == "indexing":
            raise Killed

    with pytest.raises(Killed):
        add_file(path, source, None, stop)
    source.write_text(line(20_000_002, "New Name"))
    assert add_file(path, source, None, quiet)[0].places == 1
    assert open_gazetteer(path).is_name("New Name")
    assert not open_gazetteer(path).is_name("Old Name")


def test_the_same_file_again_changes_nothing(path: Path, add: Callable[..., Addition], tmp_path: Path) -> None:
    first = add(line(20_000_001, "Tall Sahwan"))
    made = path.with_suffix(".added") / "mine.sqlite"
    before = made.read_bytes()
    assert add_file(path, tmp_path / "mine.txt", None, quiet) == (first, False)
    assert made.read_bytes() == before


def test_a_new_file_of_the_name_takes_the_place_of_the_old(path: Path, add: Callable[..., Addition]) -> None:
    add(line(20_000_001, "Old Name"))
    add(line(20_000_002, "New Name"))
    assert [one.places for one in list_added(path)] == [1]
    assert open_gazetteer(path).is_name("New Name")
    assert not open_gazetteer(path).is_name("Old Name")


def test_what_is_removed_is_not_found(path: Path, add: Callable[..., Addition]) -> None:
    add(line(20_000_001, "Tall Sahwan"))
    remove_places(path, "mine")
    assert not open_gazetteer(path).is_name("Tall Sahwan")
    with pytest.raises(NotFoundError, match="no added places named 'mine'; there are: none"):
        remove_places(path, "mine")


@pytest.mark.parametrize("name", ["../mine", "a b", "", ".x"])
def test_a_name_cannot_lead_out_of_the_folder(add: Callable[..., Addition], name: str) -> None:
    if name:
        with pytest.raises(UserError, match="--name"):
            add(line(20_000_001, "Tall Sahwan"), name=name)
    else:
        assert add(line(20_000_001, "Tall Sahwan"), name=name).name == "mine"


def test_the_digest_tells_what_was_added(path: Path, add: Callable[..., Addition]) -> None:
    assert open_gazetteer(path).digest == ""
    add(line(20_000_001, "Tall Sahwan"))
    first = open_gazetteer(path).digest
    add(line(20_000_002, "Khirbat Sawdah"), file="other.txt")
    assert len({"", first, open_gazetteer(path).digest}) == 3
    remove_places(path, "other")
    assert open_gazetteer(path).digest == first


def test_a_gazetteer_with_added_places_can_be_pickled(path: Path, add: Callable[..., Addition]) -> None:
    add(line(20_000_001, "Tall Sahwan"))
    again = pickle.loads(pickle.dumps(open_gazetteer(path)))
    assert again.is_name("Tall Sahwan")
    assert again.digest == open_gazetteer(path).digest


def test_a_damaged_file_is_named(path: Path, add: Callable[..., Addition]) -> None:
    add(line(20_000_001, "Tall Sahwan"))
    made = path.with_suffix(".added") / "mine.sqlite"
    made.write_bytes(b"no database at all" * 100)
    with pytest.raises(UserError, match=r"mine\.sqlite: damaged"):
        open_gazetteer(path)
    remove_places(path, "mine")
    assert open_gazetteer(path).digest == ""
