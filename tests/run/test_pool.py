"""Several processes: same results in the same order, and a process that is lost is said so."""

from __future__ import annotations

import os
from functools import partial

import pytest

from dateline.config import Config
from dateline.errors import UserError
from dateline.knowledge import Knowledge, load_knowledge
from dateline.pipeline import process_all
from dateline.records import Report
from dateline.run.pool import CHUNK, process_in_pool

KNOWLEDGE = partial(load_knowledge, Config())
TEXT = "Gunmen killed {} soldiers near Gao on Tuesday, the army said."
REPORTS = [Report(f"r{number:03}", TEXT.format(number), language="en") for number in range(CHUNK * 2 + 5)]


def test_the_results_come_in_the_order_of_the_reports() -> None:
    found = list(process_in_pool(iter(REPORTS), KNOWLEDGE, jobs=2))
    assert found == list(process_all(REPORTS, KNOWLEDGE()))


def test_no_reports_need_no_process() -> None:
    assert list(process_in_pool([], KNOWLEDGE, jobs=2)) == []


def lose_process() -> Knowledge:
    os._exit(9)


def test_a_lost_process_is_a_clear_error() -> None:
    with pytest.raises(UserError, match=r"a worker process was ended from outside.*fewer --jobs"):
        list(process_in_pool(REPORTS, lose_process, jobs=1))
