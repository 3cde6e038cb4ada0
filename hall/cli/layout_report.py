"""What `hall layout` tells at its end: for an organiser to read, and as JSON (contract 4.2)."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from hall.cli.reading import FairReading, finding_value
from layout.gates.bounds import BOUND_NAME, list_bounds, name_checkers_bound
from layout.values import Bound, Certificate, Finding, Move, PlacedHall, StandRequest

MOST_LINES = 20
_LABEL = 12
_WIDTH = 100
_RANKS = {"main": "main aisles", "cross": "cross aisles", "aisle": "aisles"}
_REASONS = {
    "came": "is new",
    "left": "has left",
    "resized": "has another size",
    "sector_changed": "has another sector",
    "pinned": "was put there by hand",
    "floor_changed": "stood where the floor has changed",
    "made_room": "made room",
    "shared": "shares its stand",
}
_PLAY_MM = 3  # turned rows stand a millimetre or two beside their lines
_BASES = {"proved": "proved", "measured": "measured", "estimate": "an estimate, not proved"}


def format_report(reading: FairReading, placed: PlacedHall) -> str:
    """Return the report: what stands, how good that is, what is not as it should be."""
    sections = [
        ("Stands", _tell_stands(placed)),
        ("Floor", _tell_floor(placed)),
        ("At most", _tell_bounds(reading, placed)),
        ("Aisles", _tell_aisles(placed)),
        ("Ways out", _tell_exits(placed)),
        ("Fairness", _tell_fairness(placed)),
        ("Wishes", _tell_wishes(reading, placed)),
        ("Moves", _tell_moves(placed.report.moves)),
        ("Checked", _tell_certificate(placed.certificate)),
        ("Findings", _tell_findings(reading.findings)),
        ("Would help", _tell_repairs(reading.findings)),
    ]
    lines = []
    for label, told in sections:
        for index, text in enumerate(told):
            start = f"{label if index == 0 else '':<{_LABEL}}"
            lines += textwrap.wrap(
                text, _WIDTH, initial_indent=start, subsequent_indent=" " * (_LABEL + 2),
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
    return "\n".join([*lines, f"{'Time':<{_LABEL}}{reading.seconds:.2f} s"])


def _tell_stands(placed: PlacedHall) -> Iterator[str]:
    report = placed.report
    together = sum(len(stand.co_exhibitors) for stand in placed.placements)
    shared = f"; {together} more exhibitors share one" if together else ""
    yield f"{report.stands_placed} of {report.stands_requested} stands placed{shared}"
    sizes = Counter((s.width_mm, s.depth_mm) for s in placed.placements)
    parts = [
        f"{count} of {width / 1000:g} x {depth / 1000:g} m"
        for (width, depth), count in sorted(sizes.items(), key=lambda item: (-item[1], item[0]))
    ]
    if parts:
        yield _shorten(parts, 6)


def _tell_floor(placed: PlacedHall) -> Iterator[str]:
    report = placed.report
    yield (
        f"{report.net_m2:,.0f} m² of stands on {report.gross_m2:,.0f} m² of floor"
        f" ({report.net_ratio:.1%}); without columns and closed zones {report.usable_m2:,.0f} m²"
        " are usable"
    )


def _tell_bounds(reading: FairReading, placed: PlacedHall) -> Iterator[str]:
    requested = placed.report.stands_requested
    for bound in list_bounds(placed.plan, reading.read.requests, placed.placements):
        if bound.unit == "m2" or bound.value < requested:
            basis = f"{bound.name} bound, {_BASES[bound.basis]}"
            yield f"{_bound_words(bound, requested)} ({basis})"
    yield "docs/bound.md has the proofs and what they assume"


def _bound_words(bound: Bound, requested: int) -> str:
    if bound.unit == "m2":
        return (
            f"{bound.value:,.0f} m² of stands in the proportions asked for, however the hall is"
            f" laid out; here are {bound.gap:.1%} less"
        )
    what = "have a stand" if bound.name != "wished-sizes" else "have the size they asked for"
    return f"{bound.value:g} of {requested} exhibitors can {what}; here are {bound.gap:.1%} fewer"


def _tell_aisles(placed: PlacedHall) -> Iterator[str]:
    """Tell how wide the ways are; what is narrower than an aisle is a recess, no way.

    (A way that is too narrow is a finding of the checker, `aisle.too_narrow`.)
    """
    widths: dict[str, int] = {}
    least = placed.plan.rules.aisle_mm - _PLAY_MM
    ways = [aisle for aisle in placed.aisles if aisle.clear_width_mm >= least]
    for aisle in ways:
        widths[aisle.rank] = min(widths.get(aisle.rank, aisle.clear_width_mm), aisle.clear_width_mm)
    parts = [
        f"{_RANKS[rank]} at least {widths[rank] / 1000:.2f} m wide"
        for rank in _RANKS
        if rank in widths
    ]
    yield ", ".join(parts) or "none"


def _tell_exits(placed: PlacedHall) -> Iterator[str]:
    rules, certificate = placed.plan.rules, placed.certificate
    walks = placed.report.exit_travel_m
    exits = sum(door.egress for door in placed.plan.doors)
    people = f" for {certificate.persons:,} people" if certificate and certificate.persons else ""
    yield f"{exits} exits{people}{_units(certificate)}"
    if walks:
        limit = f" (at most {rules.max_travel_mm / 1000:g} m)" if rules.max_travel_mm else ""
        unread = "; source not consulted: to be confirmed by the authority"
        unread = unread if _is_unread(placed) else ""
        yield f"farthest walk to the nearest exit {max(walks.values()):.1f} m{limit}{unread}"
        parts = [f"{name} {walk:.0f} m" for name, walk in sorted(walks.items())]
        yield f"farthest who use each: {_shorten(parts, 12)}"
    deepest = _measured(certificate, "aisle.dead_end")
    if deepest is not None:
        yield "no dead end" if deepest <= 0 else f"longest dead end {deepest:.1f} m"


def _is_unread(placed: PlacedHall) -> bool:
    return any(name in placed.plan.rules.unread for name in ("max_travel", "max_travel_mm"))


def _units(certificate: Certificate | None) -> str:
    checks = certificate.checks if certificate else ()
    for check in checks:
        if check.code == "exit.capacity" and check.measured is not None:
            need = f"{check.limit:g} needed" if check.limit is not None else "no number needed"
            return f", {check.measured:g} units of passage ({need})"
    return ""


def _measured(certificate: Certificate | None, code: str) -> float | None:
    checks = certificate.checks if certificate else ()
    return next((check.measured for check in checks if check.code == code), None)


def _tell_fairness(placed: PlacedHall) -> Iterator[str]:
    fairness = placed.report.fairness
    if fairness is not None:
        yield (
            f"{fairness:.3f} (1 is even): how alike stands of one size are in frontage and in the"
            " walk from the entrances"
        )


def _tell_wishes(reading: FairReading, placed: PlacedHall) -> Iterator[str]:
    asked = count_wishes(reading.read.requests)
    if not asked:
        yield "none were told"
        return
    unmet = [finding for finding in reading.findings if finding.code.startswith("wish.")]
    gap = placed.report.wishes_gap
    best = f"; no assignment does more than {gap:.1%} better" if gap is not None else ""
    yield f"{max(asked - len(unmet), 0)} of {asked} met{best}"
    kinds = Counter(finding.code.removeprefix("wish.").removesuffix("_unmet") for finding in unmet)
    if kinds:
        parts = [f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(kinds.items())]
        yield f"not met: {', '.join(parts)}; hall check names each"


def count_wishes(requests: Sequence[StandRequest]) -> int:
    """Return how many wishes were told: open sides, each neighbour, each rival."""
    return sum(
        bool(request.open_sides) + len(request.near) + len(request.apart) for request in requests
    )


def _tell_moves(moves: Sequence[Move]) -> Iterator[str]:
    if not moves:
        yield "nothing moved"
        return
    came = sum(move.before is None for move in moves)
    left = sum(move.after is None for move in moves)
    yield f"{len(moves) - came - left} stands moved, {came} are new, {left} have left"
    for move in moves[:MOST_LINES]:
        yield f"  {format_move(move)}"
    if len(moves) > MOST_LINES:
        yield f"  and {len(moves) - MOST_LINES} more"


def format_move(move: Move) -> str:
    """Return one move in words: which number, whose, how far, and why."""
    number = move.number or move.number_before
    reason = _REASONS.get(move.reason, move.reason)
    if move.reason == "made_room" and move.cause:
        reason = f"made room for {move.cause}"
    elif move.cause:
        reason += f" ({move.cause})"
    if move.before is None or move.after is None:
        return f"{number} {move.exhibitor} {reason}"
    dx, dy = move.after[0] - move.before[0], move.after[1] - move.before[1]
    far = (dx * dx + dy * dy) ** 0.5 / 1000
    told = f"{number} {move.exhibitor} {reason}: {f'{far:.1f} m on' if far >= 0.05 else 'turned or resized'}"  # noqa: PLR2004, E501 - less is no distance
    renumbered = move.number_before and move.number and move.number_before != move.number
    return f"{told}, was {move.number_before}" if renumbered else told


def _tell_certificate(certificate: Certificate | None) -> Iterator[str]:
    if certificate is None:
        return
    failed = [check for check in certificate.checks if not check.passed]
    count = len(certificate.checks)
    if certificate.holds:
        yield f"all {count} checks hold: an independent program has measured this layout again"
    else:
        parts = sorted({check.code for check in failed})
        yield f"{count - len(failed)} of {count} checks hold; not: {_shorten(parts, 8) or 'none'}"
    unsure = sum(check.basis == "estimate" for check in certificate.checks)
    if unsure:
        yield (
            f"{unsure} of them rest on figures whose source was not consulted: to be confirmed by"
            " the authority"
        )
    yield "this is a computed check, not an authorisation"


def _tell_findings(findings: Sequence[Finding]) -> Iterator[str]:
    counts = Counter(finding.severity for finding in findings)
    yield f"{counts['error']} errors, {counts['warning']} warnings, {counts['note']} notes"


def _tell_repairs(findings: Sequence[Finding]) -> Iterator[str]:
    """What the gate proposes where the fair is impossible, the smallest change first."""
    for finding in findings:
        if finding.code == "hall.repair":
            yield finding.message.removeprefix("would help: ")


def _shorten(parts: Sequence[str], most: int) -> str:
    rest = len(parts) - most
    return ", ".join(parts[:most]) + (f" and {rest} more" if rest > 0 else "")


def report_value(reading: FairReading) -> dict[str, object]:
    """Return what `--json` prints (contract 4.2)."""
    findings = list(map(finding_value, reading.findings))
    placed = reading.placed
    if placed is None:
        return {"findings": findings}
    report = placed.report
    bounds = list_bounds(placed.plan, reading.read.requests, placed.placements)
    first = next(bound for bound in bounds if bound.name == BOUND_NAME)
    return {
        "stands_requested": report.stands_requested,
        "stands_placed": report.stands_placed,
        "gross_m2": round(report.gross_m2, 2),
        "usable_m2": round(report.usable_m2, 2),
        "net_m2": round(report.net_m2, 2),
        "net_ratio": round(report.net_ratio, 4),
        "bound_m2": first.value,
        "bound": first.name,
        "gap": round(first.gap, 4),
        "bounds": [bound_value(bound) for bound in bounds],
        "rules": rules_value(placed),
        "exit_travel_m": {key: round(v, 1) for key, v in sorted(report.exit_travel_m.items())},
        "fairness": report.fairness,
        "wishes_gap": report.wishes_gap,
        "moves": [_move_value(move) for move in report.moves],
        "certificate": _certificate_value(placed.certificate),
        "seconds": round(reading.seconds, 3),
        "findings": findings,
    }


def bound_value(bound: Bound) -> dict[str, object]:
    """Return a bound as `--json` prints it."""
    return {
        "name": bound.name,
        "value": bound.value,
        "unit": bound.unit,
        "basis": bound.basis,
        "gap": round(bound.gap, 4),
        "assumes": bound.assumes,
    }


def rules_value(placed: PlacedHall) -> dict[str, object]:
    """Return the rules with their values, sources, and the numbers to be confirmed."""
    rules = placed.plan.rules
    return {
        "profile": rules.profile,
        "aisle_m": rules.aisle_mm / 1000,
        "main_aisle_m": rules.main_aisle_mm / 1000,
        "cross_aisle_m": rules.cross_mm / 1000,
        "max_block_m": rules.max_block_mm / 1000,
        "max_travel_m": rules.max_travel_mm / 1000,
        "max_travel_one_way_m": rules.max_travel_one_way_mm / 1000,
        "max_dead_end_m": rules.max_dead_end_mm / 1000,
        "min_exit_m": rules.min_exit_mm / 1000,
        "exit_unit_m": rules.exit_unit_mm / 1000,
        "persons_per_unit": rules.persons_per_unit,
        "persons_per_m2": rules.persons_per_m2,
        "sources": dict(rules.sources),
        "unread": list(rules.unread),
    }


def _move_value(move: Move) -> dict[str, object]:
    return {
        "exhibitor": move.exhibitor,
        "stand": move.stand_id,
        "number_before": move.number_before,
        "number": move.number,
        "before": list(move.before) if move.before else None,
        "after": list(move.after) if move.after else None,
        "reason": move.reason,
        "cause": move.cause,
    }


def _certificate_value(certificate: Certificate | None) -> dict[str, object] | None:
    if certificate is None:
        return None
    return {
        "holds": certificate.holds,
        "input_hash": certificate.input_hash,
        "placement_hash": certificate.placement_hash,
        "persons": certificate.persons,
        "errors": certificate.errors,
        "warnings": certificate.warnings,
        "checks": [
            {
                "code": check.code,
                "passed": check.passed,
                "basis": check.basis,
                "measured": check.measured,
                "limit": check.limit,
                "unit": check.unit,
                "subject": check.subject,
                "source": check.source,
            }
            for check in certificate.checks
        ],
        "bounds": [bound_value(name_checkers_bound(bound)) for bound in certificate.bounds],
    }
