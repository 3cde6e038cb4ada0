"""`hall check FAIR`: all findings of tables, plan and layout."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace

from hall.cli.progress import TerminalProgress
from hall.cli.reading import (
    REPAIRS_TRIED,
    FairReading,
    finding_value,
    print_findings,
    read_and_place,
    tell_what_helps,
)
from hall.cli.weights import weigh_fair
from hall.service.budgets import CODES
from hall.service.worker import BuildRefused
from layout.values import Finding


def _with_budgets(
    reading: FairReading, options: argparse.Namespace, progress: TerminalProgress
) -> FairReading:
    """Return the reading with what is heavier than its budget, told by a build."""
    try:
        weigh_fair(options.fair, options.data_dir, progress)
    except BuildRefused as refusal:
        heavy = (
            Finding(found.code, "error", found.message)
            for found in refusal.findings
            if found.code in CODES
        )
        return replace(reading, findings=(*reading.findings, *heavy))
    return reading


def run(options: argparse.Namespace) -> int:
    """Print every finding; 1 where one is an error."""
    progress = TerminalProgress()
    reading = read_and_place(options.fair, progress)
    reading = tell_what_helps(reading, REPAIRS_TRIED if options.try_repairs else 0, progress)
    if options.budgets and not reading.has_errors:
        reading = _with_budgets(reading, options, progress)
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
