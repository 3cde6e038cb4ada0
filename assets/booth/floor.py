"""The floor: carpets with their border, polished aisles, the floors of the zones.

Regions are cut out of each other instead of laid on top, so nothing can flicker. Shadows and
daylight on it come from the plan itself, in the viewer: they weigh no bytes.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from assets.booth.areas import is_audience, is_foyer
from assets.booth.colour import SAND, STONE, WALNUT, Rgb, blend, dim, parse_colour
from assets.booth.floor_plan import FloorPlan, FloorRing, Line
from assets.booth.surface import Surface, pack_alpha
from assets.mesh import Mesh, join_meshes

_TOLERANCE_M = 0.002
_UNDER_M = 0.03
_TUCK_M = 0.06
BORDER_M = 5.0
STRIPE_M = 0.36
_MEDALLION_M, _MEDALLION_STEP_M, _ACROSS_M = 1.5, 7.0, 8.0
_ZONE_FLOORS: dict[str, Rgb] = {
    "stage": dim(WALNUT, 0.8),
    "workshop": blend(STONE, WALNUT, 0.3),
    "conference": blend(STONE, WALNUT, 0.3),
    "cafe": parse_colour("#c9a06a"),
    "prayer_room": parse_colour("#8c3f34"),
    "rest": parse_colour("#9fb48a"),
    "desk": blend(STONE, SAND, 0.5),
}
_CARPETED = "carpeted"
_ZONE_SURFACES: dict[str, Surface] = {
    _CARPETED: "carpet",
    "prayer_room": "carpet",
    "rest": "carpet",
    "stage": "wood",
    "cafe": "wood",
}
_PLAIN = parse_colour("#d5cab8")
_AISLE = parse_colour("#dcd2c1")


def build_floor(plan: FloorPlan) -> Mesh:
    """Return the floor at height 0, seen from above."""
    hall = _to_polygon(plan.outline, plan.holes)
    stands = _join([_to_polygon(patch.ring) for patch in plan.stands])
    # Booth carpets lie a little higher: floor below their edges closes the gap of light.
    regions = _list_regions(plan, hall, stands.buffer(-_TUCK_M, join_style="mitre"))
    pieces = [
        _to_mesh(polygon, colour, surface)
        for region, colour, surface in regions
        for polygon in _list_polygons(region)
    ]
    # Where three regions meet, a renderer may leave a pixel open: this closes it.
    under = [_to_mesh(polygon, _AISLE, "stone") for polygon in _list_polygons(hall)]
    return join_meshes([*pieces, *(mesh.moved(0.0, -_UNDER_M, 0.0) for mesh in under)])


def list_medallions(plan: FloorPlan) -> tuple[tuple[float, float, float], ...]:
    """Return x, z of the stars on the main aisles and the turn of the way across.

    There is one every few metres along their middle.
    """
    main = _join([_to_polygon(w.ring, w.holes) for w in plan.walkways if w.rank == "main"])
    middle = main.buffer(-_MEDALLION_M, join_style="mitre")
    if middle.is_empty:
        return ()
    low_x, low_y, high_x, high_y = middle.bounds
    far = 1e4
    lines = [
        (LineString([(-far, y), (far, y)]), 0.0)
        for y in np.arange(low_y + 2.0, high_y, _MEDALLION_STEP_M)
    ] + [
        (LineString([(x, -far), (x, far)]), math.pi / 2)
        for x in np.arange(low_x + 2.0, high_x, _MEDALLION_STEP_M)
    ]
    found: list[tuple[float, float, float]] = []
    for line, turn in lines:
        for part in shapely.get_parts(middle.intersection(line)):
            if part.is_empty:  # the line lies between the carpets
                continue
            spot = part.interpolate(0.5, normalized=True)
            near = any(
                np.hypot(spot.x - x, spot.y + z) < _MEDALLION_STEP_M * 0.7 for x, z, _ in found
            )
            # A line along an aisle is no cut across it.
            if part.length < _ACROSS_M and not near:
                found.append((round(spot.x, 2), round(-spot.y, 2), turn))
    return tuple(found)


def list_borders(plan: FloorPlan) -> tuple[Line, ...]:
    """Return the pieces of the border of the main carpets, each as seen from its carpet.

    The lines run in the middle of the border, in lengths of about BORDER_M.
    """
    main = _join([_to_polygon(w.ring, w.holes) for w in plan.walkways if w.rank == "main"])
    stands = _join([_to_polygon(patch.ring) for patch in plan.stands])
    middle = main.difference(stands)
    middle = middle.buffer(-STRIPE_M / 2, join_style="mitre")
    found: list[Line] = []
    for polygon in _list_polygons(shapely.orient_polygons(middle)):
        for ring in (polygon.exterior, *polygon.interiors):
            for (ax, ay), (bx, by) in itertools.pairwise(ring.coords):
                edge = Line((bx, -by), (ax, -ay))
                count = round(edge.length / BORDER_M)
                cuts = [edge.at(edge.length * cut / max(1, count)) for cut in range(count + 1)]
                found.extend(Line(a, b) for a, b in itertools.pairwise(cuts))
    return tuple(found)


def _list_regions(
    plan: FloorPlan, hall: BaseGeometry, stands: BaseGeometry
) -> list[tuple[BaseGeometry, Rgb, Surface]]:
    """Return disjoint regions that together are the hall without its stands."""
    zones = [
        (
            _to_polygon(area.ring),
            _CARPETED if is_foyer(area, plan) or is_audience(area, plan) else area.kind,
        )
        for area in plan.areas
    ]
    built = shapely.union_all([stands, *(zone for zone, _ in zones)])
    open_floor = shapely.difference(hall, built)
    regions: list[tuple[BaseGeometry, Rgb, Surface]] = []
    carpet = blend(plan.colours.primary, _AISLE, 0.1)
    main = open_floor.intersection(
        _join([_to_polygon(w.ring, w.holes) for w in plan.walkways if w.rank == "main"])
    )
    inner = main.buffer(-STRIPE_M, join_style="mitre")
    regions += [
        (main.difference(inner), plan.colours.accent, "carpet"),
        (inner, carpet, "carpet"),
    ]
    # Aisles and cross aisles are one floor: a seam between them would only say how they were cut.
    regions.append((open_floor.difference(main), _AISLE, "stone"))
    regions += [
        (
            zone.intersection(hall).difference(stands),
            carpet if kind == _CARPETED else _ZONE_FLOORS.get(kind, _PLAIN),
            _ZONE_SURFACES.get(kind, "stone"),
        )
        for zone, kind in zones
    ]
    return regions


def _join(polygons: list[Polygon]) -> BaseGeometry:
    """Return the union without the corners that neighbours in a row leave on its edges."""
    return shapely.simplify(shapely.union_all(polygons), _TOLERANCE_M)


def _to_polygon(ring: FloorRing, holes: Iterable[FloorRing] = ()) -> Polygon:
    # glTF z points south: negating it keeps counter-clockwise counter-clockwise.
    return Polygon([(x, -z) for x, z in ring], [[(x, -z) for x, z in hole] for hole in holes])


def _list_polygons(region: BaseGeometry) -> list[Polygon]:
    parts = region.geoms if hasattr(region, "geoms") else [region]
    found: list[Polygon] = []
    for part in parts:
        if isinstance(part, MultiPolygon):
            found.extend(part.geoms)
        elif isinstance(part, Polygon) and not part.is_empty:
            found.append(part)
    least_m2 = 1e-4
    return [polygon for polygon in found if polygon.area > least_m2]


def _to_mesh(polygon: Polygon, colour: Rgb, surface: Surface) -> Mesh:
    triangles = shapely.get_parts(shapely.constrained_delaunay_triangles(polygon))
    rings = shapely.get_coordinates(shapely.orient_polygons(triangles)).reshape(-1, 4, 2)[:, :3]
    points = rings.reshape(-1, 2)
    count = len(points)
    colours = np.ones((count, 4), np.float32)
    colours[:, :3] = np.array(colour)
    colours[:, 3] = pack_alpha(0.0, surface)
    positions = np.stack([points[:, 0], np.zeros(count), -points[:, 1]], axis=1)
    normals = np.tile(np.array([0, 1, 0], np.float32), (count, 1))
    indices = np.arange(count, dtype=np.uint32)
    return Mesh(positions.astype(np.float32), normals, colours, indices)
