"""The command `hall`: serve, check, layout, capacity, weights, export, import, invite..."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from hall.cli.settings import SettingRefused
from hall.resources import ResourceMissing, list_samples
from hall.service.worker import BuildCrashed
from hall.store.errors import StoreError

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_FAILURE = 3

Command = Callable[[argparse.Namespace], int]
# `import` is a word of the language.
_MODULES = {"import": "import_fair"}


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; `docs/commands.md` is tested against it."""
    parser = argparse.ArgumentParser(
        prog="hall", description="A 3D virtual exhibition hall: from plan files to orders."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    fair_help = f"a fair's folder, or a sample: {', '.join(list_samples()) or 'none here'}"

    serve = commands.add_parser("serve", help="serve a fair to visitors")
    serve.add_argument("fair", metavar="FAIR", help=fair_help)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8080, help="port to listen on; 0 picks one")
    serve.add_argument("--data-dir", help="run-time state; else HALL_DATA_DIR, else the user's")
    serve.add_argument("--now", metavar="DATE", help="pretend that it is DATE (ISO 8601)")

    check = commands.add_parser("check", help="check every table and the plan")
    layout = commands.add_parser("layout", help="place the stands and write the lock file")
    for command in (check, layout):
        command.add_argument("fair", metavar="FAIR", help=fair_help)
        command.add_argument("--json", action="store_true", help="one JSON document on stdout")
        command.add_argument(
            "--try-repairs", action="store_true", help="try what would help where floor is short"
        )

    check.add_argument(
        "--budgets", action="store_true", help="build it too, and weigh it against its budgets"
    )
    weights = commands.add_parser("weights", help="what a visitor downloads, beside the budgets")
    weights.add_argument("fair", metavar="FAIR", help=fair_help)
    weights.add_argument("--json", action="store_true", help="one JSON document on stdout")
    for command in (check, weights):
        command.add_argument("--data-dir", help="the data folder that the server uses")

    capacity = commands.add_parser("capacity", help="how many stands of which size fit here")
    capacity.add_argument("fair", metavar="FAIR", help=fair_help)
    capacity.add_argument("--sizes", metavar="3x3,2x3", help="stands, front x depth in metres")
    capacity.add_argument("--aisles", metavar="2.4,3", help="widths of the aisles in metres")
    capacity.add_argument("--json", action="store_true", help="one JSON document on stdout")
    capacity.add_argument("--to", metavar="DIR", help="write capacity.csv and capacity.svg there")

    export = commands.add_parser("export", help="write the hall for other programs")
    export.add_argument("fair", metavar="FAIR", help=fair_help)
    export.add_argument("--to", required=True, metavar="DIR", help="folder to write into")
    export.add_argument(
        "--format",
        action="append",
        choices=("glb", "svg", "pdf", "dossier", "dxf", "geojson", "csv", "fair"),
        help="default: glb, svg and geojson; dossier is a PDF for civil protection at exact "
        "scale; fair is the folder with all that was approved",
    )
    export.add_argument(
        "--lang",
        action="append",
        choices=("fr", "ar", "en"),
        help="languages of svg, pdf and dossier, the first also of names in dxf and csv; "
        "default: the fair's",
    )
    export.add_argument(
        "--paper",
        choices=("A4", "A3", "A2", "A1", "A0"),
        help="paper of svg and pdf (default A1) and of dossier (default: as its scale needs)",
    )
    export.add_argument(
        "--excel", action="store_true", help="csv with a byte order mark, which Excel needs"
    )
    export.add_argument("--data-dir", help="the data folder that the server uses, for fair")

    invite = commands.add_parser("invite", help="make a one-time invitation link")
    invite.add_argument("fair", metavar="FAIR", help=fair_help)
    who = invite.add_mutually_exclusive_group(required=True)
    who.add_argument("exhibitor", nargs="?", metavar="EXHIBITOR", help="id of the exhibitor")
    who.add_argument("--organiser", action="store_true", help="invite an organiser instead")
    invite.add_argument("--data-dir", help="the data folder that the server uses")

    _add_import(commands.add_parser("import", help="take over a drawing or a table of stands"))
    new = commands.add_parser("new", help="make a folder for a new fair")
    new.add_argument("folder", metavar="DIR", help="folder to make; it must not exist")
    new.add_argument(
        "--from", dest="source", default="oriental-2022", metavar="FAIR", help=fair_help
    )
    sample = commands.add_parser(
        "sample", help="make a sample fair of any size, to try and measure"
    )
    sample.add_argument("folder", metavar="DIR", help="folder to make; it must not exist")
    sample.add_argument("--stands", type=int, default=640, metavar="N", help="how many stands")
    sample.add_argument("--area", type=int, metavar="M2", help="floor; else 30 m² a stand")
    sample.add_argument(
        "--products", type=int, default=4, metavar="N", help="most products an exhibitor"
    )
    return parser


def _add_import(parser: argparse.ArgumentParser) -> None:
    """Add what `hall import` takes."""
    parser.add_argument("fair", metavar="FAIR", help="a fair's folder")
    parser.add_argument("file", metavar="FILE", help="DXF, SVG, GeoJSON, CSV or XLSX")
    parser.add_argument(
        "--layers", metavar="ROLE=LAYER,…", help="what is on which layer: HALL=murs,COLUMNS=poteaux"
    )
    scales = parser.add_mutually_exclusive_group()
    scales.add_argument("--units", choices=("mm", "cm", "m", "in", "ft"), help="a unit's length")
    scales.add_argument("--scale", help="of an SVG: metres a unit (0.01), or 1:200 of its page")
    parser.add_argument(
        "--origin", metavar="X,Y", help="the point of the drawing that is [0, 0], in its units"
    )
    parser.add_argument(
        "--close", type=float, default=0.05, metavar="M", help="join ends of lines so far apart"
    )
    parser.add_argument("--exhibitors", metavar="TABLE", help="whose each stand number is")
    parser.add_argument("--keep", action="store_true", help="delete nothing that is not drawn")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--dry-run", action="store_true", help="show only")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 clean, 1 findings, 2 usage, 3 failure."""
    options = build_parser().parse_args(arguments)
    # Each command imports what it needs: serving must not load the engines.
    module = _MODULES.get(options.command, options.command)
    run = cast("Command", import_module(f"hall.cli.{module}").run)
    try:
        return run(options)
    except (ResourceMissing, SettingRefused) as error:
        print(f"hall: {error}", file=sys.stderr)
        return EXIT_USAGE
    except (StoreError, BuildCrashed, OSError) as error:
        print(f"hall: {error}", file=sys.stderr)
        return EXIT_FAILURE
    except KeyboardInterrupt:
        return EXIT_CLEAN
