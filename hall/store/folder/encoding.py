"""Bytes of a table → its text, whatever program saved it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252 (Western)",
    "cp1256": "Windows-1256 (Arabic)",
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_BYTES = 4000
# In UTF-16 text every second byte of Latin, digits and commas is NUL.
_NUL_SHARE = 0.2
# One broken byte among so many good letters is damage, not another encoding.
_GOOD_PER_BAD = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and where it is damaged (a character index)."""

    text: str
    encoding: str
    assumed: bool = False
    damaged_at: int | None = None

    @property
    def encoding_name(self) -> str:
        return _NAMES[self.encoding]


def decode_table(data: bytes) -> Decoded:
    """Return the text of `data`: UTF-8, UTF-16, Windows-1252 or Windows-1256.

    The last two cannot be told apart for certain, so they come back `assumed`.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode(data[len(bom) :], encoding, assumed=encoding != "utf-8")
    guess = _guess_utf16(data[:_SAMPLE_BYTES])
    if guess:
        return _decode(data, guess, assumed=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return _decode(data, "utf-8", assumed=False)
    return _decode(data, _guess_windows(data), assumed=True)


def _decode(data: bytes, encoding: str, *, assumed: bool) -> Decoded:
    text = data.decode(encoding, errors="replace")
    at = text.find("\ufffd")
    return Decoded(text, encoding, assumed, at if at >= 0 else None)


def _guess_utf16(sample: bytes) -> str:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) * _NUL_SHARE / 2
    if odd > enough and odd > 4 * even:
        return "utf-16-le"
    if even > enough and even > 4 * odd:
        return "utf-16-be"
    return ""


def _is_damaged_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    return good >= _GOOD_PER_BAD * bad


def _guess_windows(data: bytes) -> str:
    """Return the likelier of the two: small French letters have the same bytes in both.

    Bytes that are Arabic letters in 1256 are capitals with accents in 1252. Read as 1256,
    an Arabic table gives words of Arabic letters only; a French one gives words in which
    single Arabic letters stand among Latin ones (COOPÉRATIVE).
    """
    arabic = mixed = 0
    for word in _WORD.findall(data.decode("cp1256", errors="replace")):
        letters = sum("\u0620" <= char <= "\u06d3" for char in word)
        if letters == len(word) and letters > 1:
            arabic += letters
        else:
            mixed += letters
    return "cp1256" if arabic > mixed else "cp1252"
