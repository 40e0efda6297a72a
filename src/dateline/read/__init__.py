"""Read: files, folders, feeds, archives, tables and addresses become reports. May touch disk and, asked, network."""

from __future__ import annotations

from dateline.read.identity import make_report
from dateline.read.options import FIELDS, FORMATS, Limits, ReadOptions, make_mapping
from dateline.read.sources import read_reports, read_sources

__all__ = ["FIELDS", "FORMATS", "Limits", "ReadOptions", "make_mapping", "make_report", "read_reports", "read_sources"]
