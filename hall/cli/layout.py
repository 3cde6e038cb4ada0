"""`hall layout FAIR`: places the stands, writes the lock file, prints the report."""

from __future__ import annotations

import argparse
import json

from hall.cli.layout_report import MOST_LINES, format_report, report_value
from hall.cli.progress import TerminalProgress
from hall.cli.reading import (
    REPAIRS_TRIED,
    can_write_lock,
    print_findings,
    read_and_place,
    tell_what_helps,
)
from hall.service.building.placing import LOCK_NAME
from hall.store.files import write_atomic
from layout.lock import format_lock, parse_lock


def run(options: argparse.Namespace) -> int:
    """Place, write the lock where the fair may be written to, and print the report."""
    progress = TerminalProgress()
    reading = read_and_place(options.fair, progress)
    reading = tell_what_helps(reading, REPAIRS_TRIED if options.try_repairs else 0, progress)
    progress.finish()
    if reading.placed is not None and can_write_lock(reading.folder):
        previous = parse_lock(reading.read.lock_text) if reading.read.lock_text else None
        text = format_lock(reading.placed, previous)
        if text != reading.read.lock_text:
            write_atomic(reading.folder / LOCK_NAME, text.encode())
    if options.json:
        print(json.dumps(report_value(reading), ensure_ascii=False, indent=1))
    else:
        print_findings(reading.findings, most_of_a_kind=MOST_LINES)
        if reading.placed is not None:
            print(format_report(reading, reading.placed))
    return 1 if reading.has_errors else 0
