"""Booth archetypes: one mesh for every stand of the same size, openness and kit."""

from __future__ import annotations

import functools

from assets.booth.enclosures import (
    add_island,
    add_pavilion,
    add_shell_scheme,
    add_totem,
    list_walls,
)
from assets.booth.fittings import plan_archetype
from assets.booth.furniture import add_carpet, add_furniture, list_contacts
from assets.booth.kinds import BoothKind
from assets.booth.light import bake_light
from assets.booth.sculptor import Sculptor
from assets.mesh import Mesh
from layout.values import SIDES

_LEAST_MM, _MOST_MM = 1000, 30_000


class BoothInvalid(ValueError):
    """A booth was asked for that cannot be built."""


@functools.lru_cache(maxsize=256)
def build_booth(kind: BoothKind) -> Mesh:
    """Return the booth in the stand's own frame, in metres, at most 220 triangles up to 6 x 6 m.

    Carpet, fascia and counter front take the tint of an instance (alpha 0).

    Raises:
        BoothInvalid: a side is not between 1 and 30 m, or an open side has an unknown name.
    """
    for name, length in (("width", kind.width_mm), ("depth", kind.depth_mm)):
        if not _LEAST_MM <= length <= _MOST_MM:
            raise BoothInvalid(f"booth {name} {length} mm: give {_LEAST_MM} to {_MOST_MM} mm")
    unknown = set(kind.open_sides) - set(SIDES)
    if unknown:
        raise BoothInvalid(f"open sides {sorted(unknown)}: known are {', '.join(SIDES)}")
    width, depth, open_sides = kind.width_mm / 1000, kind.depth_mm / 1000, kind.open_sides
    places = plan_archetype(kind)
    sculptor = Sculptor()
    walled = kind.kit in {"shell_scheme", "pavilion"}
    add_furniture(sculptor, places.surfaces)
    add_carpet(sculptor, width, depth)
    if kind.kit == "shell_scheme":
        add_shell_scheme(sculptor, width, depth, open_sides)
    elif kind.kit == "pavilion":
        add_pavilion(sculptor, width, depth, open_sides)
    elif kind.kit == "island":
        add_island(sculptor, width, depth)
    else:
        add_totem(sculptor, width, depth, open_sides)
    light = functools.partial(
        bake_light,
        walls=list_walls(width, depth, open_sides) if walled else (),
        contacts=list_contacts(places.surfaces),
    )
    return sculptor.mesh(light)
