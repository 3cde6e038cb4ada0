"""The hall around the stands: fixed meshes, and props with the places they stand at."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shapely.geometry import Point, Polygon

from assets.booth.areas import Spot, add_areas
from assets.booth.boards import Board, list_boards
from assets.booth.colour import DARK, OAK, WHITE, Rgb, blend
from assets.booth.floor import BORDER_M, STRIPE_M, build_floor, list_borders, list_medallions
from assets.booth.floor_plan import FloorPlan, Line, Opening
from assets.booth.props import (
    build_awning,
    build_banner,
    build_bench,
    build_border,
    build_cafe_table,
    build_column,
    build_medallion,
    build_palm,
)
from assets.booth.roof import add_roof, build_roof_light
from assets.booth.sculptor import Point as Corner
from assets.booth.sculptor import Sculptor
from assets.booth.walls import BAY_M, DOOR_M, Bay, build_bay, build_door, list_bays, list_doors
from assets.mesh import Mesh

_BANNER_WIDTH_M, _BANNER_HEIGHT_M = 4.2, 1.15
_AWNING_BELOW_M = 0.75


@dataclass(frozen=True, slots=True)
class PropPlace:
    """One place of a prop: position, turn about +Y, scale, tint."""

    x: float
    y: float
    z: float
    turn: float
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    tint: Rgb = WHITE

    def put(self, mesh: Mesh) -> Mesh:
        """Return the mesh as it stands here."""
        scaled = mesh if self.scale == (1.0, 1.0, 1.0) else mesh.scaled(*self.scale)
        return scaled.turned(self.turn).moved(self.x, self.y, self.z)


@dataclass(frozen=True, slots=True)
class Prop:
    """A mesh that repeats."""

    name: str
    mesh: Mesh
    places: tuple[PropPlace, ...]


@dataclass(frozen=True, slots=True)
class SectorBanner:
    """A hanging banner: the middle of its front, turn, size in metres."""

    sector: str
    x: float
    y: float
    z: float
    turn: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class HallMeshes:
    """`fixed` are meshes by node name in the hall's frame."""

    fixed: Mapping[str, Mesh]
    props: tuple[Prop, ...]
    banners: tuple[SectorBanner, ...]
    boards: tuple[Board, ...]


def build_hall(plan: FloorPlan) -> HallMeshes:
    """Return everything that is not a stand."""
    sculptor = Sculptor()
    spots = add_areas(sculptor, plan)
    roof = Sculptor()
    lights = add_roof(roof, plan)
    for opening in plan.openings:
        if opening.kind == "entrance":
            _add_portal(sculptor, opening, plan)
            _greet(opening, plan, spots)
    banners = _list_banners(plan)
    stars = list_medallions(plan)
    fixed = {"floor": build_floor(plan), "roof": roof.mesh()}
    if not sculptor.is_empty:
        fixed["furniture"] = sculptor.mesh()
    builders = {
        "cafe_table": build_cafe_table,
        "bench": build_bench,
        "palm": build_palm,
    }
    props = [
        Prop(
            name,
            build(),
            tuple(PropPlace(_snap(x), 0.0, _snap(z), turn) for x, z, turn in spots[name]),
        )
        for name, build in builders.items()
        if name in spots
    ]
    props += [
        Prop("walls", build_bay(plan.height, plan.colours), _stretch(list_bays(plan), BAY_M)),
        *(
            Prop(kind, build_door(kind, plan.height, plan.colours), _stretch(doors, DOOR_M))
            for kind, doors in sorted(list_doors(plan).items())
        ),
        Prop(
            "medallions",
            build_medallion(plan.colours.accent),
            tuple(PropPlace(x, 0.0, z, 0.0) for x, z, _ in stars),
        ),
        Prop("awnings", build_awning(), _hang_awnings(plan, stars)),
        Prop(
            "border",
            build_border(BORDER_M, STRIPE_M, plan.colours.motif, _ink_border(plan)),
            tuple(
                PropPlace(
                    _snap(line.start[0]),
                    0.0,
                    _snap(line.start[1]),
                    line.turn,
                    (_snap(line.length) / BORDER_M, 1.0, 1.0),
                )
                for line in list_borders(plan)
            ),
        ),
        Prop(
            "roof_lights",
            build_roof_light(lights.width, lights.length),
            tuple(PropPlace(_snap(x), plan.height, _snap(z), turn) for x, z, turn in lights.spots),
        ),
    ]
    if plan.posts:
        props.append(Prop("columns", build_column(plan.height), _list_columns(plan)))
    if banners:
        tints = {patch.sector: patch.colour for patch in plan.stands}
        hung = tuple(
            PropPlace(b.x, b.y, b.z, b.turn, (b.width, b.height, 1.0), tints[b.sector])
            for b in banners
        )
        props.append(Prop("banners", build_banner(), hung))
    shown = tuple(prop for prop in props if prop.places)
    return HallMeshes(fixed, shown, banners, list_boards(plan))


def _ink_border(plan: FloorPlan) -> tuple[Rgb, Rgb]:
    return blend(plan.colours.primary, DARK, 0.25), plan.colours.accent


