"""What can wait until the hall is open: the best compression and the plain `hall.glb`."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import msgspec

from hall.model.catalogue import Catalogue
from hall.model.manifest import HallBuild
from hall.service.building.keys import KeyBook
from hall.service.building.request import BuildRequest
from hall.service.building.share_pictures import ShareRoom
from hall.service.building.weighing import read_weights, reweigh, save_weights
from hall.service.building.workbench import BENCH
from hall.store.built import BuiltFiles
from hall.store.files import write_atomic

SCENE_NAME = "scene.msgpack"
# A viewer opened before a rebuild may ask for the old files for that long.
KEEP_UNUSED_S = 6 * 3600
# An edit waits no longer than it takes to pack so many stands.
PACKED_AT_ONCE = 300


def finish_build(request: BuildRequest, build: HallBuild) -> HallBuild:
    """Return the build with `hall_glb`; every file gets its smallest Brotli sibling.

    The pictures of shared links are drawn too. All this is done some at a time, what a visitor
    loads first coming first: ask again while the build says that some are waiting.
    """
    state = Path(request.state_dir)
    files = BuiltFiles(state / "files")
    catalogue = msgspec.msgpack.decode(files.read(build.catalogue), type=Catalogue)
    served = list_served(build)
    waiting = [name for name in served if not files.is_best(name)]
    for name in waiting[:PACKED_AT_ONCE]:
        files.improve(name)
    plain_hall = build.hall_glb or _write_plain_hall(state, files)
    shares = ShareRoom(state, files).draw(catalogue, BENCH)
    finished = replace(
        build,
        hall_glb=plain_hall,
        weights=_weigh_again(build, files),
        shares=shares.names,
        shares_waiting=shares.waiting,
        packing_waiting=len(waiting[PACKED_AT_ONCE:]),
    )
    write_atomic(state / "hall.json", msgspec.json.encode(finished))
    if finished.is_finished:
        _sweep(state, files, finished, catalogue)
    return finished


def _sweep(state: Path, files: BuiltFiles, build: HallBuild, catalogue: Catalogue) -> None:
    """Remove what no build shows any more and no key leads to."""
    pictures = [p for shown in catalogue.product_pictures.values() for p in shown]
    pictures += catalogue.logos.values()
    shown = {name for picture in pictures for name in picture.widths.values()}
    shown |= {*catalogue.models.values(), *build.fonts.values(), *list_served(build)}
    shown |= {build.catalogue, build.hall_glb, build.weights, *build.shares.values()}
    used = frozenset(shown) | KeyBook.load(state / "keys.json").list_names()
    files.sweep(used, time.time() - KEEP_UNUSED_S)


def _weigh_again(build: HallBuild, files: BuiltFiles) -> str:
    """Return the weights after the best compression."""
    try:
        weights = read_weights(files, build)
    except FileNotFoundError:
        return ""
    return save_weights(files, reweigh(weights, files, list_served(build)))


def list_served(build: HallBuild) -> list[str]:
    """Return the served files of a build, those that a visitor loads first coming first."""
    groups = (build.index, build.search, build.plan_svg, build.near)
    named = [name for group in groups for name in group.values()]
    names = [build.shell, build.poster, *build.index.values(), *build.tiles, *named, build.geojson]
    return list(dict.fromkeys(name for name in names if name))


def _write_plain_hall(state: Path, files: BuiltFiles) -> str:
    from hall.service.building.scene import Scene, write_plain_hall  # noqa: PLC0415 - heavy

    scene = msgspec.msgpack.decode((state / SCENE_NAME).read_bytes(), type=Scene)
    return files.put(write_plain_hall(scene), ".glb")
