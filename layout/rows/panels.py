"""Halls in two panels: rows one way in the one, another way in the other, an aisle between.

A hall that is no rectangle falls into parts at its inner corners; in a rectangle a panel of
rows along one wall takes up what whole rows leave over.
"""

from __future__ import annotations

from dataclasses import replace

import shapely
from shapely import Polygon, box

from layout.rows.ground import Ground
from layout.rows.search import solve_direction
from layout.rows.values import Pattern, RowRules

_FAR = 10**9
_TURNS = (0, 90_000)
_MOST_MM2 = 9e9  # beyond it a panel gains less than its search takes


def list_panels(ground: Ground, rules: RowRules, *, thorough: bool) -> list[Pattern]:
    """Return the best pattern of each cut, where rows run along the plan's axes.

    Thorough, cuts after every stand are tried, which takes ten times as long.
    """
    if ground.hall.area > _MOST_MM2:
        return []
    found = []
    for upright in (True, False):
        for cut in _cuts(ground.hall, rules, upright=upright, thorough=thorough):
            sides = [
                _best(_clip(ground, low, high, rules.aisle, upright=upright), rules)
                for low, high in ((-_FAR, cut), (cut + rules.aisle, _FAR))
            ]
            if all(side.runs for side in sides):
                found.append(_join(*sides))
    return found


def _cuts(hall: Polygon, rules: RowRules, *, upright: bool, thorough: bool) -> list[int]:
    """Return where the separating aisle begins: at inner corners, else after bands."""
    axis = 0 if upright else 1
    low, high = hall.bounds[axis], hall.bounds[axis + 2]
    corners = {round(point[axis]) for point in shapely.get_coordinates(hall).tolist()}
    inner = sorted(level for level in corners if low < level < high)
    cuts = {level - shift for level in inner for shift in (0, rules.aisle)}
    if thorough:
        steps = range(1, round(high - low) // rules.unit)
        cuts |= {round(low) + step * rules.unit for step in steps}
        cuts |= {round(high) - rules.aisle - step * rules.unit for step in steps}
    elif not inner:
        pitch = 2 * rules.depth + rules.aisle
        cuts |= {round(low) + step * pitch for step in range(1, round(high - low) // pitch)}
    edge = rules.depth + rules.aisle
    return sorted(cut for cut in cuts if low + edge < cut < high - edge - rules.aisle)


def _clip(ground: Ground, low: int, high: int, aisle: int, *, upright: bool) -> Ground:
    """Return the ground between two levels; its walkable part goes on for the aisle."""

    def band(start: int, end: int) -> Polygon:
        return box(start, -_FAR, end, _FAR) if upright else box(-_FAR, start, _FAR, end)

    stands = ground.stands.intersection(band(low, high))
    fronts = ground.fronts.intersection(band(low, high))
    walk = ground.walk.intersection(band(low - aisle, high + aisle))
    return replace(ground, stands=stands, walk=walk,
                   fronts=stands if ground.fronts is ground.stands else fronts)  # fmt: skip


def _best(ground: Ground, rules: RowRules) -> Pattern:
    patterns = [solve_direction(ground, rules, mdeg) for mdeg in _TURNS]
    return max(patterns, key=lambda pattern: pattern.count(rules.unit))


def _join(first: Pattern, second: Pattern) -> Pattern:
    bands = max(run.band for run in first.runs) + 1
    blocks = max(run.block for run in first.runs) + 1
    moved = [replace(run, band=run.band + bands, block=run.block + blocks) for run in second.runs]
    return Pattern((*first.runs, *moved), (*first.lanes, *second.lanes))
