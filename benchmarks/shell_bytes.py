"""Bytes and draw calls of the shell beside other ways to write the same hall.

    python benchmarks/shell_bytes.py [oriental-2022]

Prints one table: our shell, the same hall as one mesh a stand, and that file through
`gltf-transform optimize` and `gltfpack -cc -kn -ke`, which npm installs into a temporary folder.
Exit status 1 when ours does not have the fewest bytes of all, and the fewest draw calls of all
files in which stands can still be told apart (joining everything gives one draw call and no
stands).
"""
# ruff: noqa: E402  the path must come before our imports: layout.py beside us is no package

from __future__ import annotations

import json
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import brotli
import numpy as np

from assets.booth.booths import build_booth
from assets.booth.colour import parse_colour
from assets.booth.hall import PropPlace, build_hall
from assets.booth.kinds import choose_archetypes
from assets.mesh import Mesh
from assets.values import Look
from exporters.axes import to_floor, to_radians
from exporters.gltf import GltfWriter
from exporters.hall_plan import convert_hall, describe_booth
from exporters.plain_hall import tint_mesh
from exporters.shell import build_shell
from hall.resources import fair_dir
from hall.store.folder import read_fair_folder
from layout.placing.engine import place_stands
from layout.values import PlacedHall

PEERS = ("@gltf-transform/cli@4.5.1", "gltfpack@1.3.0")
INSTANCING = "EXT_mesh_gpu_instancing"


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one file."""

    name: str
    raw: int
    br5: int
    br11: int
    draws: int
    triangles: int
    stands: int


def measure(name: str, data: bytes) -> Row:
    (size,) = struct.unpack_from("<I", data, 12)
    document = json.loads(data[20 : 20 + size])
    draws = triangles = 0
    for node in document["nodes"]:
        if "mesh" not in node:
            continue
        instancing = node.get("extensions", {}).get(INSTANCING)
        count = 1
        if instancing:
            place = next(iter(instancing["attributes"].values()))
            count = document["accessors"][place]["count"]
        for primitive in document["meshes"][node["mesh"]]["primitives"]:
            draws += 1
            triangles += count * count_triangles(document, primitive)
    return Row(
        name,
        len(data),
        len(brotli.compress(data, quality=5)),
        len(brotli.compress(data, quality=11)),
        draws,
        triangles,
        sum(count_stands(node.get("extras") or {}) for node in document["nodes"]),
    )


def count_stands(extras: dict[str, Any]) -> int:
    """Return how many stands a node tells apart."""
    listed = [stand for stand in extras.get("stands", ()) if stand]
    return len(listed) + ("stand" in extras)


def count_triangles(document: dict[str, Any], primitive: dict[str, Any]) -> int:
    place = primitive.get("indices", primitive["attributes"]["POSITION"])
    return int(document["accessors"][place]["count"]) // 3


def build_naive(placed: PlacedHall, look: Look) -> bytes:
    """Return the hall as a modelling program would: floats, every thing its own mesh."""
    writer = GltfWriter(packed=False)
    material = writer.add_unlit_material("hall")
    hall = build_hall(convert_hall(placed, look))
    for name, mesh in hall.fixed.items():
        add_naive(writer, name, mesh, material, {})
    for prop in hall.props:
        for place in prop.places:
            add_naive(writer, prop.name, place.put(tint_mesh(prop.mesh, place.tint)), material, {})
    tints = {sector.id: parse_colour(sector.colour) for sector in placed.plan.sectors}
    kinds = {p.stand_id: describe_booth(p) for p in placed.placements}
    archetypes = choose_archetypes(list(kinds.values()))
    for p in placed.placements:
        kind = archetypes[kinds[p.stand_id]]
        x, z = to_floor((p.x_mm, p.y_mm))
        scale = (p.width_mm / kind.width_mm, 1.0, p.depth_mm / kind.depth_mm)
        mesh = tint_mesh(build_booth(kind), tints[p.sector])
        place = PropPlace(x, 0.0, z, to_radians(p.rotation_mdeg), scale)
        add_naive(writer, p.number, place.put(mesh), material, {"stand": p.stand_id})
    return writer.to_bytes()


def add_naive(
    writer: GltfWriter, name: str, mesh: Mesh, material: int, extras: dict[str, str]
) -> None:
    colours = np.rint(np.clip(mesh.colours, 0, 1) * 255).astype(np.uint8)
    colours[:, 3] = 255
    attributes = {
        "POSITION": writer.add_attribute(
            "POSITION", mesh.positions.astype(np.float32), "VEC3", bounded=True
        ),
        "COLOR_0": writer.add_attribute("COLOR_0", colours, "VEC4", normalised=True),
    }
    primitive = {
        "attributes": attributes,
        "indices": writer.add_indices(mesh.indices),
        "material": material,
    }
    place = writer.add("meshes", {"name": name, "primitives": [primitive]})
    writer.add_node({"name": name, "mesh": place} | ({"extras": extras} if extras else {}))


def run_peers(naive: bytes) -> list[Row]:
    """Return what the peers make of the naive file; an empty list where npm cannot install."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not installed: the peers are left out", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        install = [npm, "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder]
        if subprocess.run([*install, *PEERS], check=False, timeout=300).returncode:
            print("npm could not install the peers: they are left out", file=sys.stderr)
            return []
        (base / "naive.glb").write_bytes(naive)
        tools = base / "node_modules" / ".bin"
        commands = {
            "gltf-transform optimize": [tools / "gltf-transform", "optimize", "naive.glb", "a.glb"],
            "gltf-transform optimize, nothing joined": [
                tools / "gltf-transform", "optimize", "naive.glb", "b.glb", "--join", "false",
                "--compress", "meshopt",
            ],
            "gltfpack -cc -kn -ke": [
                tools / "gltfpack", "-i", "naive.glb", "-o", "c.glb", "-cc", "-kn", "-ke",
            ],
            "gltfpack -cc (identities lost)": [
                tools / "gltfpack", "-i", "naive.glb", "-o", "d.glb", "-cc",
            ],
        }  # fmt: skip
        rows = []
        for name, command in commands.items():
            subprocess.run(command, cwd=base, check=True, capture_output=True, timeout=300)
            target = next(str(part) for part in command if str(part)[1:] == ".glb")
            rows.append(measure(name, (base / target).read_bytes()))
        return rows


def main() -> int:
    fair = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    read = read_fair_folder(fair_dir(fair))
    if read.plan is None:
        print(f"{fair} has no plan that can be read: run hall check {fair}", file=sys.stderr)
        return 2
    placed = place_stands(read.plan, read.requests, None)
    told = read.fair.look
    look = Look(told.primary, told.secondary, told.accent, told.motif, "", "")
    build_shell(placed, look)
    start = time.perf_counter()
    shell = build_shell(placed, look)
    seconds = time.perf_counter() - start
    ours = measure("our shell", shell)
    naive = build_naive(placed, look)
    others = [measure("one mesh a stand", naive), *run_peers(naive)]
    print(f"{fair}: {len(placed.placements)} stands, shell built in {seconds:.3f} s")
    titles = (
        f"{'raw':>10}{'brotli 5':>10}{'brotli 11':>10}{'draws':>7}{'triangles':>11}{'stands':>8}"
    )
    print(f"{'':42}{titles}")
    for row in (ours, *others):
        numbers = (
            f"{row.raw:10}{row.br5:10}{row.br11:10}{row.draws:7}{row.triangles:11}{row.stands:8}"
        )
        print(f"{row.name:42}{numbers}")
    lighter = all(ours.br11 < row.br11 and ours.br5 < row.br5 for row in others)
    quicker = all(ours.draws < row.draws for row in others if row.stands)
    print("ours has the fewest bytes:", "yes" if lighter else "no")
    print("ours has the fewest draw calls where stands are kept:", "yes" if quicker else "no")
    return 0 if lighter and quicker else 1


if __name__ == "__main__":
    sys.exit(main())
