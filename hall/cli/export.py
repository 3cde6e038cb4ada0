"""`hall export FAIR --to DIR`: the hall for other programs, or the fair's merged folder."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exporters.dossier.pages import draw_dossier
from exporters.dxf import build_dxf
from exporters.errors import ExportError
from exporters.geojson import build_geojson
from exporters.sheet.marks import Sheet
from exporters.sheet.outlines import build_sheet_svg
from exporters.sheet.pdf import build_pdf
from exporters.sheet.typeface import Typeface
from exporters.sheet.words import SheetWords
from exporters.stand_table import build_stand_table
from exporters.wall_plan.pages import draw_wall_plan
from hall.cli.reading import print_findings, read_and_place
from hall.cli.serve import read_fair_id
from hall.cli.settings import read_settings
from hall.http.dates import format_range
from hall.resources import is_shipped
from hall.service.approved import list_approved
from hall.service.building.request import ApprovedChange
from hall.service.building.scene import make_scene, write_plain_hall
from hall.service.drawings import load_typeface, make_pdf_info, make_sheet_words
from hall.service.merged_folder import merge_folder, write_folder
from hall.store.database.database import FILE_NAME, open_for_command
from hall.store.files import write_atomic
from hall.store.folder import FolderRead
from layout.values import PlacedHall

Files = dict[str, bytes]
EXIT_USAGE = 2
DEFAULT_PAPER = "A1"
DEFAULT_FORMATS = ("geojson", "glb", "svg")
_ADDRESS = "http://127.0.0.1:8080"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported: the fair as read and placed, languages and paper."""

    read: FolderRead
    placed: PlacedHall
    languages: tuple[str, ...]
    paper: str | None
    for_excel: bool


def run(options: argparse.Namespace) -> int:
    """Write the chosen formats; 1 where tables or layout have errors, 2 for an unfit DIR."""
    reading = read_and_place(options.fair)
    print_findings(finding for finding in reading.findings if finding.severity == "error")
    if reading.placed is None:
        return 1
    folder = Path(options.to)
    chosen = dict.fromkeys(options.format or DEFAULT_FORMATS)
    if "fair" in chosen and (unfit := _find_unfit(reading.folder, folder)):
        print(f"hall: {unfit}", file=sys.stderr)
        return EXIT_USAGE
    folder.mkdir(parents=True, exist_ok=True)
    if "fair" in chosen:
        _export_fair(reading.folder, folder, options.data_dir)
    languages = tuple(dict.fromkeys(options.lang or reading.read.fair.languages))
    order = Order(reading.read, reading.placed, languages, options.paper, options.excel)
    for name in (name for name in chosen if name in _FORMATS):
        try:
            files = _FORMATS[name](order)
        except ExportError as error:
            print(f"hall: {error}", file=sys.stderr)
            return EXIT_USAGE
        for file, data in files.items():
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


def _glb(order: Order) -> Files:
    scene = make_scene(order.placed, order.read.exhibitors, order.read.fair)
    return {"hall.glb": write_plain_hall(scene)}


def _geojson(order: Order) -> Files:
    return {"hall.geojson": build_geojson(order.placed)}


def _dxf(order: Order) -> Files:
    lang = order.languages[0]
    names = {e.id: str(e.name.pick(lang)) for e in order.read.exhibitors}
    return {"hall.dxf": build_dxf(order.placed, names, lang)}


def _csv(order: Order) -> Files:
    names = {e.id: e.name.by_lang for e in order.read.exhibitors}
    table = build_stand_table(order.placed, names, order.languages[0], for_excel=order.for_excel)
    return {"stands.csv": table}


def _wall_plans(order: Order, typeface: Typeface) -> dict[str, tuple[Sheet, ...]]:
    return {
        lang: draw_wall_plan(
            order.placed, _words(order, lang), typeface, order.paper or DEFAULT_PAPER
        )
        for lang in order.languages
    }


def _words(order: Order, lang: str) -> SheetWords:
    fair = order.read.fair
    dates = format_range(fair.starts, fair.ends, lang)
    return make_sheet_words(fair, order.read.exhibitors, lang, dates)


def _svg(order: Order) -> Files:
    typeface = load_typeface()
    files = {}
    for lang, sheets in _wall_plans(order, typeface).items():
        title = _words(order, lang).say("plan.file")
        for index, sheet in enumerate(sheets, 1):
            page = "" if index == 1 else f".{index}"
            files[f"plan.{lang}{page}.svg"] = build_sheet_svg(sheet, typeface, title, lang).encode()
    return files


def _pdf(order: Order) -> Files:
    typeface = load_typeface()
    return {
        f"plan.{lang}.pdf": build_pdf(
            sheets, typeface, make_pdf_info(_words(order, lang), order.placed, "plan.file")
        )
        for lang, sheets in _wall_plans(order, typeface).items()
    }


def _dossier(order: Order) -> Files:
    typeface = load_typeface()
    files = {}
    for lang in order.languages:
        words = _words(order, lang)
        sheets = draw_dossier(order.placed, words, typeface, order.paper)
        info = make_pdf_info(words, order.placed, "dossier.file")
        files[f"dossier.{lang}.pdf"] = build_pdf(sheets, typeface, info)
    return files


_FORMATS: dict[str, Callable[[Order], Files]] = {
    "glb": _glb,
    "svg": _svg,
    "pdf": _pdf,
    "dossier": _dossier,
    "dxf": _dxf,
    "geojson": _geojson,
    "csv": _csv,
}
