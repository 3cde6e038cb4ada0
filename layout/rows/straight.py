"""The most stands that straight rows between straight cross aisles can hold: a proved bound.

The class and the proof are in `docs/bound.md`, "Straight rows". Of the checker's rules only one
is kept: before every front the floor is free for an aisle's width. What lies behind a row and
whether one gets everywhere is not asked, cross aisles may be cut, aisles may end anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from layout.rows.crossing import CrossingSearch
from layout.rows.ground import Ground
from layout.rows.kinds import BACKS, SLIT_MM, Regions
from layout.rows.levels import FINEST_MM
from layout.rows.search import Scene, is_slanted, list_directions, view_ground
from layout.rows.strips import (
    FAR,
    RowTable,
    Strips,
    climb_strips,
    list_stretches,
    tabulate_rows,
)
from layout.rows.values import RowRules

_ROUNDING_MM = 1e-6


def most_in_straight_rows(
    ground: Ground, rules: RowRules, directions: Sequence[int] = ()
) -> int | None:
    """Return how many stands of the rules' unit no layout of the class exceeds.

    `directions` are the rows' in millidegrees, the walls' where not given. None where walls
    are slanted, or where edges, stands and aisles have no common step of 50 mm or more: then
    the levels tried would not be all that count.
    """
    scenes = [view_ground(ground, rules, turn) for turn in directions or list_directions(ground)]
    steps = [_common_step(scene) for scene in scenes]
    if any(_leans(ground, scene) for scene in scenes) or min(steps) < FINEST_MM:
        return None
    return max(_most_along(scene, step) for scene, step in zip(scenes, steps, strict=True))


def _leans(ground: Ground, scene: Scene) -> bool:
    """Return whether any edge, however short, runs neither along the rows nor across them."""
    shapes = (scene.frame.enter(shape) for shape in (ground.walk, ground.stands))
    return any(is_slanted(shape, _ROUNDING_MM) for shape in shapes)


def _most_along(scene: Scene, step: int) -> int:
    rules = scene.rules
    xs, ys = _even_levels(scene.mirrored, step), _even_levels(scene.regions, step)
    if not len(xs):
        return 0
    across = tabulate_rows(scene.mirrored, replace(rules, aisle=rules.cross), xs, apart=False)
    strips = _all_strips(xs, rules)
    table = _with_any_back(tabulate_rows(scene.regions, rules, ys, apart=False))
    worth = climb_strips(table, strips, rules.unit)
    return CrossingSearch(across, strips, worth, rules.unit).best().worth


def _with_any_back(table: RowTable) -> RowTable:
    """Return the rows with all that have a free front, whatever lies behind them."""
    down, up = (dict.fromkeys(BACKS, side["full"]) for side in (table.down, table.up))
    return replace(table, down=down, up=up)


def _common_step(scene: Scene) -> int:
    """Return the greatest length that goes into every length that a rule compares."""
    rules = scene.rules
    sides = [regions.edges for regions in (scene.regions, scene.mirrored)]
    gaps = [gap for edges in sides for gap in (edges - edges[:1]).tolist()]
    return math.gcd(rules.depth, rules.unit, rules.aisle, rules.cross, rules.block, SLIT_MM, *gaps)


def _even_levels(regions: Regions, step: int) -> NDArray[np.int64]:
    edges = regions.edges
    if not len(edges):
        return edges
    return np.arange(edges[0], edges[-1] + 1, step, dtype=np.int64)


def _all_strips(xs: NDArray[np.int64], rules: RowRules) -> Strips:
    """Return every stretch of the hall from a stand's width to a block; no aisle need lead out."""
    start, end = list_stretches(xs, rules)
    far = np.full(len(start), FAR)
    return Strips(xs, start, end, far, -far)
