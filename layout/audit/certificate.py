"""The certificate of a placed hall: every check with what it gave and how sure that is."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from layout.audit.aisles import rank_width
from layout.audit.bounds import measure_bounds
from layout.audit.checks import Audit, look_at
from layout.audit.exits import count_units, is_unread
from layout.values import (
    AisleRank,
    Basis,
    Certificate,
    Check,
    Finding,
    PlacedHall,
    Placement,
    Rules,
    StandRequest,
)

# Rules of place and width: each a count of what breaks it, proved on vectors.
_PROVED = (
    "stand.overlaps",
    "stand.outside_hall",
    "stand.on_column",
    "stand.in_door_lane",
    "stand.in_zone",
    "stand.in_axis",
    "stand.front_blocked",
    "stand.side_not_open",
    "stand.number_twice",
    "stand.id_twice",
    "stand.exhibitor_twice",
    "pin.dropped",
    "pin.not_kept",
    "aisle.pinched",
    "aisle.unconnected",
    "door.unconnected",
    "aisle.not_floor",
    "aisle.below_rank",
    "aisle.width_overstated",
)
_ASKED = ("stand.not_asked_for", "stand.size_differs")


def certify_hall(placed: PlacedHall, requests: Sequence[StandRequest] | None = None) -> Certificate:
    """Return what the checker says of a placed hall; it knows nothing of how it was placed."""
    return prove_hall(placed, requests)[0]


def prove_hall(
    placed: PlacedHall, requests: Sequence[StandRequest] | None = None
) -> tuple[Certificate, tuple[Finding, ...]]:
    """Return the certificate and the findings of one audit."""
    audit = look_at(placed, requests)
    scene, plan = audit.scene, placed.plan
    found = Counter(finding.code for finding in audit.findings)
    checks = [
        *(_count(code, found) for code in _PROVED),
        *(_count(code, found) for code in _ASKED if requests is not None),
        *_check_placed(placed),
        *_check_widths(audit),
        *_check_walks(audit),
        *_check_dead_ends(audit),
        *_check_exits(audit),
    ]
    severities = Counter(finding.severity for finding in audit.findings)
    floor = scene.floor.area
    certificate = Certificate(
        input_hash=placed.input_hash,
        placement_hash=hash_placements(placed.placements),
        checks=tuple(checks),
        bounds=measure_bounds(scene),
        gross_m2=round(scene.hall.area / 1e6, 2),
        usable_m2=round(floor / 1e6, 2),
        net_m2=round(float((scene.stands.width * scene.stands.depth).sum()) / 1e6, 2),
        persons=audit.escape.persons if plan.rules.persons_per_m2 else 0,
        errors=severities["error"],
        warnings=severities["warning"],
    )
    return certificate, audit.findings


def hash_placements(placements: Sequence[Placement]) -> str:
    """Return `sha256:` and 64 hex digits over all that stands on the floor, in order of ids."""
    rows = sorted(
        [
            s.stand_id, s.number, s.sector, s.exhibitor or "", list(s.co_exhibitors), s.x_mm,
            s.y_mm, s.rotation_mdeg, s.width_mm, s.depth_mm, list(s.open_sides), s.kit,
        ]
        for s in placements
    )  # fmt: skip
    text = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _count(code: str, found: Counter[str]) -> Check:
    return Check(code, not found[code], "proved", float(found[code]), 0.0)


def _check_placed(placed: PlacedHall) -> Iterator[Check]:
    """What the report says is what stands there."""
    report, stands = placed.report, placed.placements
    missing = report.stands_requested - len(stands)
    yield Check("stand.not_placed", missing <= 0, "proved", float(max(missing, 0)), 0.0)
    net = sum(stand.width_mm * stand.depth_mm for stand in stands) / 1e6
    same = abs(net - report.net_m2) <= 0.01 and report.stands_placed == len(stands)  # noqa: PLR2004 - rounding
    yield Check("report.net_area", same, "proved", round(report.net_m2, 2), round(net, 2), "m2")


def _check_widths(audit: Audit) -> Iterator[Check]:
    """The narrowest way, and the narrowest aisle of each rank as told and proved."""
    rules = audit.scene.placed.plan.rules
    necks = [f.measured for f in audit.findings if f.code == "aisle.too_narrow" and f.measured]
    width = min(necks, default=float(rules.aisle_mm))
    source = rules.sources.get("aisle", "")
    yield Check(
        "aisle.clear_width", not necks, "proved", round(width, 1), float(rules.aisle_mm), "mm",
        source=source,
    )  # fmt: skip
    aisles = audit.scene.placed.aisles
    wrong = {f.subjects[0] for f in audit.findings if f.code == "aisle.below_rank"}
    ranks: tuple[tuple[AisleRank, str], ...] = (("main", "main_aisle"), ("cross", "cross_aisle"))
    for rank, key in ranks:
        own = [n for n, aisle in enumerate(aisles) if aisle.rank == rank]
        limit = rank_width(rules, rank)
        bad = [aisles[n].clear_width_mm for n in own if str(n + 1) in wrong]
        # Below the limit and no fault: a recess is told, and the rank's width is proved.
        good = [max(aisles[n].clear_width_mm, limit) for n in own]
        if own:
            yield Check(
                "aisle.rank_width", not bad, "proved", float(min(bad or good)),
                float(limit), "mm", rank, rules.sources.get(key, ""),
            )  # fmt: skip


def _check_walks(audit: Audit) -> Iterator[Check]:
    """The farthest walk with and without a choice of exits, and to each exit."""
    rules, walks = audit.scene.placed.plan.rules, audit.walks
    for far in audit.farthest:
        name = "max_travel" if far.choice or not rules.max_travel_one_way_mm else (
            "max_travel_one_way"
        )  # fmt: skip
        code = "exit.walk" if far.choice else "exit.walk_one_way"
        yield Check(
            code,
            not far.limit_mm or far.walk_mm <= far.limit_mm,
            "estimate" if is_unread(rules, name) else "measured",
            round(far.walk_mm / 1000, 2),
            far.limit_mm / 1000 if far.limit_mm else None,
            "m",
            source=rules.sources.get(name, ""),
        )
    for index, door in enumerate(walks.doors):
        own = walks.walk[(walks.exit == index) & walks.reached]
        longest = float(own.max()) if len(own) else 0.0
        yield Check(
            "exit.farthest",
            passed=True,
            basis="measured",
            measured=round(longest / 1000, 1),
            unit="m",
            subject=door.id,
        )


def _check_dead_ends(audit: Audit) -> Iterator[Check]:
    rules = audit.scene.placed.plan.rules
    deepest = max((end.depth_mm for end in audit.dead_ends), default=0.0)
    limit = rules.max_dead_end_mm
    yield Check(
        "aisle.dead_end", not limit or deepest <= limit, "measured", round(deepest / 1000, 1),
        limit / 1000 if limit else None, "m", source=rules.sources.get("max_dead_end", ""),
    )  # fmt: skip


def _check_exits(audit: Audit) -> Iterator[Check]:
    rules, escape = audit.scene.placed.plan.rules, audit.escape
    yield Check("exit.none", bool(escape.exits), "proved", float(len(escape.exits)), 1.0)
    for door in escape.exits:
        yield Check(
            "exit.width", door.width_mm >= rules.min_exit_mm - 1, _basis(rules, "min_exit"),
            float(door.width_mm), float(rules.min_exit_mm) if rules.min_exit_mm else None, "mm",
            door.id, rules.sources.get("min_exit", ""),
        )  # fmt: skip
        if rules.exit_unit_mm:
            units = float(count_units(door, rules))
            basis = _basis(rules, "exit_unit")
            yield Check(
                "exit.units", passed=True, basis=basis, measured=units, unit="units",
                subject=door.id,
            )  # fmt: skip
    if rules.exit_unit_mm and escape.units_needed:
        yield Check(
            "exit.capacity", escape.units >= escape.units_needed,
            _basis(rules, "persons_per_m2", "exit_unit", "persons_per_unit"),
            float(escape.units), float(escape.units_needed), "units",
            source=rules.sources.get("persons_per_unit", ""),
        )  # fmt: skip
    if escape.exits_needed:
        yield Check(
            "exit.too_few", len(escape.exits) >= escape.exits_needed, "estimate",
            float(len(escape.exits)), float(escape.exits_needed), "exits",
            source="CO 38 as quoted, source not consulted",
        )  # fmt: skip


def _basis(rules: Rules, *names: str) -> Basis:
    return "estimate" if is_unread(rules, *names) else "proved"
