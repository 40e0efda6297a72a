"""The pages of the formats are what the exporters say: python tools/make_export_pages.py"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from dateline.export import FORMATS

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "exports"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    module = __import__("make_export_pages")
    sys.modules.pop("make_export_pages")
    return module


@pytest.mark.parametrize("name", FORMATS)
def test_a_page_is_what_the_exporter_says(name: str, tool: ModuleType) -> None:
    assert (PAGES / f"{name}.md").read_text("utf-8") == tool.make_page(name)


def test_the_list_of_formats_is_whole(tool: ModuleType) -> None:
    assert (PAGES / "README.md").read_text("utf-8") == tool.make_list()
    assert {path.stem for path in PAGES.glob("*.md")} == {*FORMATS, "README"}
