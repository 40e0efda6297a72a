"""Hostile words come out harmless and valid, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_evidence import make_cases
from made_nasty import LINK, nasty, write

from dateline.export import FORMATS, find_format

TEXT = {".json", ".jsonl", ".jsonld", ".geojson", ".csv", ".txt", ".html", ".atom", ".xml"}


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_words_come_out_as_text(name: str, tmp_path: Path) -> None:
    out = write(name, [nasty(), *make_cases()[:3]], tmp_path)
    files = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert out.exists()
    for path in files:
        if path.suffix not in TEXT:
            continue
        text = path.read_bytes().decode("utf-8")  # no half of a character
        for sign in text:
            assert sign in "\n\r\t" or sign >= " ", (path.name, hex(ord(sign)))
        if path.suffix in (".html", ".atom"):
            assert "<script" not in text
            assert "<img" not in text
            assert LINK not in text


@pytest.mark.parametrize("name", [name for name in FORMATS if ".json" in find_format(name).suffix])
def test_json_has_no_script_links_and_can_be_read(name: str, tmp_path: Path) -> None:
    out = write(name, [nasty()], tmp_path)
    text = out.read_text("utf-8")
    pieces = text.rstrip("\n").split("\n") if name in ("followthemoney", "plover") else [text]
    assert all(isinstance(json.loads(piece), dict) for piece in pieces)
    assert LINK not in text
