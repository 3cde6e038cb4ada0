"""Reads and places a fair for the commands that print what they find."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from hall.resources import fair_dir, is_shipped
from hall.store.folder import FolderRead, read_fair_folder
from layout.audit.certificate import prove_hall
from layout.gates.gate import check_gates
from layout.gates.trying import list_shortage_repairs, tell_trial, try_repair
from layout.lock import parse_lock
from layout.placing.engine import place_stands
from layout.values import Finding, PlacedHall, Plan, StandRequest

Progress = Callable[[str, int, int], None]
REPAIRS_TRIED = 3
_RANKS = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class FairReading:
    """A fair's folder as read, with its placed hall where the tables allow one."""

    folder: Path
    read: FolderRead
    placed: PlacedHall | None
    findings: tuple[Finding, ...]
    seconds: float

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def read_and_place(name: str, progress: Progress | None = None) -> FairReading:
    """Return the fair read, placed and audited; `progress` is told of each step.

    Raises:
        ResourceMissing: there is no such fair.
    """
    tell = progress or _ignore
    folder = fair_dir(name)
    tell("tables", 0, 1)
    read = read_fair_folder(folder)
    if read.plan is None or not read.is_usable:
        return FairReading(folder, read, None, read.findings, 0.0)
    previous = parse_lock(read.lock_text) if read.lock_text else None
    tell("layout", 0, 1)
    start = time.perf_counter()
    placed = place_stands(read.plan, read.requests, previous)
    seconds = time.perf_counter() - start
    tell("audit", 0, 1)
    certificate, audited = prove_hall(placed, read.requests)
    placed = replace(placed, certificate=certificate)
    findings = (*read.findings, *placed.findings, *audited)
    return FairReading(folder, read, placed, findings, seconds)


def tell_what_helps(reading: FairReading, tries: int, progress: Progress) -> FairReading:
    """Return the reading with repairs where not everybody has a stand.

    The first `tries` of them are tried, which takes a placing or two each.
    """
    placed, requests = reading.placed, reading.read.requests
    codes = {finding.code for finding in reading.findings}
    if placed is None or not codes & {"hall.beyond_bound", "hall.too_small"}:
        return reading
    repairs = check_gates(placed.plan, requests).repairs or list_shortage_repairs(
        placed.plan, requests, placed.placements
    )
    told = list(repairs)
    for index, repair in enumerate(repairs[:tries]):
        progress("repairs", index, min(len(repairs), tries))
        told[index] = try_repair(placed.plan, requests, repair, _place_anew)
    notes = (
        Finding("hall.repair", "note", f"would help: {tell_trial(r)}", (r.kind, *r.subjects))
        for r in told
    )
    kept = (finding for finding in reading.findings if finding.code != "hall.repair")
    return replace(reading, findings=(*kept, *notes))


def _place_anew(plan: Plan, requests: tuple[StandRequest, ...]) -> PlacedHall:
    return place_stands(plan, requests, None)


def can_write_lock(folder: Path) -> bool:
    """Return whether the lock belongs beside the plan: not for a fair that was shipped."""
    return not is_shipped(folder)


def _place(finding: Finding) -> tuple[str, int, int]:
    """Return where a finding is, in the order in which people read a file."""
    span = finding.span
    return (span.file, span.line, span.column) if span else ("", 0, 0)


def print_findings(findings: Iterable[Finding], most_of_a_kind: int = 0) -> None:
    """Print findings to stderr, errors first, with the place in the file.

    With `most_of_a_kind`, of those with one code only so many are printed.
    """
    told: Counter[str] = Counter()
    ordered = sorted(findings, key=lambda f: (_RANKS[f.severity], *_place(f), f.code))
    for finding in ordered:
        told[finding.code] += 1
        if not 0 < most_of_a_kind < told[finding.code]:
            print(f"{finding.severity}: {finding}", file=sys.stderr)
    for code, count in sorted(told.items()):
        if 0 < most_of_a_kind < count:
            rest = count - most_of_a_kind
            print(f"and {rest} more of {code}; hall check lists all", file=sys.stderr)


def _ignore(step: str, done: int, total: int) -> None:
    """Nobody watches."""


def finding_value(finding: Finding) -> dict[str, object]:
    """Return a finding as `--json` prints it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "place": str(finding.span) if finding.span else None,
        "subjects": list(finding.subjects),
        "at_mm": list(finding.at_mm) if finding.at_mm else None,
        "measured": finding.measured,
        "limit": finding.limit,
    }
