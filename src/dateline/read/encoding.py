"""Encoding: bytes to text: by the mark at the front, as UTF-8, as declared where that fits, or by a guess."""

from __future__ import annotations

import codecs
import re

SAMPLE_BYTES = 65_536
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The web means Windows-1252 when it says Latin-1 or ASCII (WHATWG Encoding Standard, labels).
WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
             "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
             "x-sjis": "cp932", "shift_jis": "cp932"}  # fmt: skip
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
MAGIC = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP archive or office document"), (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"RIFF", "a sound or video file"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"BZh", "a bzip2 file"), (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"), (b"PAR1", "a Parquet file"), (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
)  # fmt: skip
CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})
NO_TEXT_SHARE = 0.05  # of control bytes in the first bytes: text has practically none


def decode_bytes(raw: bytes, declared: str | None = None) -> str:
    """Return `raw` as text; bytes that fit no encoding become U+FFFD rather than an error.

    `declared` is what a protocol header says; a declaration inside the first bytes (HTML, XML) is found here. A
    declared one-byte encoding loses against valid UTF-8 beyond ASCII, which does not come about by chance.
    """
    for mark, name in MARKS:
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    wide = _wide(raw)
    if wide:
        return raw.decode(wide, "replace")
    for label in ("utf-8", declared, _declared_in(raw)):
        text = _try(raw, label) if label else None
        if text is not None:
            return text
    return raw.decode(_guess(raw), "replace")


def find_binary(raw: bytes) -> str | None:
    """Return what kind of file these bytes are where they are no text; ``None`` for text."""
    for magic, name in MAGIC:
        if raw.startswith(magic):
            return name
    sample = raw[:SAMPLE_BYTES]
    if not sample or sample.startswith(tuple(mark for mark, _ in MARKS)) or _wide(raw):
        return None
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    return "binary data" if controls > NO_TEXT_SHARE * len(sample) else None


def _wide(raw: bytes) -> str | None:
    """Return the UTF-16 flavour of bytes without a mark: every other byte is zero in text of Western letters."""
    sample = raw[:4096]
    if len(sample) < 8 or sample.count(0) < 0.3 * len(sample):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _try(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(WEB_NAMES.get(name.lower(), name))
    except (LookupError, UnicodeError, ValueError):
        return None


def _declared_in(raw: bytes) -> str | None:
    head = raw[:2048]
    if not head.lstrip().startswith(b"<"):
        return None
    match = DECLARED.search(head)
    return match.group(1).decode("ascii", "replace") if match else None


def _guess(raw: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8; Windows-1252 where nothing speaks for another.

    Text that is UTF-8 but for a few broken bytes stays UTF-8.
    """
    sample = raw[:SAMPLE_BYTES]
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    beyond = sum(byte > 127 for byte in sample)
    if broken * 10 < beyond:
        return "utf-8"
    from charset_normalizer import from_bytes  # slow to load

    best = from_bytes(sample, explain=False).best()
    return best.encoding if best is not None and best.encoding != "utf_7" else "cp1252"
