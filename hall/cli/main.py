"""The command `hall`: serve, check, layout, export, invite, new."""

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

    export = commands.add_parser("export", help="write the hall for other programs")
    export.add_argument("fair", metavar="FAIR", help=fair_help)
    export.add_argument("--to", required=True, metavar="DIR", help="folder to write into")
    export.add_argument(
        "--format",
        action="append",
        choices=("glb", "svg", "geojson", "fair"),
        help="default: glb, svg and geojson; fair is the folder with all that was approved",
    )
    export.add_argument("--data-dir", help="the data folder that the server uses, for fair")

    invite = commands.add_parser("invite", help="make a one-time invitation link")
    invite.add_argument("fair", metavar="FAIR", help=fair_help)
    who = invite.add_mutually_exclusive_group(required=True)
    who.add_argument("exhibitor", nargs="?", metavar="EXHIBITOR", help="id of the exhibitor")
    who.add_argument("--organiser", action="store_true", help="invite an organiser instead")
    invite.add_argument("--data-dir", help="the data folder that the server uses")

    new = commands.add_parser("new", help="make a folder for a new fair")
    new.add_argument("folder", metavar="DIR", help="folder to make; it must not exist")
    new.add_argument(
        "--from", dest="source", default="oriental-2022", metavar="FAIR", help=fair_help
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 clean, 1 findings, 2 usage, 3 failure."""
    options = build_parser().parse_args(arguments)
    # Each command imports what it needs: serving must not load the engines.
    run = cast("Command", import_module(f"hall.cli.{options.command}").run)
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
