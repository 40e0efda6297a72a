from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dateline.knowledge.register import Register, load_register

TOOL = Path(__file__).parents[2] / "tools" / "build_histories.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_histories", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_histories"] = module  # its records look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2015-03-00", "2015-03"),
        ("2009-00-00", "2009"),
        ("2/18/10", "2010-02-18"),
        ("6/1/96", "1996-06"),  # the first of a month stands for the month
        ("1/1/07", "2007"),  # and of January for the year
        ("9/14/98", "1998-09-14"),
    ],
)
def test_dates_of_the_data_keep_no_more_than_they_know(tool: ModuleType, words: str, value: str) -> None:
    assert tool.make_value(words) == value


@pytest.mark.parametrize(
    ("value", "actor"),
    [
        ("2005", "group:al-qaida-in-iraq"),
        ("2010-06", "group:islamic-state-of-iraq"),
        ("2014-06-10", "group:islamic-state"),
    ],
)
def test_a_name_of_later_days_is_not_given_to_earlier_ones(
    tool: ModuleType, register: Register, value: str, actor: str
) -> None:
    assert tool._side("The Islamic State", value, register) == actor


def test_what_the_register_does_not_know_is_left_out(tool: ModuleType, register: Register) -> None:
    assert tool._side("Small Groups in Iraq", "2006", register) is None
    assert (
        tool._side("Research and Analysis Wing", "1987", register) == "state:IN:intelligence:research-and-analysis-wing"
    )
