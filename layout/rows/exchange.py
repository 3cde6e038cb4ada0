"""Takes all stands out of a window of the hall and lays its floor out anew, where that is worth it.

The rows that stay are walls to the window: behind them nothing is lost, and the floor before
their fronts stays free. In the window the same exact programme runs, one way and the other;
what comes out is kept if there are more stands and every way holds. Keeping as many too led
on to a few stands more, and to ragged rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import STRtree, box

from layout.rows.frame import direction
from layout.rows.ground import areas
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
        len(standing.stands) > len(old)
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
    stands = areas(areas(ground.stands.intersection(room)).difference(kept))
    fronts = stands if ground.fronts is ground.stands else areas(ground.fronts.intersection(stands))
    if stands.is_empty:
        return Pattern((), ())
    walk = areas(areas(ground.walk.intersection(box(*wider))).difference(solid))
    return solve_direction(replace(ground, walk=walk, stands=stands, fronts=fronts), rules, turn)


def longest_block(standing: Standing) -> int:
    """Return the longest side, mm, of what stands together without a way through it.

    Stands with their back at a wall of the hall are left out: there is nothing to cross to.
    """
    shapes = [standing.shapes[key] for key in sorted(standing.stands) if _is_island(standing, key)]
    if not shapes:
        return 0
    first, second = STRtree(shapes).query(shapes, predicate="dwithin", distance=SLIT_MM)
    links = coo_array((np.ones(len(first), bool), (first, second)), shape=(len(shapes),) * 2)
    count, member = connected_components(links, directed=False)
    bounds = shapely.bounds(shapes)
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    np.minimum.at(low, member, bounds[:, :2])
    np.maximum.at(high, member, bounds[:, 2:])
    return int((high - low).max())


def _is_island(standing: Standing, key: int) -> bool:
    """Return whether there is floor behind a stand."""
    stand = standing.stands[key]
    (cos, sin), half = direction(stand.mdeg), standing.width / 2
    behind = standing.depth + SLIT_MM / 2
    x, y = stand.x + half * cos - behind * sin, stand.y + half * sin + behind * cos
    return bool(shapely.intersects_xy(standing.ground.hall, x, y))