def _snap(length: float) -> float:
    # Sixteenths are short binary fractions: three of the four bytes of each float are zero.
    return round(length * 16) / 16


def _stretch(bays: Sequence[Bay], width: float) -> tuple[PropPlace, ...]:
    """Return the places of a piece of wall that is `width` wide as built."""
    return tuple(
        PropPlace(bay.x, 0.0, bay.z, bay.turn, (bay.width / width, 1.0, 1.0)) for bay in bays
    )


def _hang_awnings(
    plan: FloorPlan, stars: Sequence[tuple[float, float, float]]
) -> tuple[PropPlace, ...]:
    """Return cloths across the main aisles, above each star, in the fair's colours in turn."""
    colours = (plan.colours.primary, plan.colours.accent, plan.colours.secondary)
    y = _snap(plan.height - _AWNING_BELOW_M)
    return tuple(
        PropPlace(x, y, z, turn, tint=colours[at % len(colours)])
        for at, (x, z, turn) in enumerate(sorted(stars, key=lambda star: (star[1], star[0])))
    )


def _list_columns(plan: FloorPlan) -> tuple[PropPlace, ...]:
    tint = blend(plan.colours.accent, WHITE, 0.1)
    return tuple(
        PropPlace(post.x, 0.0, post.z, 0.0, (post.width, 1.0, post.depth), tint)
        for post in plan.posts
    )


def _add_portal(sculptor: Sculptor, opening: Opening, plan: FloorPlan) -> None:
    """Add the frame of an entrance that stands into the hall: jambs, attic, keel of the arch."""
    line = Line(opening.left, opening.right)
    width, out, jamb = line.length, 0.5, 0.55
    top = min(5.2, plan.height - 0.9)
    head = min(3.6, plan.height - 2.0)
    spans = ((-jamb, 0.0, 0.0, top), (width, width + jamb, 0.0, top), (0.0, width, head, top))
    for start, end, low, high in spans:
        a, b = line.at(start), line.at(start, out)
        c, d = line.at(end, out), line.at(end)
        for left, right in ((a, b), (b, c), (c, d)):
            sculptor.curtain(left, right, (low, high), plan.colours.primary)
        for y, corners in ((high, (b, c, d, a)), (low, (a, d, c, b))):
            if y > 0:
                points = [(x, y, z) for x, z in corners]
                sculptor.polygon(points, plan.colours.primary)
    _add_spandrels(sculptor, line, head, out + 0.01, plan)
    for low, high in ((top - 0.35, top - 0.2), (head + 0.15, head + 0.3)):
        sculptor.curtain(line.at(-jamb, out + 0.02), line.at(width + jamb, out + 0.02), (low, high),
                         plan.colours.accent)  # fmt: skip


def _add_spandrels(
    sculptor: Sculptor, line: Line, head: float, out: float, plan: FloorPlan
) -> None:
    """Add the corners that turn the opening into a horseshoe arch."""
    reach, spring = line.length / 2, head - 1.3
    for mirrored in (False, True):
        rim: list[tuple[float, float]] = []
        for step in range(6):
            angle = math.radians(-15 + 105 * step / 5)
            along = round(reach - (reach - 0.12) * math.cos(angle), 2)
            rim.append((along, round(spring + (head - spring) * math.sin(angle), 2)))
        rim.insert(0, (0.0, rim[0][1]))
        for first, second in itertools.pairwise(rim):
            corners: list[Corner] = []
            for along, up in ((0.0, head), first, second):
                x, z = line.at(line.length - along if mirrored else along, out)
                corners.append((x, up, z))
            face = corners[::-1] if mirrored else corners
            sculptor.polygon(face, blend(plan.colours.primary, OAK, 0.35))


def _greet(opening: Opening, plan: FloorPlan, spots: dict[str, list[Spot]]) -> None:
    """Put palms on both sides of an entrance, where the floor is free."""
    line = Line(opening.left, opening.right)
    hall = Polygon(plan.outline).buffer(-0.3)
    for along in (-1.2, line.length + 1.2):
        spot = line.at(along, 0.9)
        if hall.contains(Point(spot)):
            spots.setdefault("palm", []).append((*spot, line.turn))


def _list_banners(plan: FloorPlan) -> tuple[SectorBanner, ...]:
    """Return one banner for about forty stands of a sector, above their middles."""
    by_sector: dict[str, list[tuple[float, float]]] = {}
    for patch in plan.stands:
        middle = Polygon(patch.ring).centroid
        by_sector.setdefault(patch.sector, []).append((middle.x, middle.y))
    y = plan.height * 0.62
    banners: list[SectorBanner] = []
    for sector, middles in sorted(by_sector.items()):
        count = max(1, round(len(middles) / 40))
        middles.sort()
        size = -(-len(middles) // count)
        for start in range(0, len(middles), size):
            part = middles[start : start + size]
            x = sum(x for x, _ in part) / len(part)
            z = sum(z for _, z in part) / len(part)
            banners.append(
                SectorBanner(sector, _snap(x), _snap(y), _snap(z), 0.0, _BANNER_WIDTH_M,
                             _BANNER_HEIGHT_M)
            )  # fmt: skip
    return tuple(banners)
