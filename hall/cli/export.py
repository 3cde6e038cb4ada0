"""`hall export FAIR --to DIR`: the hall for other programs, or the fair's merged folder."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from exporters.geojson import build_geojson
from hall.cli.reading import print_findings, read_and_place
from hall.cli.serve import read_fair_id
from hall.cli.settings import read_settings
from hall.model.text import LANGUAGES
from hall.resources import is_shipped
from hall.service.approved import list_approved
from hall.service.building.plan_picture import draw_plan
from hall.service.building.request import ApprovedChange
from hall.service.building.scene import make_scene, write_plain_hall
from hall.service.merged_folder import merge_folder, write_folder
from hall.store.database.database import FILE_NAME, open_for_command
from hall.store.files import write_atomic
from hall.store.folder import FolderRead
from layout.values import PlacedHall

Files = dict[str, bytes]
EXIT_USAGE = 2
_ADDRESS = "http://127.0.0.1:8080"


def run(options: argparse.Namespace) -> int:
    """Write the chosen formats; 1 where tables or layout have errors, 2 for an unfit DIR."""
    reading = read_and_place(options.fair)
    print_findings(finding for finding in reading.findings if finding.severity == "error")
    if reading.placed is None:
        return 1
    folder = Path(options.to)
    chosen = dict.fromkeys(options.format or sorted(_FORMATS))
    if "fair" in chosen and (unfit := _find_unfit(reading.folder, folder)):
        print(f"hall: {unfit}", file=sys.stderr)
        return EXIT_USAGE
    folder.mkdir(parents=True, exist_ok=True)
    if "fair" in chosen:
        _export_fair(reading.folder, folder, options.data_dir)
    for name in (name for name in chosen if name in _FORMATS):
        for file, data in _FORMATS[name](reading.read, reading.placed).items():
            write_atomic(folder / file, data)
            print(folder / file)
    return 1 if reading.has_errors else 0


def _find_unfit(fair: Path, target: Path) -> str:
    """Return why a fair's folder cannot be written to `target`, or an empty text."""
    source, goal = fair.resolve(), target.resolve()
    if is_shipped(goal):
        return f"{target} belongs to the program: choose another folder"
    if source in goal.parents:
        return f"{target} lies in the fair's own folder: choose one outside, or the fair itself"
    return ""


def _export_fair(fair: Path, target: Path, data_dir: str | None) -> None:
    fair_id = read_fair_id(fair)
    settings = read_settings(fair, fair_id, data_dir=data_dir, address=_ADDRESS)
    state = settings.state_dir
    changes: tuple[ApprovedChange, ...] = ()
    if (state / FILE_NAME).is_file():
        changes = asyncio.run(_list_changes(state, fair_id))
    else:
        print(f"no database in {state}: nothing was changed since", file=sys.stderr)
    merged = merge_folder(fair, changes, state / "uploads")
    print_findings(merged.findings)
    for path in write_folder(fair, target, merged):
        print(path)


async def _list_changes(state: Path, fair_id: str) -> tuple[ApprovedChange, ...]:
    async with open_for_command(state, fair_id) as database:
        return await list_approved(database)


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
