"""What can wait until the hall is open: the best compression and the plain `hall.glb`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from hall.model.manifest import HallBuild
from hall.service.building.request import BuildRequest
from hall.store.built import BuiltFiles
from hall.store.files import write_atomic

SCENE_NAME = "scene.msgpack"


def finish_build(request: BuildRequest, build: HallBuild) -> HallBuild:
    """Return the build with `hall_glb`; every file gets its smallest Brotli sibling."""
    state = Path(request.state_dir)
    files = BuiltFiles(state / "files")
    for name in list_served(build):
        files.improve(name)
    finished = replace(build, hall_glb=build.hall_glb or _write_plain_hall(state, files))
    write_atomic(state / "hall.json", msgspec.json.encode(finished))
    return finished


def list_served(build: HallBuild) -> list[str]:
    """Return the served files of a build, those that a visitor loads first coming first."""
    groups = (build.index, build.search, build.plan_svg, build.near)
    names = [build.shell, *(name for group in groups for name in group.values()), build.geojson]
    return list(dict.fromkeys(name for name in names if name))


def _write_plain_hall(state: Path, files: BuiltFiles) -> str:
    from hall.service.building.scene import Scene, write_plain_hall  # noqa: PLC0415 - heavy

    scene = msgspec.msgpack.decode((state / SCENE_NAME).read_bytes(), type=Scene)
    return files.put(write_plain_hall(scene), ".glb")
