"""Fills what rows leave over: stands of any quarter whose front is on an aisle that is there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import Polygon, box

from layout.rows.frame import QUARTER, Frame
from layout.rows.ground import areas, widen
from layout.rows.kinds import SLIT_MM
from layout.rows.standing import TOLERANCE_MM, Bounds, Stand, Standing, grown

_MOST_PLACES = 12  # tried in one pocket


def fill_pockets(standing: Standing, angles: tuple[int, ...]) -> int:
    """Add stands where floor is left over and return how many; `angles` are the rows'."""
    added = 0
    for tile in standing.tiles():
        for pocket in list_pockets(standing, tile):
            added += _fill(standing, pocket, angles)
    return added


def drop_lone(standing: Standing) -> None:
    """Take away the stands that no other stands beside: in a sharp corner they look stranded."""
    for key in sorted(standing.stands):
        shape = standing.shapes[key]
        around = standing.near(grown(shape.bounds, SLIT_MM))
        if not any(
            shape.dwithin(standing.shapes[other], SLIT_MM) for other in around if other != key
        ):
            standing.remove(key)


def fill_within(standing: Standing, bounds: Bounds, angles: tuple[int, ...]) -> int:
    """Add stands where floor within bounds is left over and return how many."""
    return sum(_fill(standing, pocket, angles) for pocket in list_pockets(standing, bounds))


def list_pockets(standing: Standing, tile: Bounds) -> list[Polygon]:
    """Return the pieces of floor of a tile that no stand takes and no front needs."""
    reach = 2 * max(standing.depth, standing.width, standing.aisle)
    wider = grown(tile, reach)
    keys = standing.near(wider)
    taken = [standing.shapes[key] for key in keys]
    taken += [standing.rectangle(standing.stands[key], standing.aisle) for key in keys]
    floor = areas(standing.ground.stands.intersection(box(*wider)))
    rest = areas(floor.difference(shapely.union_all(taken)))
    half = min(standing.width, standing.depth) / 2 - TOLERANCE_MM
    pockets = []
    for core in shapely.get_parts(widen(rest, -half)):
        pocket = widen(core, half).intersection(rest)
        if core.is_empty:
            continue
        x, y = core.bounds[:2]
        if tile[0] <= x < tile[2] and tile[1] <= y < tile[3]:
            pockets += [part for part in shapely.get_parts(pocket) if part.geom_type == "Polygon"]
    return sorted(pockets, key=lambda part: part.bounds)


def _fill(standing: Standing, pocket: Polygon, angles: tuple[int, ...]) -> int:
    added = 0
    while not pocket.is_empty:
        stand = next(_places(standing, pocket, angles), None)
        if stand is None:
            break
        shape = standing.rectangle(stand, -standing.depth)
        pocket = pocket.difference(shape)
        pocket = pocket.difference(standing.rectangle(stand, standing.aisle))
        standing.add(stand)
        added += 1
    return added


def _places(standing: Standing, pocket: Polygon, angles: tuple[int, ...]) -> Iterator[Stand]:
    """Yield the places for a stand in a pocket that break no rule, the snuggest first."""
    reach = standing.aisle + standing.depth
    around = grown(pocket.bounds, reach)
    floor = standing.floor(around, standing.near(around)).buffer(TOLERANCE_MM, join_style="mitre")
    inside = pocket.buffer(TOLERANCE_MM, join_style="mitre")
    shapely.prepare(floor)
    shapely.prepare(inside)
    found: list[tuple[float, Stand]] = []
    for angle in angles:
        stands = list(_corner_places(standing, pocket, Frame(angle)))
        shapes = np.array([standing.rectangle(s, -standing.depth) for s in stands], dtype=object)
        ahead = np.array([standing.rectangle(s, standing.aisle) for s in stands], dtype=object)
        fits = np.flatnonzero(shapely.covers(inside, shapes))
        fits = fits[shapely.covers(floor, ahead[fits])]
        found += [(_looseness(shapes[i], pocket), stands[i]) for i in fits.tolist()]
    found.sort()
    for _, stand in found[:_MOST_PLACES]:
        if is_sound(standing, stand):
            yield stand


def _corner_places(standing: Standing, pocket: Polygon, frame: Frame) -> Iterator[Stand]:
    """Yield the stands of every quarter in the corners of a pocket's outline."""
    points = shapely.get_coordinates(frame.enter(pocket))[:-1]
    corners = sorted({(x, y) for x, y in points.tolist()})
    w, d = standing.width, standing.depth
    for quarter in range(4):
        dx, dy = (w, d) if quarter % 2 == 0 else (d, w)
        places = {(x - i, y - j) for x, y in corners for i in (0, dx) for j in (0, dy)}
        for x, y in sorted(places):
            corner = [(x, y), (x + dx, y), (x + dx, y + dy), (x, y + dy)][quarter]
            at = frame.leave(*corner)
            yield Stand(*at, (frame.mdeg + quarter * QUARTER) % (4 * QUARTER))


def _looseness(shape: Polygon, pocket: Polygon) -> float:
    """Return how much of a stand's outline does not lie on the pocket's, in whole metres."""
    edge = shape.boundary.difference(pocket.boundary.buffer(2 * TOLERANCE_MM))
    return float(round(edge.length / 1000))


def is_sound(standing: Standing, stand: Stand) -> bool:
    """Return whether a stand more leaves every way as wide as it must be."""
    ahead = standing.rectangle(stand, standing.aisle).buffer(-2 * TOLERANCE_MM, join_style="mitre")
    if not standing.ground.walk.covers(ahead):
        return False
    shape = standing.rectangle(stand, -standing.depth)
    inner = shape.buffer(-2 * TOLERANCE_MM, join_style="mitre")
    window = grown(shape.union(ahead).bounds, standing.aisle)
    for key in standing.near(window):
        other = standing.shapes[key]
        if other.intersects(ahead) or other.intersects(inner):
            return False
        if standing.rectangle(standing.stands[key], standing.aisle).intersects(inner):
            return False
    before = _pieces(standing, window)
    key = standing.add(stand)
    sound = _pieces(standing, window) == before and not standing.necks(window)
    standing.remove(key)
    return sound


def _pieces(standing: Standing, bounds: Bounds) -> int:
    """Return in how many pieces the aisles around a place are."""
    wider = grown(bounds, 2 * standing.aisle)
    floor = standing.floor(wider, standing.near(wider))
    core = standing.core(floor)
    return sum(part.length > 0 for part in shapely.get_parts(core))
