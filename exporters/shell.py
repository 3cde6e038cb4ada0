"""The streamed shell: what a visitor needs to walk, in a few draw calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from assets.booth.booths import build_booth
from assets.booth.colour import WHITE, Rgb, parse_colour
from assets.booth.fittings import Hanging, plan_archetype
from assets.booth.hall import HallMeshes, Prop, PropPlace, build_hall
from assets.booth.kinds import BoothKind, choose_archetypes
from assets.values import Look
from exporters.axes import to_floor, to_quaternion, to_radians
from exporters.gltf import GltfWriter, round_floats
from exporters.hall_plan import convert_hall, describe_booth
from exporters.quantisation import MILLIMETRES, Grid, quantise_mesh
from layout.values import PlacedHall, Placement

_REACH = 32_000


def build_shell(
    placed: PlacedHall, look: Look, *, packed: bool = True, tiled: bool = False
) -> bytes:
    """Return the shell of a hall as a GLB.

    Nodes: the fixed parts of the hall by name, its props and one node for each booth archetype,
    instanced, with `extras.stands` (and for booths `extras.signs`: the places of the fascia
    lettering as x, y, z, width, height in metres and turn in radians, in the stand's frame).
    `furniture` has `extras.boards`: walls to letter, each the zone's kind, x, y, z, width, height
    and turn in the hall's frame; `extras.look` are the fair's three colours and its motif.
    `packed` False gives the same content without EXT_meshopt_compression.
    `tiled` leaves out all but the first stand of each kind of booth, whose node then has
    `extras.booth` (its number, as `number_booths` gives it) and `extras.size` (width and depth
    of its mesh in metres): the viewer puts up the others from the tiles of the index.
    """
    writer = GltfWriter(packed=packed)
    material = writer.add_unlit_material("hall")
    hall = build_hall(convert_hall(placed, look))
    _add_fixed(writer, hall, look, material)
    for prop in hall.props:
        _add_prop(writer, prop, material, hall)
    tints = {sector.id: parse_colour(sector.colour) for sector in placed.plan.sectors}
    _add_booths(writer, placed.placements, tints, material, tiled=tiled)
    return writer.to_bytes()


def _add_fixed(writer: GltfWriter, hall: HallMeshes, look: Look, material: int) -> None:
    low = np.min([mesh.positions.min(axis=0) for mesh in hall.fixed.values()], axis=0)
    high = np.max([mesh.positions.max(axis=0) for mesh in hall.fixed.values()], axis=0)
    middle = np.rint((low + high) / 2)
    # One grid for all parts: what touches in the hall still touches in the file.
    step = max(0.001, float(np.ceil((high - low).max() / 2 / _REACH * 1e4 + 1) / 1e4))
    grid = Grid(step, (float(middle[0]), float(middle[1]), float(middle[2])))
    for name, mesh in hall.fixed.items():
        place = writer.add_block(quantise_mesh(mesh, grid), material)
        node: dict[str, Any] = {
            "name": name,
            "mesh": place,
            "translation": round_floats(grid.origin_m),
            "scale": round_floats([step] * 3),
        }
        if name == "furniture" and hall.boards:
            node["extras"] = _tell_boards(hall, look)
        writer.add_node(node)


def _tell_boards(hall: HallMeshes, look: Look) -> dict[str, Any]:
    """Return what a viewer letters inside zones, and the fair's look to do it in."""
    boards = [
        [b.kind, *round_floats((b.x, b.y, b.z, b.width, b.height, b.turn), 2)] for b in hall.boards
    ]
    return {"look": [look.primary, look.secondary, look.accent, look.motif], "boards": boards}


def _add_prop(writer: GltfWriter, prop: Prop, material: int, hall: HallMeshes) -> None:
    mesh = writer.add_block(quantise_mesh(prop.mesh, MILLIMETRES), material)
    extras: dict[str, Any] = {"stands": [None] * len(prop.places)}
    if prop.name == "banners":
        extras["banners"] = [
            [b.sector, *round_floats((b.x, b.y, b.z, b.width, b.height, b.turn), 3)]
            for b in hall.banners
        ]
    _add_instances(writer, prop.name, mesh, prop.places, extras)


def number_booths(placements: Sequence[Placement]) -> dict[str, int]:
    """Return for each stand's id the number of its kind of booth in the shell."""
    groups = _group_by_kind(placements)
    return {p.stand_id: number for number, (_, group) in enumerate(groups) for p in group}


def _group_by_kind(placements: Sequence[Placement]) -> list[tuple[BoothKind, list[Placement]]]:
    kinds = {p.stand_id: describe_booth(p) for p in placements}
    archetypes = choose_archetypes(list(kinds.values()))
    groups: dict[BoothKind, list[Placement]] = {}
    for placement in placements:
        groups.setdefault(archetypes[kinds[placement.stand_id]], []).append(placement)
    return sorted(groups.items())


def _add_booths(
    writer: GltfWriter,
    placements: Sequence[Placement],
    tints: dict[str, Rgb],
    material: int,
    *,
    tiled: bool,
) -> None:
    for number, (kind, members) in enumerate(_group_by_kind(placements)):
        name = f"booth-{kind.kit}-{kind.width_mm // 1000}-{'-'.join(kind.open_sides)}"
        mesh = writer.add_block(quantise_mesh(build_booth(kind), MILLIMETRES), material)
        shown = members[:1] if tiled else members
        places = [_place(p, kind, tints.get(p.sector, WHITE)) for p in shown]
        extras: dict[str, Any] = {
            "stands": [p.stand_id for p in shown],
            "signs": [_list_numbers(sign) for sign in plan_archetype(kind).signs],
        }
        if tiled:
            size = (kind.width_mm / 1000, kind.depth_mm / 1000)
            extras |= {"booth": number, "size": round_floats(size, 3)}
        _add_instances(writer, name, mesh, places, extras)


def _place(placement: Placement, kind: BoothKind, tint: Rgb) -> PropPlace:
    x, z = to_floor((placement.x_mm, placement.y_mm))
    scale = (placement.width_mm / kind.width_mm, 1.0, placement.depth_mm / kind.depth_mm)
    return PropPlace(x, 0.0, z, to_radians(placement.rotation_mdeg), scale, tint)


def _list_numbers(sign: Hanging) -> list[float]:
    return round_floats((sign.x, sign.y, sign.z, sign.width, sign.height, sign.turn), 3)


def _add_instances(
    writer: GltfWriter,
    name: str,
    mesh: int,
    places: Sequence[PropPlace],
    extras: dict[str, Any],
) -> None:
    writer.use("EXT_mesh_gpu_instancing", required=True)
    positions = np.array([(p.x, p.y, p.z) for p in places], np.float32)
    quaternions = np.array([to_quaternion(p.turn) for p in places])
    scales = np.array([p.scale for p in places]) * MILLIMETRES.step_m
    tints = np.array([(*p.tint, 1.0) for p in places])
    attributes = {
        "TRANSLATION": writer.add_attribute("TRANSLATION", positions, "VEC3"),
        "ROTATION": writer.add_attribute(
            "ROTATION", np.rint(quaternions * 32_767).astype(np.int16), "VEC4", normalised=True
        ),
        "SCALE": writer.add_attribute("SCALE", scales.astype(np.float32), "VEC3"),
        "_COLOR_0": writer.add_attribute(
            "_COLOR_0", np.rint(tints * 255).astype(np.uint8), "VEC4", normalised=True
        ),
    }
    writer.add_node(
        {
            "name": name,
            "mesh": mesh,
            "extras": extras,
            "extensions": {"EXT_mesh_gpu_instancing": {"attributes": attributes}},
        }
    )
