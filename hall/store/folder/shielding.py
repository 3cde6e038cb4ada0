"""Cells that a spreadsheet would take for a formula: shielded by an apostrophe, as it does."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SHIELDED = re.compile(r"''*[=+\-@\t\r]")
# A telephone or a number below zero computes nothing.
_NUMBER = re.compile(r"[+-][\d .,]+")


def shield(text: str) -> str:
    """Return the trimmed text so that no spreadsheet runs it; `unshield` gives it back."""
    bare = text.strip()
    return f"'{bare}" if _FORMULA.match(bare) and not _NUMBER.fullmatch(bare) else bare


def unshield(cell: str) -> str:
    """Return what `shield` was given; other cells are as they are."""
    return cell[1:] if cell[:1] == "'" and _SHIELDED.match(cell) else cell
