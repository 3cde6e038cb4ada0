"""Drawing a hall: the widest aisles with which everyone fits, or the densest rows there are.

A draft is a pattern of rows, cut around what stands already and filled. The search widens
aisles and cross aisles together while everyone still fits; what is then left over shortens
all strips by the same, so that cross aisles become wider evenly.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shapely import Polygon

from layout.placing.carving import Taken, carve_strips
from layout.placing.filling import Fill, Filler, Habits
from layout.placing.giants import place_giants
from layout.placing.grid import Grid
from layout.placing.needs import Needs, commonest_depth, list_needs, needed_frontage
from layout.placing.regular import GridDrawer
from layout.placing.slots import Slot
from layout.placing.solids import Geometry
from layout.placing.strips import PLAY_MM, Strip, list_strips, walk_strips
from layout.placing.surroundings import mark_strips
from layout.rows.frame import Frame
from layout.rows.ground import Ground
from layout.rows.search import RowOptions, find_pattern, list_directions
from layout.rows.values import Pattern, RowRules
from layout.values import Lane, Plan, StandRequest

_TRIM_MM = 500
_LARGE = 1_000  # stands: beyond it the first grid that fits is taken, others not drawn at all
_LUCK = 1.06  # of two grids alike, one may lose so much less to doors and columns
_CAUTION = 2  # rows that are missing may be made up for by a better fit
_LEAST_UNIT_MM = 500
_MORE_LOOKED_AT = 3  # grids looked at beyond the first that fits, for one with even ends


@dataclass(frozen=True, slots=True)
class Site:
    """What drafts are drawn on: the plan, its ground, and what stands already.

    `room` is the hall less all zones; `columns` are those that no stand may have in its middle
    and the others; `pins` are the stands that a person has put somewhere.
    """

    plan: Plan
    ground: Ground
    room: Geometry
    taken: tuple[Taken, ...]
    columns: tuple[tuple[Polygon, ...], tuple[Polygon, ...]]
    pins: tuple[Slot, ...] = ()

    def cut(self, pattern: Pattern, needs: Sequence[Needs]) -> Cut:
        """Return the strips of a pattern around what stands already and the giants."""
        aisle, ground = self.plan.rules.aisle_mm, self.ground
        strips = carve_strips(list_strips(pattern.runs), self.taken, aisle)
        left = [need.copy() for need in needs]
        giants, around = place_giants(strips, left, (ground.fronts, ground.walk), self.taken, aisle)
        strips = carve_strips(strips, around, aisle)
        shapes = [stand.shape for stand in (*self.taken, *around)]
        marked = mark_strips(strips, ground.walk, shapes, self.columns, aisle)
        return Cut(marked, tuple(giants), left, pattern.lanes)


@dataclass(frozen=True, slots=True)
class Cut:
    """The strips of a pattern, the giants among them, and what is still needed."""

    strips: list[Strip]
    giants: tuple[Slot, ...]
    needs: list[Needs]
    lanes: tuple[Lane, ...]

    def levelled(self, aisle: int) -> Cut:
        """Return the strips with even ends, turned to be walked."""
        return replace(self, strips=walk_strips([strip.levelled(aisle) for strip in self.strips]))

    def walked(self) -> Cut:
        """Return the strips as they are, turned to be walked."""
        return replace(self, strips=walk_strips(self.strips))

    def trimmed(self, by: int) -> Cut:
        """Return the strips shortened at their open ends."""
        return replace(self, strips=[strip.trimmed(by) for strip in self.strips])

    def fill(self, aisle: int, *, strays: bool = False) -> Draft:
        """Return the neatest of several fillings; see `Filler.fill` for `strays`."""
        best: Draft | None = None
        every = self._habits()
        for habits in every:
            if best and not best.fill.missing and habits.clear != every[0].clear:
                break  # islands that everybody has room to keep clear stay clear
            fill = Filler(self.strips, aisle, habits).fill(self.needs, strays=strays)
            draft = Draft(fill, self.giants, self.lanes)
            if best is None or draft.rank < best.rank:
                best = draft
            if not draft.rank[0] and draft.neat:
                break
        return best or Draft(Fill((), tuple(self.needs), 0, 0, 0), (), self.lanes)

    def _habits(self) -> list[Habits]:
        islands = any(need.bags["island"] for need in self.needs)
        clear = islands and any(strip.columns for strip in self.strips)
        if sum(need.left() for need in self.needs) > _LARGE:
            return [Habits(narrow_first=False, patience=False, clear=clear)]
        patient = islands or any(need.bags["through"] for need in self.needs)
        return [
            Habits(narrow_first, patience, is_clear)
            for is_clear in ((True, False) if clear else (False,))
            for patience in ((False, True) if patient else (False,))
            for narrow_first in (False, True)
        ]


@dataclass(frozen=True, slots=True)
class Draft:
    """A filled pattern; giants stand among its strips."""

    fill: Fill
    giants: tuple[Slot, ...]
    lanes: tuple[Lane, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return (*self.giants, *self.fill.slots())

    @property
    def neat(self) -> bool:
        return not self.fill.splits and not self.fill.ragged

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """What a search minimises: stands without a place, strays, splits, uneven ends."""
        return self.fill.missing, self.fill.strays, self.fill.splits, self.fill.ragged


def base_rules(site: Site, requests: Sequence[StandRequest]) -> RowRules:
    """Return the rules of the narrowest rows that the plan allows.

    In a turned hall whole millimetres lie beside the rows' lines: rows get some play.
    """
    rules = site.plan.rules
    widths: Counter[int] = Counter(request.width_mm for request in requests)
    unit = max(widths, key=lambda width: (widths[width], width), default=rules.aisle_mm)
    main = max(rules.main_aisle_mm, rules.aisle_mm)
    turned = any(mdeg % 90_000 for mdeg in list_directions(site.ground)[:1])
    play = PLAY_MM if turned else 0
    depth, aisle, cross = commonest_depth(requests) + play, rules.aisle_mm, rules.cross_mm
    return RowRules(depth, unit, aisle + play, cross + play, main + play, rules.max_block_mm)


def draw_roomy(
    site: Site, requests: Sequence[StandRequest], *, wishes: bool = True
) -> Draft | None:
    """Return the grid with the widest aisles on which everyone fits well, or None.

    With `wishes` who asks for three or four open sides has them.
    """
    base = base_rules(site, requests)
    needs = list_needs(site.plan, requests, commonest_depth(requests), wishes=wishes)
    needed = sum(needed_frontage(need) for need in needs)
    best: _Fitting | None = None
    looked, large = 0, len(requests) > _LARGE
    for group in _list_grids(site, base, _units(requests)):
        least, shares = needed, {True: 1.0, False: 1.0}
        for drawer, grid in group:
            kind = bool(grid.sides)
            if grid.frontage * (shares[kind] if large else 1.0) < least:
                continue
            pattern = drawer.draw(grid)
            shares[kind] = min(shares[kind], _LUCK * pattern.frontage_mm / grid.frontage)
            if pattern.frontage_mm < least:
                continue
            fitting = _fit(site, pattern, needs)
            if fitting.draft.fill.missing:
                # What found no place here needs that much more row at least.
                least = pattern.frontage_mm + fitting.draft.fill.missing_mm // _CAUTION
                continue
            looked += best is not None
            if best is None or fitting.draft.rank < best.draft.rank:
                best = fitting
            if best.draft.neat or large or looked >= _MORE_LOOKED_AT:
                break
        if best is not None:
            break
    return _shorten(best, site.plan.rules.aisle_mm) if best is not None else None


def _list_grids(
    site: Site, rules: RowRules, units: Sequence[int]
) -> Iterator[list[tuple[GridDrawer, Grid]]]:
    """Yield the grids with rows across the main aisles, least frontage first; then others."""
    for group in _directions(site.ground):
        drawers = [GridDrawer(site.ground, site.room, rules, mdeg) for mdeg in group]
        grids = [(drawer, grid) for drawer in drawers for grid in drawer.list_grids(units)]
        yield sorted(grids, key=lambda item: (item[1].frontage, item[0].mdeg))


def _units(requests: Sequence[StandRequest]) -> tuple[int, ...]:
    """Return what blocks are to be a multiple of: the commonest width, or what all share."""
    widths = Counter(request.width_mm for request in requests)
    commonest = max(widths, key=lambda width: (widths[width], width), default=_LEAST_UNIT_MM)
    shared = max(math.gcd(*widths), _LEAST_UNIT_MM)
    return (commonest,) if shared == commonest else (commonest, shared)


def _directions(ground: Ground) -> list[list[int]]:
    """Return the directions of rows, those at right angles to the main aisles first."""
    every = list(list_directions(ground))
    across = [mdeg for mdeg in every if _crosses(ground, mdeg)]
    rest = [mdeg for mdeg in every if mdeg not in across]
    return [group for group in (across, rest) if group]


def _crosses(ground: Ground, mdeg: int) -> bool:
    """Return whether the longest main aisle runs across rows of a direction."""
    if not ground.mains:
        return True
    bounds = [Frame(mdeg).enter(main).bounds for main in ground.mains]
    x0, y0, x1, y1 = max(bounds, key=lambda b: max(b[2] - b[0], b[3] - b[1]))
    return bool(y1 - y0 > x1 - x0)


class DenseRows:
    """The densest rows of a site, drawn once and filled for different requests."""

    def __init__(
        self,
        site: Site,
        requests: Sequence[StandRequest],
        directions: tuple[int, ...] = (),
        shorter: float = 1.0,
    ) -> None:
        """Draw the rows for the mix of sizes asked for or accepted.

        `directions` are those of the walls where not given; blocks are as long as the plan
        allows, or `shorter` by a factor.
        """
        self.site = site
        base = base_rules(site, requests)
        self.depth = commonest_depth(requests)
        unit = _units([*requests, *accepted(requests)])[-1]
        rules = replace(base, unit=unit, block=round(base.block * shorter))
        self.pattern = find_pattern(site.ground, rules, RowOptions(directions))

    def fill(self, requests: Sequence[StandRequest], *, wishes: bool = True) -> Draft:
        """Return the best filling; rows need not end evenly, and some may find no place."""
        needs = list_needs(self.site.plan, requests, self.depth, wishes=wishes)
        aisle = self.site.plan.rules.aisle_mm
        cut = self.site.cut(self.pattern, needs)
        draft = cut.levelled(aisle).fill(aisle, strays=True)
        if draft.rank[:2] == (0, 0):
            return draft
        return min(draft, cut.walked().fill(aisle, strays=True), key=lambda one: one.rank)


def accepted(requests: Sequence[StandRequest]) -> list[StandRequest]:
    """Return requests for the other sizes that exhibitors accept."""
    return [
        replace(request, width_mm=width, depth_mm=depth)
        for request in requests
        for width, depth in request.accepts
    ]


@dataclass(frozen=True, slots=True)
class _Fitting:
    cut: Cut
    draft: Draft


def _fit(site: Site, pattern: Pattern, needs: Sequence[Needs]) -> _Fitting:
    """Return the filling of a pattern in which everyone stands beside its kin."""
    aisle = site.plan.rules.aisle_mm
    cut = site.cut(pattern, needs).levelled(aisle)
    return _Fitting(cut, cut.fill(aisle))


def _shorten(fitting: _Fitting, aisle: int) -> Draft:
    """Return the draft with all strips as short as they can be."""
    best, strips = fitting.draft, fitting.cut.strips
    low, high = 0, max((strip.high - strip.low for strip in strips), default=0) // 2 // _TRIM_MM
    while low < high:
        middle = (low + high + 1) // 2
        draft = fitting.cut.trimmed(middle * _TRIM_MM).fill(aisle)
        if draft.rank > best.rank:
            high = middle - 1
        else:
            low, best = middle, draft
    return best
