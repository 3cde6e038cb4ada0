"""Booth archetypes: one mesh for every stand of the same size, openness and kit."""

from __future__ import annotations

import functools

from assets.booth.enclosures import (
    add_island,
    add_pavilion,
    add_shell_scheme,
    add_totem,
)
from assets.booth.fittings import Surface, plan_archetype
from assets.booth.furniture import add_carpet, add_furniture
from assets.booth.kinds import BoothKind
from assets.booth.sculptor import Sculptor
from assets.mesh import Mesh, join_meshes
from layout.values import SIDES

_LEAST_MM, _MOST_MM = 1000, 30_000
# How much of its light a face loses that sees no sky at all.
_OCCLUDED = 0.42


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
    furniture = _furnish(places.surfaces)
    sculptor = Sculptor()
    add_carpet(sculptor, width, depth)
    if kind.kit == "shell_scheme":
        add_shell_scheme(sculptor, width, depth, open_sides)
    elif kind.kit == "pavilion":
        add_pavilion(sculptor, width, depth, open_sides)
    elif kind.kit == "island":
        add_island(sculptor, width, depth)
    else:
        add_totem(sculptor, width, depth, open_sides)
    return join_meshes([furniture, sculptor.mesh(occluded=_OCCLUDED, beside=furniture)])


@functools.lru_cache(maxsize=64)
def _furnish(surfaces: tuple[Surface, ...]) -> Mesh:
    """Return the furniture, lit as if it stood free: the same in every booth weighs nothing."""
    sculptor = Sculptor()
    add_furniture(sculptor, surfaces)
    return sculptor.mesh(occluded=_OCCLUDED)
