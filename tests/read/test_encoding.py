"""Bytes to text."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.encoding import decode_bytes, find_binary

FRENCH = "Le président a déclaré que l'attaque à Gao a tué cinq personnes, près du marché de la ville."
RUSSIAN = "В результате взрыва на рынке погибли пять человек, сообщили в полиции города. Никто не взял ответственность."
ARABIC = "قتل خمسة أشخاص يوم الجمعة في انفجار قنبلة في سوق، بحسب ما قال الجيش في بيان له."


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, ARABIC])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings(text: str, encoding: str) -> None:
    assert decode_bytes(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (ARABIC, "cp1256"), (RUSSIAN, "koi8-r")]
)
def test_declared_encodings_and_guesses(text: str, encoding: str) -> None:
    raw = text.encode(encoding)
    assert decode_bytes(raw, encoding) == text
    assert decode_bytes(f"<html><head><meta charset={encoding}></head>".encode() + raw).endswith(text)


@pytest.mark.parametrize(("text", "encoding"), [(FRENCH, "latin-1"), (RUSSIAN, "cp1251")])
def test_undeclared_encodings_are_guessed(text: str, encoding: str) -> None:
    assert decode_bytes(text.encode(encoding)) == text


@pytest.mark.parametrize("declared", ["latin-1", "no-such-encoding", "", "utf-16", "idna", "base64"])
def test_a_wrong_declaration_loses_against_utf8(declared: str) -> None:
    assert decode_bytes(FRENCH.encode(), declared) == FRENCH


def test_the_web_means_windows_when_it_says_latin() -> None:
    assert decode_bytes("‘five’ – killed".encode("cp1252"), "iso-8859-1") == "‘five’ – killed"


def test_wide_text_without_a_mark() -> None:
    assert decode_bytes("Two men died.".encode("utf-16-le")) == "Two men died."
    assert decode_bytes("Two men died.".encode("utf-16-be")) == "Two men died."


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else() -> None:
    raw = (FRENCH * 5).encode() + b"\xff"
    assert decode_bytes(raw) == FRENCH * 5 + "\ufffd"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.4 ...", "a PDF"),
        (b"PK\x03\x04....", "a ZIP archive or office document"),
        (b"\x89PNG\r\n", "an image"),
        (bytes(range(256)) * 40, "binary data"),
        (b"\0" * 1000, "binary data"),
        (b"Two men\0 died in Gao on Friday, said the army in a statement.", None),
        (FRENCH.encode(), None),
        (FRENCH.encode("utf-16"), None),
        (b"", None),
    ],
)
def test_tells_binary_files_from_text(raw: bytes, kind: str | None) -> None:
    assert find_binary(raw) == kind


def test_random_bytes_are_binary() -> None:
    assert find_binary(os.urandom(50_000)) is not None


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "cp1252", "utf-7", "punycode", "hex"]))
def test_any_bytes_become_text(raw: bytes, declared: str | None) -> None:
    assert isinstance(decode_bytes(raw, declared), str)
