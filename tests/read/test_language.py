"""Languages of reports."""

from __future__ import annotations

import pytest

from dateline.read.language import find_language, make_language_code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Five people were killed on Friday when a bomb went off in a market, the army said.", "en"),
        ("Bomb kills five in Gao market", "en"),
        ("Cinq personnes ont été tuées vendredi dans un attentat à la bombe, a déclaré l'armée.", "fr"),
        ("Una bomba mató a cinco personas en el mercado de Gao, dijo el ejército.", "es"),
        ("قتل خمسة أشخاص يوم الجمعة في انفجار قنبلة في سوق، بحسب ما قال الجيش.", "ar"),
        ("गाओ के बाज़ार में शुक्रवार को हुए बम धमाके में पांच लोग मारे गए, सेना ने कहा।", "hi"),
        (
            "The Nigerian army announced a clampdown on militants last week after kidnappings of foreign oil workers.",
            "en",
        ),
        ("Two died.", "und"),
        ("5 11 2019", "und"),
        ("", "und"),
    ],
)
def test_finds_languages(text: str, language: str) -> None:
    assert find_language(text) == language


def test_a_declaration_decides_only_for_short_texts() -> None:
    assert find_language("Two died.", "en-GB") == "en"
    assert find_language("Cinq personnes ont été tuées vendredi dans un attentat à la bombe. " * 5, "en") == "fr"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("AR", "ar"), ("pt_BR", "pt"), ("", None), (None, None), ("english", None), ("x", None)],
)
def test_language_tags(tag: str | None, code: str | None) -> None:
    assert make_language_code(tag) == code
