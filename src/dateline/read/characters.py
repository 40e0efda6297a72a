"""Characters: what is taken out of a text before it is stored, and nothing else."""

from __future__ import annotations

import re

# One newline for every way of writing one; vertical tab and form feed come from print-outs.
NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Spaces of every width become one kind; the tab too. No-break spaces are spaces to a reader.
SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Characters nobody sees: controls, soft hyphen, byte-order mark, word joiner, direction marks and embeddings, lone
# surrogates (they cannot be stored). The zero-width joiner and non-joiner stay: Persian, Urdu and Indic spelling needs
# them between letters; a zero-width space goes.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
# ... and they go where they touch no letter of a script that needs them.
JOINER = re.compile("(?<![\u0600-\u08ff\u0900-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u08ff\u0900-\u0dff])")


def clean_characters(text: str) -> str:
    """Return `text` with plain newlines and spaces and without invisible characters; letters and marks stay."""
    if text.isascii() and text.isprintable():
        return text
    text = SPACE.sub(" ", NEWLINE.sub("\n", text))
    return JOINER.sub("", INVISIBLE.sub("", text))
