"""`hall export FAIR --to DIR`: the hall for other programs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from exporters.geojson import build_geojson
from hall.cli.reading import print_findings, read_and_place
from hall.model.text import LANGUAGES
from hall.service.building.plan_picture import draw_plan
from hall.service.building.scene import make_scene, write_plain_hall
from hall.store.files import write_atomic
from hall.store.folder import FolderRead
from layout.values import PlacedHall

Files = dict[str, bytes]


def run(options: argparse.Namespace) -> int:
    """Write the chosen formats; 1 where tables or layout have errors."""
    reading = read_and_place(options.fair)
    print_findings(finding for finding in reading.findings if finding.severity == "error")
    if reading.placed is None:
        return 1
    folder = Path(options.to)
    folder.mkdir(parents=True, exist_ok=True)
    for name in options.format or sorted(_FORMATS):
        for file, data in _FORMATS[name](reading.read, reading.placed).items():
            write_atomic(folder / file, data)
            print(folder / file)
    return 1 if reading.has_errors else 0


def _glb(read: FolderRead, placed: PlacedHall) -> Files:
    return {"hall.glb": write_plain_hall(make_scene(placed, read.exhibitors, read.fair))}


def _geojson(_read: FolderRead, placed: PlacedHall) -> Files:
    return {"hall.geojson": build_geojson(placed)}


def _svg(read: FolderRead, placed: PlacedHall) -> Files:
    exhibitors = {exhibitor.id: exhibitor for exhibitor in read.exhibitors}
    return {
        f"plan.{lang}.svg": draw_plan(placed, exhibitors, lang, base=None).encode()
        for lang in LANGUAGES
    }


_FORMATS: dict[str, Callable[[FolderRead, PlacedHall], Files]] = {
    "glb": _glb,
    "svg": _svg,
    "geojson": _geojson,
}
