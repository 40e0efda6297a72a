"""Case restored by counts: names, titles before names, short forms, starts of sentences; no length ever changes."""

from __future__ import annotations

import pytest

from recasing import make_case_book, restore_case

SENTENCES = (
    "Then President Ruiz told the president of the bank that rebels killed two soldiers in Kidal .",
    "Now the rebels attacked a path near the market , and the Shining Path said so .",
    "Police in the town of Kidal said a soldier was hurt by the bomb near the bank , and it fell .",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE REBELS ATTACKED KIDAL.", "The rebels attacked Kidal."),
        ("the president told president ruiz so", "The president told President Ruiz so"),
        ("a path near the shining path", "A path near the Shining Path"),
        ("rebels attacked.  police said so.", "Rebels attacked.  Police said so."),
        ("the blue unity front (buf) attacked", "The Blue Unity Front (BUF) attacked"),
        ("the red dawn said so", "The Red Dawn said so"),  # a name of the register
        ("rebels of tzintzun", "Rebels of Tzintzun"),  # never seen: a name
        ("the soldiers bombed it", "The soldiers bombed it"),  # never seen, but a known word with an ending
        ("the u.s. bank", "The U.S. bank"),
    ],
)
def test_case_is_restored(text: str, expected: str) -> None:
    book = make_case_book([one.split() for one in SENTENCES], ["Red Dawn", "Blue"])
    restored = restore_case(text, book)
    assert restored == expected
    assert len(restored) == len(text)


def test_lengths_hold_where_a_lower_letter_is_longer() -> None:
    book = make_case_book([], [])
    assert len(restore_case("İSTANBUL AND İZMIR", book)) == len("İSTANBUL AND İZMIR")
