"""Settings: flags over environment over file over defaults; what is unknown or wrong is refused with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.config import Config, load_config, load_source_grades
from dateline.errors import ConfigError


def test_flags_outrank_the_environment_and_that_the_file(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('store = "file.sqlite"\nreader = "rules"\n', "utf-8")
    assert load_config(tmp_path, {}) == Config(store="file.sqlite", reader="rules")
    assert load_config(tmp_path, {"DATELINE_STORE": "env.sqlite"}).store == "env.sqlite"
    assert load_config(tmp_path, {"DATELINE_STORE": "env.sqlite"}, {"store": "flag.sqlite"}).store == "flag.sqlite"
    assert load_config(tmp_path, {}, {"store": None}).store == "file.sqlite"


def test_without_any_word_the_defaults_hold(tmp_path: Path) -> None:
    assert load_config(tmp_path, {}) == Config()


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ('stroe = "x"', "unknown key 'stroe'; the keys are store, gazetteer, reader"),
        ("store = 3", "store must be a string, not 3"),
        ("store = ", "not valid TOML"),
        ('reader = "oracle"', "reader must be one of trained, rules, not 'oracle'"),
    ],
)
def test_a_wrong_setting_is_named_with_the_way_out(tmp_path: Path, page: str, message: str) -> None:
    (tmp_path / "dateline.toml").write_text(page, "utf-8")
    with pytest.raises(ConfigError, match=message):
        load_config(tmp_path, {})


def test_sources_are_graded_only_where_the_user_says_so(tmp_path: Path) -> None:
    assert load_source_grades(tmp_path) == {}
    (tmp_path / "dateline.toml").write_text('reader = "rules"\n[sources.grades]\n"Orbis Wire" = "B"\n', "utf-8")
    assert load_source_grades(tmp_path) == {"Orbis Wire": "B"}
    assert load_config(tmp_path, {}).reader == "rules"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ('[sources.grades]\nOrbis = "b"', "the grade of 'Orbis' must be one of A, B, C, D, E, F, not 'b'"),
        ("[sources.grades]\nOrbis = 2", "must be one of A, B, C, D, E, F, not 2"),
        ('[sources]\nOrbis = "B"', r"grades of sources are written \[sources.grades\]"),
        ('sources = "B"', r"grades of sources are written \[sources.grades\]"),
    ],
)
def test_a_wrong_grade_of_a_source_is_named_with_the_way_out(tmp_path: Path, page: str, message: str) -> None:
    (tmp_path / "dateline.toml").write_text(page, "utf-8")
    with pytest.raises(ConfigError, match=message):
        load_source_grades(tmp_path)
