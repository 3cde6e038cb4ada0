"""Places stands: rows back to back between aisles, each sector one quarter of the hall.

The search draws a few regular grids (both directions, with and without rows along the side
walls, more or fewer cross aisles and bands) and keeps the smallest one that holds everyone:
what is not needed becomes wider aisles. No chance and no clock: the same input gives the
same hall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layout.assigning.pinning import take_pins
from layout.assigning.staying import stay_put
from layout.input_hash import hash_input
from layout.lock import LockMemory
from layout.placing.filling import Needs, Size, Slot, fill_segments, is_block_stand
from layout.placing.finishing import finish_hall, settle_slots
from layout.placing.floor import Floor, build_floor
from layout.placing.limits import Limits, find_limits
from layout.placing.rows import Corridor, Shape, lay_grid, most_bands, most_frontage
from layout.placing.trimming import Measures
from layout.placing.widths import drop_narrow
from layout.values import PlacedHall, Plan, StandRequest

BANDS_TRIED = 6
CROSSES_TRIED = (0, 1, 2)
DEFAULT_DEPTH_MM = 3_000


@dataclass(frozen=True, slots=True)
class Draft:
    """One filled grid in the frame of the plan; `rank` is what the search minimises.

    The rank: stands without a place, stands away from their sector, rows that do not meet
    the main aisle at a right angle, metres of row.
    """

    slots: tuple[Slot, ...]
    corridors: tuple[Corridor, ...]
    rank: tuple[int, int, bool, int]


def place_stands(
    plan: Plan, requests: Sequence[StandRequest], previous: LockMemory | None
) -> PlacedHall:
    """Return the hall with every stand that found a place.

    Args:
        plan: as read by `layout.plan.text`.
        requests: one per exhibitor with a stand; their order does not matter.
        previous: what an earlier lock remembers; its stand ids and numbers are kept.

    Who found no place is named in a finding `stand.not_placed`; nothing is raised for a
    hall that is too small. Placements are sorted by number.
    """
    ordered = sorted(requests, key=lambda request: request.exhibitor)
    floor = build_floor(plan)
    pinned, waiting = take_pins(plan, ordered)
    floor = floor.without([(stand.shape, stand.lane) for stand in pinned])
    kept = None
    if previous is not None:
        unchanged = previous.input_hash == hash_input(plan, ordered)
        kept = stay_put(plan, ordered, pinned, floor, previous, unchanged=unchanged)
        if kept is not None and (unchanged or not kept.unplaced):
            return finish_hall(plan, ordered, previous, kept)
    draft = search_grid(plan, waiting, floor)
    slots = drop_narrow(draft.slots, floor, plan.doors, plan.rules.aisle_mm)
    drawn = settle_slots(plan, slots, draft.corridors, pinned, waiting, previous)
    if kept is not None and len(kept.unplaced) <= len(drawn.unplaced):
        drawn = kept
    return finish_hall(plan, ordered, previous, drawn)


def search_grid(plan: Plan, requests: Sequence[StandRequest], floor: Floor) -> Draft:
    """Return the best draft over directions, side rows, cross aisles and bands."""
    best = Draft((), (), (len(requests) + 1, 0, True, 0))
    measures = measure_requests(plan, requests)
    frontage = sum(request.width_mm for request in requests)
    for turned in (False, True):
        ground = floor.turned() if turned else floor
        across = not any(door.along_x for door in ground.entrances)
        if (0, 0, across, 0) >= best.rank:
            continue
        ground.prepare()
        limits = find_limits(ground)
        for shape in _shapes(limits, measures):
            if best.slots and most_frontage(ground, limits, measures, shape) < frontage:
                continue
            grid = lay_grid(ground, limits, measures, shape)
            if grid is None:
                continue
            hopeless = grid.frontage < frontage and best.slots
            if hopeless or (0, 0, across, grid.frontage) >= best.rank:
                continue
            slots, unmet, strays = fill_segments(
                grid.segments, list_needs(plan, requests, measures), measures
            )
            missing = sum(need.left() for need in unmet)
            rank = (missing, strays, across, grid.frontage)
            if rank < best.rank:
                draft = Draft(tuple(slots), grid.corridors, rank)
                best = _turn_back(draft) if turned else draft
    return best


def measure_requests(plan: Plan, requests: Sequence[StandRequest]) -> Measures:
    """Return the row depth (the commonest) and the block unit (commonest width)."""
    depths: Counter[int] = Counter()
    widths: Counter[int] = Counter()
    for request in requests:
        if request.kit != "island":
            depths[request.depth_mm] += 1
            widths[request.width_mm] += 1
    depth = max(depths, key=lambda d: (depths[d], d), default=DEFAULT_DEPTH_MM)
    unit = max(widths, key=lambda w: (widths[w], w), default=DEFAULT_DEPTH_MM)
    return Measures(depth, plan.rules.aisle_mm, plan.rules.main_aisle_mm, unit)


def list_needs(plan: Plan, requests: Sequence[StandRequest], measures: Measures) -> list[Needs]:
    """Return what each sector needs, in the order of the plan; unknown sectors last."""
    order = [sector.id for sector in plan.sectors]
    order += sorted({request.sector for request in requests} - set(order))
    needs = {sector: Needs(sector, Counter(), Counter()) for sector in order}
    for request in requests:
        size: Size = (request.width_mm, request.depth_mm)
        block = is_block_stand(size, request.kit, measures.depth)
        (needs[request.sector].blocks if block else needs[request.sector].rows)[size] += 1
    return [need for need in needs.values() if need.left()]


def _shapes(limits: Limits, measures: Measures) -> Iterator[Shape]:
    top = most_bands(limits, measures)
    for bands in range(top, max(-1, top - BANDS_TRIED), -1):
        for side_rows in (False, True):
            for crosses in CROSSES_TRIED:
                yield Shape(bands, side_rows, crosses)


def _turn_back(draft: Draft) -> Draft:
    """Return a draft from the turned frame in the frame of the plan: (x, y) was (y, -x)."""
    slots = tuple(
        replace(slot, x=-slot.y, y=slot.x, quarter=(slot.quarter + 1) % 4) for slot in draft.slots
    )
    corridors = tuple(Corridor(-c.y1, c.x0, -c.y0, c.x1, c.rank) for c in draft.corridors)
    return Draft(slots, corridors, draft.rank)
