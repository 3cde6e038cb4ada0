"""The order in which the pieces of a line stand on paper, Arabic among Latin and numbers.

The implicit part of the Unicode bidirectional algorithm (UAX 9: W1 to W7, N0 to N2, I1, I2,
L1, L2). Controls are left out: what must keep its own direction is written as a line of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_CONTROLS = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_NUMBERS = frozenset({"EN", "AN"})
# Letters and marks among which nothing runs from right to left and nothing is a control.
_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u058f\u2010-\u2027\u202f]+")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one direction, its letters in reading order."""

    text: str
    right_to_left: bool


@lru_cache(maxsize=20_000)
def order_runs(text: str, *, right_to_left: bool) -> tuple[Run, ...]:
    """Return the runs of a line from left to right on paper.

    `right_to_left` is the direction of the paragraph, not guessed from the text.
    """
    if not right_to_left and _PLAIN.fullmatch(text):
        return (Run(text, right_to_left=False),)
    letters = [c for c in text if unicodedata.bidirectional(c) not in _CONTROLS]
    levels = _find_levels(letters, int(right_to_left))
    runs: list[tuple[int, str]] = []
    for letter, level in zip(letters, levels, strict=True):
        if runs and runs[-1][0] == level:
            runs[-1] = (level, runs[-1][1] + letter)
        else:
            runs.append((level, letter))
    highest = max((level for level, _ in runs), default=0)
    for level in range(highest, 0, -1):
        runs = _reverse_from(runs, level)
    return tuple(Run(piece, level % 2 == 1) for level, piece in runs)


def _reverse_from(runs: Sequence[tuple[int, str]], level: int) -> list[tuple[int, str]]:
    """Return the runs with every stretch of `level` or deeper turned over (L2)."""
    out: list[tuple[int, str]] = []
    stretch: list[tuple[int, str]] = []
    for run in runs:
        if run[0] >= level:
            stretch.append(run)
            continue
        out += [*reversed(stretch), run]
        stretch = []
    return [*out, *reversed(stretch)]


def _find_levels(letters: Sequence[str], base: int) -> list[int]:
    edge = "R" if base else "L"
    kinds = _resolve_weak([unicodedata.bidirectional(c) or "L" for c in letters], edge)
    _resolve_brackets(letters, kinds, edge)
    _resolve_neutral(kinds, edge)
    deeper = {0: {"L": 0, "R": 1, "EN": 2, "AN": 2}, 1: {"L": 2, "R": 1, "EN": 2, "AN": 2}}[base]
    levels = [deeper[kind] for kind in kinds]
    for index in range(len(letters) - 1, -1, -1):
        if not letters[index].isspace():
            break
        levels[index] = base
    return levels


def _resolve_weak(kinds: list[str], edge: str) -> list[str]:
    before, strong = edge, edge
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[index] = before
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"
        if kinds[index] in {"L", "R", "AL"}:
            strong = kinds[index]
        before = kinds[index]
    _join_numbers(kinds)
    strong = edge
    for index, kind in enumerate(kinds):
        if kind == "AL":
            kinds[index] = strong = "R"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"
        elif kind in {"ES", "ET", "CS"}:
            kinds[index] = "ON"
    return kinds


def _join_numbers(kinds: list[str]) -> None:
    """Make a separator between numbers and the marks beside one part of the number (W4, W5)."""
    for index in range(1, len(kinds) - 1):
        left, kind, right = kinds[index - 1 : index + 2]
        same = left == right and left in _NUMBERS
        if same and (kind == "CS" or (kind == "ES" and left == "EN")):
            kinds[index] = left
    for start, stop in _stretches(kinds, frozenset({"ET"})):
        beside = {kinds[i] for i in (start - 1, stop) if 0 <= i < len(kinds)}
        if "EN" in beside:
            kinds[start:stop] = ["EN"] * (stop - start)


def _resolve_brackets(letters: Sequence[str], kinds: list[str], edge: str) -> None:
    """Give both brackets of a pair the direction of what they hold (N0)."""
    waiting: list[tuple[str, int]] = []
    pairs = []
    for index, letter in enumerate(letters):
        if letter in _BRACKETS:
            waiting.append((_BRACKETS[letter], index))
        elif (opened := next((w for w in reversed(waiting) if w[0] == letter), None)) is not None:
            del waiting[waiting.index(opened) :]
            pairs.append((opened[1], index))
    for start, stop in sorted(pairs):
        inside = {_side(kind) for kind in kinds[start + 1 : stop]} & {"L", "R"}
        if not inside:
            continue
        before = [_side(kind) for kind in kinds[:start] if _side(kind) in {"L", "R"}]
        way = edge
        if edge not in inside and before and before[-1] != edge:
            way = before[-1]
        kinds[start] = kinds[stop] = way


def _resolve_neutral(kinds: list[str], edge: str) -> None:
    for start, stop in _stretches(kinds, _NEUTRAL):
        left = _side(kinds[start - 1]) if start else edge
        right = _side(kinds[stop]) if stop < len(kinds) else edge
        kinds[start:stop] = [left if left == right else edge] * (stop - start)


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _stretches(kinds: Sequence[str], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(kinds):
        stop = start
        while stop < len(kinds) and kinds[stop] in wanted:
            stop += 1
        if stop > start:
            yield start, stop
        start = stop + 1
