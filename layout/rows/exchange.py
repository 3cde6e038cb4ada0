"""Takes all stands out of a window of the hall and lays its floor out anew, where that is worth it.

The rows that stay are walls to the window: behind them nothing is lost, and the floor before
their fronts stays free. In the window the same exact programme runs, one way and the other;
what comes out is kept if there are no fewer stands and every way holds. Of as many, the new
ones are kept too: the next window then begins from another hall.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely
from shapely import box

from layout.rows.frame import direction
from layout.rows.kinds import SLIT_MM
from layout.rows.mending import mend_within
from layout.rows.pockets import fill_within
from layout.rows.search import solve_direction
from layout.rows.setting_out import place_on_run, share_out
from layout.rows.standing import TOLERANCE_MM, Bounds, Stand, Standing, grown
from layout.rows.values import Pattern, RowRules

_TURNS = (0, 90_000)
_SPARE = 2  # so many stands of the rows may fail to be found: pockets can make up for them


def exchange(standing: Standing, rules: RowRules, sides: tuple[int, ...]) -> int:
    """Lay out anew window by window, `sides` mm long, and return how many stands that gained.

    Only for a hall whose rows run along the plan's axes.
    """
    before = len(standing.stands)
    longest = max(rules.block, longest_block(standing))
    for window in list_windows(standing.ground.hall.bounds, sides):
        for turn in _TURNS:
            _renew(standing, rules, window, turn, longest)
    return len(standing.stands) - before


def recut(standing: Standing, rules: RowRules) -> int:
    """Give each band cross aisles of its own, where that is worth it; return what it gained.

    Straight cross aisles suit no band with columns: one stand in each block gives way to them.
    """
    before = len(standing.stands)
    longest = max(rules.block, longest_block(standing))
    for turn in _TURNS:
        for window in list_bands(standing, turn):
            _renew(standing, rules, window, turn, longest)
    return len(standing.stands) - before


def list_bands(standing: Standing, turn: int) -> list[Bounds]:
    """Return the floor of every row along `turn`, from wall to wall, with what it leans on."""
    x0, y0, x1, y1 = standing.ground.hall.bounds
    low, high = (1, 3) if turn == 0 else (0, 2)
    levels = sorted(
        {
            (standing.shapes[key].bounds[low], standing.shapes[key].bounds[high])
            for key, stand in standing.stands.items()
            if stand.mdeg % (2 * _TURNS[1]) == turn
        }
    )
    found: set[tuple[float, float]] = set()
    leaning: set[tuple[float, float]] = set()
    for first in levels:
        for second in levels:
            if 0 <= second[0] - first[1] <= SLIT_MM:
                found.add((first[0], second[1]))
                leaning |= {first, second}
    found |= set(levels) - leaning
    if turn == 0:
        return [(x0, a, x1, b) for a, b in sorted(found)]
    return [(a, y0, b, y1) for a, b in sorted(found)]


def list_windows(bounds: Bounds, sides: tuple[int, ...]) -> Iterator[Bounds]:
    """Yield windows of each pair of sides, each half over the one before, and last ones flush."""
    x0, y0, x1, y1 = bounds
    for wide in sides:
        for high in sides:
            for x in _starts(x0, x1, wide):
                for y in _starts(y0, y1, high):
                    yield x, y, min(x + wide, x1), min(y + high, y1)


def _starts(low: float, high: float, side: int) -> list[float]:
    if high - low <= side:
        return [low]
    return [*np.arange(low, high - side, side / 2).tolist(), high - side]


def _renew(standing: Standing, rules: RowRules, window: Bounds, turn: int, longest: int) -> None:
    """Lay one window out anew with rows along `turn`; else leave everything as it is."""
    inner = box(*grown(window, TOLERANCE_MM))
    gone = [key for key in standing.near(window) if inner.covers(standing.shapes[key])]
    pattern = _solve(standing, rules, window, gone, turn)
    if pattern.count(rules.unit) < len(gone) - _SPARE:
        return
    old, keys = dict(standing.stands), standing.count
    for key in gone:
        standing.remove(key)
    for run in pattern.runs:
        for x, y in place_on_run(run, tuple(share_out(run, rules.unit))):
            standing.add(Stand(x, y, run.rotation_mdeg))
    around = grown(window, 2.0 * rules.aisle)
    mend_within(standing, around)
    fill_within(standing, grown(window, float(rules.aisle)), _TURNS[:1])
    sound = (
        len(standing.stands) >= len(old)
        and not standing.necks(around)
        and not standing.blocked()
        and longest_block(standing) <= longest
    )
    if not sound:
        _restore(standing, old, keys)


def _restore(standing: Standing, old: dict[int, Stand], keys: int) -> None:
    for key in [key for key, stand in standing.stands.items() if old.get(key) != stand]:
        standing.remove(key)
    for key, stand in old.items():
        if key not in standing.stands:
            standing.put(key, stand)
    standing.count = keys


def _solve(
    standing: Standing, rules: RowRules, window: Bounds, gone: list[int], turn: int
) -> Pattern:
    reach = float(rules.depth + rules.aisle)
    wider = grown(window, reach)
    keys = sorted(set(standing.near(grown(wider, float(rules.aisle)))) - set(gone))
    solid = shapely.union_all([standing.shapes[key] for key in keys])
    ahead = [standing.rectangle(standing.stands[key], standing.aisle) for key in keys]
    kept = shapely.union_all([solid, *ahead])
    ground, room = standing.ground, box(*window)
    stands = ground.stands.intersection(room).difference(kept)
    fronts = stands if ground.fronts is ground.stands else ground.fronts.intersection(stands)
    if stands.is_empty:
        return Pattern((), ())
    walk = ground.walk.intersection(box(*wider)).difference(solid)
    return solve_direction(replace(ground, walk=walk, stands=stands, fronts=fronts), rules, turn)


def longest_block(standing: Standing) -> int:
    """Return the longest stretch of row, mm, that no aisle parts."""
    rows: dict[tuple[int, int], list[int]] = {}
    for stand in standing.stands.values():
        cos, sin = direction(stand.mdeg)
        across = round(stand.y * cos - stand.x * sin)
        along = round(stand.x * cos + stand.y * sin)
        rows.setdefault((stand.mdeg, across), []).append(along)
    longest = 0
    for starts in rows.values():
        starts.sort()
        first = last = starts[0]
        for start in starts[1:]:
            if start - (last + standing.width) >= standing.aisle - 2 * TOLERANCE_MM:
                first = start
            last = start
            longest = max(longest, last + standing.width - first)
    return longest
