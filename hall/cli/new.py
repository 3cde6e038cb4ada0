"""`hall new DIR`: a folder for a new fair, copied from a sample."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from hall.resources import fair_dir

EXIT_USAGE = 2


def run(options: argparse.Namespace) -> int:
    """Copy the sample's files; numbers already given are not taken along."""
    target = Path(options.folder)
    if target.exists():
        print(f"hall: {target} exists already: choose a new folder", file=sys.stderr)
        return EXIT_USAGE
    source = fair_dir(options.source)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("placement.lock.json", ".*"))
    print(f"made {target} from {source.name}: edit fair.yaml and plan.yaml, then")
    print(f"  hall check {target}")
    print(f"  hall serve {target}")
    return 0
