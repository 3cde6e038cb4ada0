"""`hall new DIR`: a folder for a new fair, copied from a sample."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from hall.resources import fair_dir
from layout.plan.schema import format_plan_schema

EXIT_USAGE = 2
SCHEMA_NAME = "plan.schema.json"
_MARK = "# yaml-language-server: $schema="


def run(options: argparse.Namespace) -> int:
    """Copy the sample's files; numbers already given are not taken along."""
    target = Path(options.folder)
    if target.exists():
        print(f"hall: {target} exists already: choose a new folder", file=sys.stderr)
        return EXIT_USAGE
    source = fair_dir(options.source)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("placement.lock.json", ".*"))
    _add_schema(target)
    print(f"made {target} from {source.name}: edit fair.yaml and plan.yaml, then")
    print(f"  hall check {target}")
    print(f"  hall serve {target}")
    return 0


def _add_schema(folder: Path) -> None:
    """Put the schema of plan.yaml beside it, named in its first line for editors."""
    (folder / SCHEMA_NAME).write_text(format_plan_schema(), "utf-8")
    plan = folder / "plan.yaml"
    text = plan.read_bytes()
    if not text.startswith(_MARK.encode()):
        plan.write_bytes(f"{_MARK}{SCHEMA_NAME}\n".encode() + text)
