"""Where the products of a stand stand: groups on shelves, cloths on walls, rugs on the floor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assets.booth.fittings import Fittings, Hanging, Surface

Pose = Literal["standing", "hanging", "lying"]

_SLOT_M = 0.5
_GAP_M = 0.02
_MOST_COPIES = 6
_LAID_DEPTH_M = 0.08
_CLOTH_HEIGHT_M = 0.8
_MOST_ROUNDS = 3
_KIND_ORDER = {"counter": 0, "shelf": 1, "plinth": 2, "table": 3, "floor": 9}
_EYE_SHELF_M = 1.1
_CARD_DEPTH_M = 0.07


@dataclass(frozen=True, slots=True)
class Item:
    """A product to place: its size in metres, whether it is a cloth or picture, its triangles.

    `copy_triangles` is what each further piece of it costs.
    """

    width: float
    height: float
    depth: float
    flat: bool
    triangles: int
    copy_triangles: int


@dataclass(frozen=True, slots=True)
class Group:
    """Copies of one item: feet (x, y, z) of each, common turn, scale and pose.

    `card` is the foot of its price card, or None.
    """

    item: int
    feet: tuple[tuple[float, float, float], ...]
    turn: float
    scale: float
    pose: Pose
    card: tuple[float, float, float] | None = None


def arrange_items(items: Sequence[Item], places: Fittings, triangle_budget: int) -> list[Group]:
    """Return at least one group an item, in the order of the items.

    Copies fill the places while the budget of triangles lasts; an item that fits nowhere is
    scaled down to the roomiest place that is left, as an empty wish would be a hidden product.
    """
    spent = sum(item.triangles for item in items)
    groups = _hang([at for at, item in enumerate(items) if item.flat], items, places)
    placed = {group.item for group in groups}
    standing = [at for at in range(len(items)) if at not in placed]
    slots = _list_slots(places.surfaces)
    left = triangle_budget - spent
    # Round after round, so that few products fill the shelves and many share them.
    for turn in range(_MOST_ROUNDS):
        share = max(0, left) * (2 if turn == 0 else 3) // max(1, len(standing) * 3)
        for at in standing:
            item = items[at]
            cost = max(1, item.copy_triangles)
            if turn and cost > left:
                continue
            slot = _take_slot(slots, item, forced=turn == 0)
            if slot is None:
                continue
            copies = (1 if turn == 0 else 0) + min(share, left) // cost
            groups.append(_group(at, item, slot, max(1, copies)))
            left -= (len(groups[-1].feet) - (1 if turn == 0 else 0)) * cost
    return sorted(groups, key=lambda group: group.item)


def _list_slots(surfaces: Sequence[Surface]) -> list[Surface]:
    """Return the surfaces cut into places for one group, the most visible first."""
    slots: list[Surface] = []
    for surface in surfaces:
        count = 1 if surface.kind == "floor" else max(1, round((surface.width - 0.1) / _SLOT_M))
        width = (surface.width - 0.08) / count
        for at in range(count):
            along = (at - (count - 1) / 2) * width
            slots.append(
                Surface(
                    surface.kind,
                    surface.x + along * math.cos(surface.turn),
                    surface.y,
                    surface.z - along * math.sin(surface.turn),
                    width,
                    surface.depth,
                    surface.clear,
                    surface.turn,
                )
            )
    return sorted(slots, key=lambda s: (_KIND_ORDER[s.kind], abs(s.y - _EYE_SHELF_M), s.x, -s.z))


def _take_slot(slots: list[Surface], item: Item, *, forced: bool) -> Surface | None:
    for at, slot in enumerate(slots):
        if slot.kind == "floor" and not forced:
            continue
        if (
            item.width <= slot.width
            and item.depth <= slot.depth - _CARD_DEPTH_M
            and item.height <= slot.clear
        ):
            return slots.pop(at) if slot.kind != "floor" else slot
    if not forced or not slots:
        return None
    best = max(range(len(slots)), key=lambda at: (_fit(slots[at], item), -at))
    return slots[best] if slots[best].kind == "floor" else slots.pop(best)


def _fit(slot: Surface, item: Item) -> float:
    return min(
        1.0,
        slot.width / item.width,
        (slot.depth - _CARD_DEPTH_M) / max(item.depth, 1e-3),
        slot.clear / item.height,
    )


def _group(at: int, item: Item, slot: Surface, copies: int) -> Group:
    """Return up to six copies in one or two rows, with room for a card before them."""
    scale = _fit(slot, item)
    width, depth = item.width * scale + _GAP_M, item.depth * scale + _GAP_M
    room = slot.depth - _CARD_DEPTH_M
    columns = max(1, min(4, int(slot.width / width)))
    rows = max(1, min(2, int(room / depth)))
    count = max(1, min(copies, columns * rows, _MOST_COPIES))
    columns = min(columns, -(-count // rows))
    feet: list[tuple[float, float, float]] = []
    for copy in range(count):
        row, column = divmod(copy, columns)
        in_row = min(columns, count - row * columns)
        along = (column - (in_row - 1) / 2) * width
        back = _CARD_DEPTH_M / 2 + (row - (rows - 1) / 2) * depth
        feet.append(_locate(slot, along, -back))
    card = _locate(slot, 0.0, slot.depth / 2 - 0.03) if slot.kind != "floor" else None
    return Group(at, tuple(feet), slot.turn, scale, "standing", card)


def _locate(slot: Surface, along: float, out: float) -> tuple[float, float, float]:
    cos, sin = math.cos(slot.turn), math.sin(slot.turn)
    return slot.x + along * cos + out * sin, slot.y, slot.z - along * sin + out * cos


def _hang(cloths: Sequence[int], items: Sequence[Item], places: Fittings) -> list[Group]:
    """Return cloths side by side on the walls, widest first, then in a pile on the floor."""
    groups: list[Group] = []
    walls = sorted(places.hangings, key=lambda h: (-h.width, h.turn))
    used = [0.0] * len(walls)
    floor = next((s for s in places.surfaces if s.kind == "floor"), None)
    laid = 0
    for at in cloths:
        item = items[at]
        wall = max(range(len(walls)), key=lambda w: (walls[w].width - used[w], -w), default=None)
        if wall is not None:
            scale = min(1.0, walls[wall].height / item.height, walls[wall].width / item.width)
            needed = item.width * scale
            if needed <= walls[wall].width - used[wall] + _GAP_M or floor is None:
                groups.append(_hung(at, item, walls[wall], used[wall], scale))
                used[wall] += needed + 0.1
                continue
        # A framed picture is no carpet: it is left to stand on a shelf.
        if floor is not None and (item.depth <= _LAID_DEPTH_M or item.height >= _CLOTH_HEIGHT_M):
            groups.append(_lay(at, item, floor, laid))
            laid += 1
    return groups


def _hung(at: int, item: Item, wall: Hanging, used: float, scale: float) -> Group:
    left = -wall.width / 2 + used + item.width * scale / 2
    cos, sin = math.cos(wall.turn), math.sin(wall.turn)
    out = item.depth * scale / 2 + 0.01
    foot = (
        wall.x + left * cos + out * sin,
        wall.y + wall.height / 2 - item.height * scale,
        wall.z - left * sin + out * cos,
    )
    return Group(at, (foot,), wall.turn, scale, "hanging")


def _lay(at: int, item: Item, floor: Surface, laid: int) -> Group:
    """Lay a cloth on the floor, the next ones higher and a little aside, as a pile."""
    scale = min(1.0, floor.width * 1.5 / item.width, floor.depth * 1.3 / item.height)
    foot = (
        floor.x + 0.06 * (laid % 3),
        floor.y + 0.012 + 0.012 * laid,
        floor.z + item.height * scale / 2 - 0.05 * (laid % 3),
    )
    return Group(at, (foot,), 0.0, scale, "lying")
