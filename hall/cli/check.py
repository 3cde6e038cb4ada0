"""`hall check FAIR`: all findings of tables, plan and layout."""

from __future__ import annotations

import argparse
import json
import sys

from hall.cli.progress import TerminalProgress
from hall.cli.reading import (
    REPAIRS_TRIED,
    finding_value,
    print_findings,
    read_and_place,
    tell_what_helps,
)


def run(options: argparse.Namespace) -> int:
    """Print every finding; 1 where one is an error."""
    progress = TerminalProgress()
    reading = read_and_place(options.fair, progress)
    reading = tell_what_helps(reading, REPAIRS_TRIED if options.try_repairs else 0, progress)
    progress.finish()
    if options.json:
        document = {
            "fair": str(reading.folder),
            "findings": list(map(finding_value, reading.findings)),
        }
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print_findings(reading.findings)
        errors = sum(finding.severity == "error" for finding in reading.findings)
        print(
            f"{reading.folder.name}: {len(reading.read.exhibitors)} exhibitors, "
            f"{len(reading.read.products)} products, {errors} errors, "
            f"{len(reading.findings) - errors} other findings",
            file=sys.stdout,
        )
    return 1 if reading.has_errors else 0
