"""How many stands of one size a hall holds, placed so that every rule of width holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from layout.rows.exchange import exchange, recut
from layout.rows.ground import Ground, build_ground, wall_angles
from layout.rows.mending import mend
from layout.rows.panels import list_panels
from layout.rows.pockets import drop_lone, fill_pockets
from layout.rows.search import list_directions, solve_direction
from layout.rows.setting_out import place_on_run, share_out
from layout.rows.standing import Stand, Standing
from layout.rows.values import Pattern, RowRules
from layout.values import Placement, Plan

_QUARTERS = 90_000
_FINISHED_THOROUGH = 5
_FINISHED = 2  # patterns that are set out in full, the densest

_HOPEFUL = 0.97  # pockets make up for no more than that
_WINDOWS_MM = (18_000, 27_000)  # two or three bands of stands 3 m deep
_MOST_EXCHANGED_MM2 = 9e9
_POOR = 0.75  # of the bound: straight rows suit such a hall badly, most reach 0.82


@dataclass(frozen=True, slots=True)
class Capacity:
    """The stands that fit, as placements numbered from 1."""

    placements: tuple[Placement, ...]

    @property
    def count(self) -> int:
        return len(self.placements)


def measure_capacity(
    plan: Plan,
    width_mm: int,
    depth_mm: int,
    aisle_mm: int = 0,
    *,
    block_mm: int = 0,
    thorough: bool = False,
) -> Capacity:
    """Return a densest hall of stands `width_mm` wide and `depth_mm` deep.

    `aisle_mm` and `block_mm` take the place of the plan's rules where given. `thorough`
    tries many more panels and lays parts of the hall out anew, for a minute or so; else
    parts are only laid out anew, in large windows, where rows leave much of the floor unused.
    Nothing is raised for a hall without room: it has no stand.
    """
    if aisle_mm:
        plan = replace(plan, rules=replace(plan.rules, aisle_mm=aisle_mm, cross_aisle_mm=0))
    rules = plan.rules
    ground = build_ground(plan)
    rows = RowRules(
        depth_mm, width_mm, rules.aisle_mm, rules.cross_mm, rules.main_aisle_mm,
        block_mm or rules.max_block_mm,
    )  # fmt: skip
    best: Standing | None = None
    patterns = sorted(
        _patterns(ground, rows, thorough=thorough), key=lambda pattern: -pattern.count(width_mm)
    )
    for pattern in patterns[: _FINISHED_THOROUGH if thorough else _FINISHED]:
        if best is not None and pattern.count(width_mm) < _HOPEFUL * len(best.stands):
            break
        standing = set_out(ground, rows, pattern)
        if best is None or len(standing.stands) > len(best.stands):
            best = standing
    if best is None:
        return Capacity(())
    if best.square and ground.hall.area <= _MOST_EXCHANGED_MM2:
        if thorough:
            recut(best, rows)
            exchange(best, rows, _WINDOWS_MM)
        elif _share(best, rows) < _POOR:
            exchange(best, rows, _WINDOWS_MM[1:])
    return Capacity(_placements(best))


def _share(standing: Standing, rows: RowRules) -> float:
    """Return which share stands and half their aisles take of the floor where stands may be.

    That is how far the rows come towards the perimeter bound for that floor (`docs/bound.md`).
    """
    each = rows.unit * (rows.depth + rows.aisle / 2)
    floor = float(standing.ground.stands.area) + rows.aisle**2
    return len(standing.stands) * each / floor


def _patterns(ground: Ground, rows: RowRules, *, thorough: bool) -> list[Pattern]:
    """Return the best pattern of each direction: straight through, where that costs nothing."""
    found = []
    for mdeg in list_directions(ground):
        straight, free = (
            solve_direction(ground, rows, mdeg, aligned=aligned) for aligned in (True, False)
        )
        found.append(straight if straight.count(rows.unit) >= free.count(rows.unit) else free)
    found += list_panels(ground, rows, thorough=thorough)
    return found


def set_out(ground: Ground, rows: RowRules, pattern: Pattern) -> Standing:
    """Return the stands of a pattern, mended, and what else there is room for."""
    standing = Standing(ground, rows.unit, rows.depth, rows.aisle)
    standing.square = _is_square(ground, pattern)
    for run in pattern.runs:
        for x, y in place_on_run(run, tuple(share_out(run, rows.unit))):
            standing.add(Stand(x, y, run.rotation_mdeg))
    mend(standing)
    angles = tuple(sorted({run.rotation_mdeg % _QUARTERS for run in pattern.runs})) or (0,)
    fill_pockets(standing, angles)
    mend(standing)
    if not standing.square:
        drop_lone(standing)
    return standing


def _is_square(ground: Ground, pattern: Pattern) -> bool:
    """Return whether walls, columns and rows all run along the plan's axes."""
    turns = {angle for angle, _ in wall_angles([ground.hall])}
    turns |= {run.rotation_mdeg % _QUARTERS for run in pattern.runs}
    return turns <= {0}


def _placements(standing: Standing) -> tuple[Placement, ...]:
    found = []
    for number, key in enumerate(sorted(standing.stands), start=1):
        stand = standing.stands[key]
        found.append(
            Placement(
                f"stand-{number}",
                str(number),
                "",
                None,
                (),
                stand.x,
                stand.y,
                stand.mdeg,
                standing.width,
                standing.depth,
                ("front",),
                "shell_scheme",
            )
        )
    return tuple(found)
