"""`hall layout FAIR`: places the stands, writes the lock file, prints the report."""

from __future__ import annotations

import argparse
import json

from hall.cli.reading import (
    FairReading,
    can_write_lock,
    finding_value,
    print_findings,
    read_and_place,
)
from hall.service.building.placing import LOCK_NAME
from hall.store.files import write_atomic
from layout.lock import format_lock, parse_lock
from layout.values import PlacedHall


def run(options: argparse.Namespace) -> int:
    """Place, write the lock where the fair may be written to, and print the report."""
    reading = read_and_place(options.fair)
    if reading.placed is not None and can_write_lock(reading.folder):
        previous = parse_lock(reading.read.lock_text) if reading.read.lock_text else None
        text = format_lock(reading.placed, previous)
        if text != reading.read.lock_text:
            write_atomic(reading.folder / LOCK_NAME, text.encode())
    if options.json:
        print(json.dumps(report_value(reading), ensure_ascii=False, indent=1))
    else:
        print_findings(reading.findings)
        if reading.placed is not None:
            _print_report(reading, reading.placed)
    return 1 if reading.has_errors else 0


def report_value(reading: FairReading) -> dict[str, object]:
    """Return what `--json` prints (contract 4.2)."""
    value: dict[str, object] = {"findings": list(map(finding_value, reading.findings))}
    placed = reading.placed
    if placed is None:
        return value
    report = placed.report
    return {
        "stands_requested": report.stands_requested,
        "stands_placed": report.stands_placed,
        "gross_m2": round(report.gross_m2, 2),
        "usable_m2": round(report.usable_m2, 2),
        "net_m2": round(report.net_m2, 2),
        "net_ratio": round(report.net_ratio, 4),
        "bound_m2": round(report.bound_m2, 2),
        "bound": report.bound_name,
        "gap": round(report.gap, 4),
        "rules": {
            "profile": placed.plan.rules.profile,
            "aisle_m": placed.plan.rules.aisle_mm / 1000,
            "main_aisle_m": placed.plan.rules.main_aisle_mm / 1000,
            "max_travel_m": placed.plan.rules.max_travel_mm / 1000,
            "sources": dict(placed.plan.rules.sources),
        },
        "exit_travel_m": {key: round(v, 1) for key, v in sorted(report.exit_travel_m.items())},
        "seconds": round(reading.seconds, 3),
        **value,
    }


def _print_report(reading: FairReading, placed: PlacedHall) -> None:
    report = placed.report
    farthest = max(report.exit_travel_m.values(), default=0.0)
    print(f"{report.stands_placed} of {report.stands_requested} stands placed")
    print(
        f"net {report.net_m2:.0f} m² of {report.gross_m2:.0f} m² gross ({report.net_ratio:.1%}), "
        f"{report.gap:.1%} below the bound of {report.bound_m2:.0f} m² ({report.bound_name})"
    )
    print(f"farthest walk to an exit {farthest:.1f} m, aisles at least {_aisle(placed):.2f} m")
    print(f"{reading.seconds:.2f} s")


def _aisle(placed: PlacedHall) -> float:
    widths = [aisle.clear_width_mm for aisle in placed.aisles]
    return min(widths, default=placed.plan.rules.aisle_mm) / 1000
