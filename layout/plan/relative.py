"""Placing beside other things: `right_of: stage`, `gap: 3`, `align: south`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from layout.plan.fields import ALIGNMENTS, SIDES
from layout.plan.nodes import NodeReader, Nodes, shorten
from layout.plan.shapes import Box
from layout.values import PointMm

_PLACING = frozenset({*SIDES, "gap", "align"})
_ALIGNMENTS: Mapping[str, tuple[str, ...]] = {
    "east": ("south", "middle", "north"),
    "west": ("south", "middle", "north"),
    "north": ("west", "middle", "east"),
    "south": ("west", "middle", "east"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Which side of what a thing stands on; `node` is the name of the other thing."""

    side: str
    target: str
    gap_mm: int
    align: str
    node: yaml.Node


@dataclass(frozen=True, slots=True)
class Draft:
    """A thing as written. `key` is such as `zones/stage`; a linked `box` is yet to be moved."""

    key: str
    box: Box
    link: Link | None = None


def read_link(entries: Nodes, reader: NodeReader, what: str) -> Link | None:
    """Return how a thing is placed by another one; None where it is not."""
    if _PLACING.isdisjoint(entries):
        return None
    sides = [key for key in SIDES if key in entries]
    if not sides:
        for key in ("gap", "align"):
            if key in entries:
                message = f"{what} has `{key}` but nothing that it is beside"
                reader.report("keys_clash", entries[key], f"{message}; add `right_of: …`", key)
        return None
    key = sides[0]
    side, node = SIDES[key], entries[key]
    others = ("at", "from", "step", "count", "wall", *sides[1:])
    if side == "centre":
        others += ("gap", "align")
    for other in others:
        if other in entries:
            message = f"{what} has `{key}` and `{other}`; keep one of them"
            reader.report("keys_clash", entries[other], message, other)
    target = reader.text(node, key)
    gap = reader.length(entries["gap"], "gap") if "gap" in entries else 0
    align = "middle"
    if side != "centre":
        words = _ALIGNMENTS[side]
        align = reader.choice(entries.get("align"), "align", ALIGNMENTS, words[0])
        if align not in words:
            message = f"align is `{align}` beside `{key}`; expected {', '.join(words)}"
            reader.report("bad_choice", entries["align"], message)
    return Link(side, target or "", gap or 0, align, node) if target and gap is not None else None


class Settler:
    """Finds where linked things stand; each error is told once.

    Names in `broken` belong to things that could not be read, which was told already.
    """

    def __init__(
        self, drafts: Iterable[Draft], reader: NodeReader, broken: Collection[str] = ()
    ) -> None:
        self._broken = broken
        self._drafts = {draft.key: draft for draft in drafts}
        self._reader = reader
        self._shifts: dict[str, PointMm | None] = {}
        self._names: dict[str, list[str]] = {}
        for key in self._drafts:
            self._names.setdefault(key.partition("/")[2], []).append(key)

    def settle(self, linked: Sequence[Draft]) -> Mapping[str, PointMm | None]:
        """Return how far to move each linked thing, by key; None where that cannot be told."""
        for draft in linked:
            self._follow(draft)
        return self._shifts

    def _follow(self, draft: Draft) -> None:
        path: list[Draft] = []
        on_path: dict[str, int] = {}
        current: Draft | None = draft
        while current is not None and current.link is not None and current.key not in self._shifts:
            if current.key in on_path:
                self._report_circle(path[on_path[current.key] :])
                break
            on_path[current.key] = len(path)
            path.append(current)
            current = self._find(current.link)
        for step in reversed(path):
            if step.key not in self._shifts:
                self._shifts[step.key] = self._shift(step)

    def _report_circle(self, circle: list[Draft]) -> None:
        first = min(circle, key=lambda draft: draft.link.node.start_mark.index if draft.link else 0)
        start = circle.index(first)
        names = [draft.key for draft in (*circle[start:], *circle[:start], first)]
        shown = " → ".join(names if len(names) <= 8 else [*names[:6], "…", names[-1]])  # noqa: PLR2004 - a line
        message = f"{shown} are placed by one another; give one of them `at: [x, y]`"
        if first.link:
            self._reader.report("circular_reference", first.link.node, message, first.key)
        for draft in circle:
            self._shifts[draft.key] = None

    def _find(self, link: Link) -> Draft | None:
        if link.target in self._drafts:
            return self._drafts[link.target]
        keys = self._names.get(link.target, ())
        return self._drafts[keys[0]] if len(keys) == 1 else None

    def _shift(self, draft: Draft) -> PointMm | None:
        link = draft.link
        if link is None:
            return 0, 0
        other = self._find(link)
        if other is None:
            if link.target.rpartition("/")[2] not in self._broken:
                self._report_unknown(link)
            return None
        by = self._shifts[other.key] if other.link else (0, 0)
        if by is None:
            return None
        west, south, east, north = other.box
        box = (west + by[0], south + by[1], east + by[0], north + by[1])
        return _beside(draft.box, box, link)

    def _report_unknown(self, link: Link) -> None:
        keys = self._names.get(link.target, ())
        if keys:
            ways = " or ".join(f"`{key}`" for key in keys)
            message = f"`{link.target}` names several things; expected {ways}: write one of them"
            self._reader.report("ambiguous_reference", link.node, message, link.target)
            return
        known = self._drafts if "/" in link.target else self._names
        fix = self._reader.suggest(link.target, known, "expected one of")
        message = f"nothing is named `{shorten(link.target)}`; {fix}"
        self._reader.report("unknown_reference", link.node, message, shorten(link.target))


def _beside(box: Box, other: Box, link: Link) -> PointMm:
    """Return how far to move `box`, so that it stands beside the other one as the link says."""
    west, south, east, north = other
    width, depth = box[2] - box[0], box[3] - box[1]
    x = {"east": east + link.gap_mm, "west": west - link.gap_mm - width}.get(link.side)
    y = {"north": north + link.gap_mm, "south": south - link.gap_mm - depth}.get(link.side)
    if x is None:
        x = {"west": west, "east": east - width}.get(link.align, (west + east - width) // 2)
    if y is None:
        y = {"south": south, "north": north - depth}.get(link.align, (south + north - depth) // 2)
    return x - box[0], y - box[1]
