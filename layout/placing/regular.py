"""Drawing regular grids on a ground: patterns of straight rows, widest aisles first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Polygon

from layout.placing.grid import Grid, GridRow, Range, Shape, lay_grid, list_shapes
from layout.placing.margins import Margins, find_margins
from layout.placing.solids import Geometry
from layout.rows.frame import QUARTER, Frame
from layout.rows.ground import Ground
from layout.rows.kinds import Regions, measure_row
from layout.rows.region import Stretches, clip, cut_region, less, meet
from layout.rows.values import Lane, Pattern, RowRules, Run
from layout.values import AisleRank

_HALF_TURN = 2 * QUARTER
_LONE = 2  # stands: a piece of row between doors that holds fewer looks lost


@dataclass(frozen=True, slots=True)
class _View:
    """The ground in the frame of one direction, as it is and with x and y exchanged."""

    frame: Frame
    regions: Regions
    turned: Regions
    margins: Margins
    mains: tuple[tuple[Range, ...], tuple[Range, ...]]
    bounds: tuple[int, int, int, int]


class GridDrawer:
    """Draws grids in one direction of a ground; `room` is the hall less all zones."""

    def __init__(self, ground: Ground, room: Geometry, rules: RowRules, mdeg: int) -> None:
        """Take the direction of the rows in millidegrees and the narrowest rules."""
        frame = Frame(mdeg)
        hall = frame.enter(ground.hall)
        mains = [frame.enter(main).bounds for main in ground.mains]
        x0, y0, x1, y1 = (round(value) for value in hall.bounds)
        self.rules, self.mdeg = rules, mdeg
        self.ground = ground
        self.view = _View(
            frame,
            _regions(ground, frame),
            _regions(ground, Frame(mdeg + QUARTER)),
            find_margins(Polygon(hall), frame.enter(room)),
            (
                tuple((round(b[1]), round(b[3])) for b in mains if b[2] - b[0] > b[3] - b[1]),
                tuple((round(b[0]), round(b[2])) for b in mains if b[2] - b[0] <= b[3] - b[1]),
            ),
            (x0, y0, x1, y1),
        )

    def list_grids(self, units: Sequence[int]) -> Iterator[Grid]:
        """Yield the grids of this direction, blocks being multiples of one of `units`."""
        for shape in list_shapes(self.view.margins, self.view.mains[0], self.rules, units):
            grid = self._lay(shape)
            if grid is not None:
                yield grid

    def _lay(self, shape: Shape) -> Grid | None:
        return lay_grid(self.view.margins, self.view.mains, self.rules, shape)

    def draw(self, grid: Grid) -> Pattern:
        """Return the runs of a grid in walking order: up one column of blocks, down the next."""
        stretches = self._measure(grid)
        runs: list[Run] = []
        west = [row for row in grid.sides if row.up]
        runs += [run for row in west for run in reversed(self._side_runs(row))]
        for number, block in enumerate(grid.blocks):
            column = [
                self._run(row, low, high, number, wall=wall)
                for row, free in zip(grid.rows, stretches, strict=True)
                for wall, pieces in zip((True, False), free, strict=True)
                for low, high in _within(pieces, self._reach(row, block, number, grid), self.rules)
            ]
            runs += column if number % 2 == 0 else column[::-1]
        for row in grid.sides:
            if not row.up:
                side = self._side_runs(row)
                runs += side if len(grid.blocks) % 2 == 0 else side[::-1]
        return Pattern(tuple(runs), tuple(self._lanes(grid)))

    def _reach(self, row: GridRow, block: Range, number: int, grid: Grid) -> Range:
        """Return the stretch of a row in one column: wall rows go on into the hall's corners."""
        if not row.wall or grid.sides:
            return block
        low = self.view.margins.west.level if number == 0 else block[0]
        high = self.view.margins.east.level if number == len(grid.blocks) - 1 else block[1]
        return low, high

    def _measure(self, grid: Grid) -> list[tuple[Stretches, Stretches]]:
        """Return for each row where its back is at a wall, and where at another row."""
        depth, aisle = self.rules.depth, self.rules.aisle
        found = [
            measure_row(self.view.regions, row.y, depth, aisle, up=row.up) for row in grid.rows
        ]
        full = [tuple((p.start, p.end) for p in pieces["full"]) for pieces in found]
        flush = [tuple((p.start, p.end) for p in pieces["flush"]) for pieces in found]
        at = {(row.band, row.up): index for index, row in enumerate(grid.rows)}
        measured = []
        for index, row in enumerate(grid.rows):
            twin = at.get((row.band, not row.up))
            walls = flush[index] if row.wall else ()
            backed = () if twin is None else full[index]
            if twin is not None and row.wall:
                backed = less(meet(full[index], full[twin]), walls)
            measured.append((walls, backed))
        return measured

    def _run(self, row: GridRow, low: int, high: int, block: int, *, wall: bool) -> Run:
        depth, frame = self.rules.depth, self.view.frame
        x, y, turn = (high, row.y + depth, _HALF_TURN) if row.up else (low, row.y, 0)
        px, py = frame.leave(x, y)
        return Run(
            px, py, (frame.mdeg + turn) % (4 * QUARTER), high - low, depth, row.band, block,
            wall=wall,
        )  # fmt: skip

    def _side_runs(self, row: GridRow) -> list[Run]:
        """Return the runs of a row along a side wall, from low to high."""
        frame, depth = Frame(self.view.frame.mdeg + QUARTER), self.rules.depth
        # In the frame turned by a quarter x runs along our y, and y against our x.
        y = -row.y - depth
        up = not row.up
        pieces = measure_row(self.view.turned, y, depth, self.rules.aisle, up=up)["flush"]
        margins = self.view.margins
        inset = depth + self.rules.aisle
        reach = (
            margins.south.level + inset * margins.south.wall,
            margins.north.level - inset * margins.north.wall,
        )
        runs = []
        for low, high in _within(tuple((p.start, p.end) for p in pieces), reach, self.rules):
            x, front, turn = (high, y + depth, _HALF_TURN) if up else (low, y, 0)
            px, py = frame.leave(x, front)
            rotation = (frame.mdeg + turn) % (4 * QUARTER)
            runs.append(Run(px, py, rotation, high - low, depth, row.band, -1, wall=True))
        return runs

    def _lanes(self, grid: Grid) -> Iterator[Lane]:
        _, y0, _, y1 = self.view.bounds
        for main in self.ground.mains:
            corners = shapely.get_coordinates(shapely.normalize(main).reverse()).round()
            sides = np.hypot(*(corners[1:3] - corners[:2]).T)
            points = [(int(x), int(y)) for x, y in corners[:4]]
            yield Lane((points[0], points[1], points[2], points[3]), "main", int(min(sides)))
        for low, high in grid.crosses:
            yield self._lane((low, y0, high, y1), "cross", high - low)
        west, east = self.view.margins.west.level, self.view.margins.east.level
        for low, high in grid.aisles:
            yield self._lane((west, low, east, high), "aisle", high - low)

    def _lane(self, box: tuple[int, int, int, int], rank: AisleRank, width: int) -> Lane:
        x0, y0, x1, y1 = box
        leave = self.view.frame.leave
        return Lane((leave(x0, y0), leave(x1, y0), leave(x1, y1), leave(x0, y1)), rank, width)


def _regions(ground: Ground, frame: Frame) -> Regions:
    walk, stands = frame.enter(ground.walk), frame.enter(ground.stands)
    region = cut_region(stands)
    same = ground.fronts is ground.stands
    return Regions(
        cut_region(walk), region, region if same else cut_region(frame.enter(ground.fronts))
    )


def _within(free: Stretches, reach: Range, rules: RowRules) -> list[Range]:
    """Return the free stretches within a reach; what is cut short holds two stands or more."""
    return [
        (low, high)
        for low, high in clip(free, *reach)
        if high - low >= (rules.unit if (low, high) == reach else _LONE * rules.unit)
    ]
