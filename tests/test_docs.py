"""The documentation is tested: generated pages are up to date, and every page is linked from the README."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

import pytest

from dateline.config import Config
from dateline.ontology import load_ontology

ROOT = Path(__file__).parent.parent


def test_the_code_book_page_is_what_the_ontology_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    make_page = __import__("make_codebook").make_page
    sys.modules.pop("make_codebook")
    assert (ROOT / "docs" / "codebook.md").read_text("utf-8") == make_page(load_ontology())


@pytest.mark.parametrize("key", [field.name for field in fields(Config)])
def test_every_setting_is_documented(key: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert f"`{key}`" in page
    assert f"DATELINE_{key.upper()}" in page


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_every_page_is_linked_from_the_readme(page: str) -> None:
    assert f"docs/{page}" in (ROOT / "README.md").read_text("utf-8")
