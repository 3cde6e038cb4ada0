"""A large hall in tiles: neighbourhoods of stands, and the blocks that stand for them from afar.

A visitor first gets the tile around the start and of all others only the blocks: rectangles of
stands that touch. They are exact, so that walls, ways and the far view are right before a
tile has come.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from layout.values import Placement, stand_corners

ONE_TILE_STANDS = 400
"""A hall of so many stands stays whole: everything is there before one walks."""
TILE_STANDS = 80
_QUARTER_MDEG = 90_000
_NUMBER = re.compile(r"(\D*)(\d+)")

Rect = tuple[int, int, int, int]
"""West, south, east, north in mm."""


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """Stands of one sector in contact: the frame of one large stand, in mm and millidegrees."""

    sector: str
    x_mm: int
    y_mm: int
    width_mm: int
    depth_mm: int
    rotation_mdeg: int = 0


@dataclass(frozen=True, slots=True)
class Tile:
    """Neighbouring stands; `box` holds them all."""

    stands: tuple[Placement, ...]
    blocks: tuple[Block, ...]
    box: Rect


def make_tiles(
    stands: Sequence[Placement],
    start_m: tuple[float, float],
    *,
    whole: int = ONE_TILE_STANDS,
    each: int = TILE_STANDS,
) -> tuple[Tile, ...]:
    """Return the tiles, the one nearest to the start first, or none for a hall that stays whole.

    A hall of more than `whole` stands is halved across its longer side until no part has more
    than `each`.
    """
    if len(stands) <= whole:
        return ()
    tiles = [_make_tile(part) for part in _split(list(stands), each)]
    x, y = start_m[0] * 1000, start_m[1] * 1000
    return tuple(sorted(tiles, key=lambda tile: (_distance(tile.box, x, y), tile.box)))


def tell_numbers(stands: Iterable[Placement]) -> str:
    """Return the numbers of stands as runs: `A1-34 A60 B7-9`."""
    counted: dict[str, list[int]] = {}
    odd: list[str] = []
    for stand in stands:
        found = _NUMBER.fullmatch(stand.number)
        if found and str(int(found[2])) == found[2]:
            counted.setdefault(found[1], []).append(int(found[2]))
        else:
            odd.append(stand.number)
    runs = [
        f"{letters}{first}-{last}" if last > first else f"{letters}{first}"
        for letters, numbers in sorted(counted.items())
        for first, last in _find_runs(sorted(numbers))
    ]
    return " ".join([*runs, *sorted(odd)])


def _find_runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _split(stands: list[Placement], most: int) -> list[list[Placement]]:
    if len(stands) <= most:
        return [stands]
    middles = {stand.stand_id: _middle(stand) for stand in stands}
    xs, ys = zip(*middles.values(), strict=True)
    axis = 0 if max(xs) - min(xs) > max(ys) - min(ys) else 1
    stands.sort(key=lambda stand: (middles[stand.stand_id][axis], stand.stand_id))
    groups = math.ceil(len(stands) / most)
    half = round(len(stands) * (groups // 2) / groups)
    return [*_split(stands[:half], most), *_split(stands[half:], most)]


def _make_tile(stands: Sequence[Placement]) -> Tile:
    ordered = tuple(sorted(stands, key=_walk_key))
    return Tile(ordered, list_blocks(ordered), _bound(ordered))


def _walk_key(stand: Placement) -> tuple[str, str, int, str]:
    """Numbers follow the walk, and columns of near numbers and places compress best."""
    found = _NUMBER.fullmatch(stand.number)
    return (stand.sector, found[1] if found else "", int(found[2]) if found else 0, stand.number)


def list_blocks(stands: Iterable[Placement]) -> tuple[Block, ...]:
    """Return rectangles that cover the stands of each sector exactly."""
    straight: dict[str, list[Rect]] = {}
    turned: list[Block] = []
    for stand in stands:
        if stand.rotation_mdeg % _QUARTER_MDEG:
            turned.append(_turned_block(stand))
        else:
            straight.setdefault(stand.sector, []).append(_bound([stand]))
    joined = [
        Block(sector, west, south, east - west, north - south)
        for sector, rects in straight.items()
        for west, south, east, north in _join_rects(rects)
    ]
    return tuple(sorted([*joined, *turned]))


def _turned_block(stand: Placement) -> Block:
    return Block(
        stand.sector, stand.x_mm, stand.y_mm, stand.width_mm, stand.depth_mm, stand.rotation_mdeg
    )


def _join_rects(rects: Iterable[Rect]) -> list[Rect]:
    """Return the same floor in fewer rectangles: joined along each side that they share whole."""
    found = list(rects)
    before = len(found) + 1
    while len(found) < before:
        before = len(found)
        found = _join_along(found, 0)
        found = _join_along(found, 1)
    return found


def _join_along(rects: list[Rect], axis: int) -> list[Rect]:
    """Join what touches along an axis (0 east, 1 north) and is as broad."""
    other = 1 - axis
    rows = sorted(rects, key=lambda rect: (rect[other], rect[other + 2], rect[axis]))
    joined: list[list[int]] = []
    for rect in rows:
        last = joined[-1] if joined else None
        beside = last is not None and (last[other], last[other + 2], last[axis + 2]) == (
            rect[other],
            rect[other + 2],
            rect[axis],
        )
        if last is not None and beside:
            last[axis + 2] = rect[axis + 2]
        else:
            joined.append(list(rect))
    return [(west, south, east, north) for west, south, east, north in joined]


def _bound(stands: Iterable[Placement]) -> Rect:
    corners = [corner for stand in stands for corner in stand_corners(stand)]
    xs, ys = zip(*corners, strict=True)
    return math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))


def _middle(stand: Placement) -> tuple[float, float]:
    first, _, third, _ = stand_corners(stand)
    return (first[0] + third[0]) / 2, (first[1] + third[1]) / 2


def _distance(box: Rect, x: float, y: float) -> float:
    west, south, east, north = box
    return math.hypot(max(west - x, 0, x - east), max(south - y, 0, y - north))
