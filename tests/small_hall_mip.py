"""Exact solutions of small halls on a raster of half a stand: the most stands of any layout.

Stands are 2 x 2 cells, and so is the square that sweeps the aisles. A stand needs such a
square before its front; the places of the squares are connected (a flow from one of them
reaches all).
"""

from __future__ import annotations

import highspy

Cell = tuple[int, int]
_FACING = ((0, -2), (0, 2), (-2, 0), (2, 0))


def solve_small_hall(columns: int, rows: int, *, connected: bool = True) -> int:
    """Return the most stands in a hall of so many cells."""
    places = [(x, y) for x in range(columns - 1) for y in range(rows - 1)]
    model = highspy.Highs()
    model.silent()
    aisle = {place: model.addBinary() for place in places}
    stands = {place: model.addBinary() for place in places}
    for (x, y), stand in stands.items():
        fronts = [aisle[x + dx, y + dy] for dx, dy in _FACING if (x + dx, y + dy) in aisle]
        model.addConstr(sum(fronts) >= stand)
    for x in range(columns):
        for y in range(rows):
            over = [(a, b) for a in (x - 1, x) for b in (y - 1, y) if (a, b) in stands]
            taken = sum(stands[place] for place in over)
            model.addConstr(taken <= 1)
            for place in over:
                model.addConstr(taken + aisle[place] <= 1)
    if connected:
        _connect(model, aisle)
    model.maximize(sum(stands.values()))
    return round(model.getObjectiveValue())


def neighbours(place: Cell, known: dict[Cell, highspy.highs.highs_var]) -> list[Cell]:
    x, y = place
    return [c for c in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)) if c in known]


def _connect(model: highspy.Highs, aisle: dict[Cell, highspy.highs.highs_var]) -> None:
    """Send one unit to every place of the square from the one that is chosen as source."""
    most = len(aisle)
    source = {place: model.addBinary() for place in aisle}
    flow = {
        (place, other): model.addVariable(lb=0, ub=most)
        for place in aisle
        for other in neighbours(place, aisle)
    }
    model.addConstr(sum(source.values()) == 1)
    for place, used in aisle.items():
        supply = model.addVariable(lb=0, ub=most)
        model.addConstr(supply <= most * source[place])
        model.addConstr(source[place] <= used)
        near = neighbours(place, aisle)
        inflow = sum(flow[other, place] for other in near)
        outflow = sum(flow[place, other] for other in near)
        model.addConstr(supply + inflow - outflow == used)
        model.addConstr(inflow <= most * used)
