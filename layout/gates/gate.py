"""The gate: says in milliseconds whether a fair can be laid out at all, and what would help.

Nothing is placed. What the gate refuses is impossible, by the proof in `docs/bound.md`; what
it lets pass may still find no layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layout.gates.bounds import BOUND_NAME, most_net_mm2, most_stands, most_wished
from layout.gates.clash import find_clash
from layout.gates.demand import Demand, accepted_mm2, asked_mm2, count_demand, settle_demand
from layout.gates.exits import Escape, check_exits, count_escape
from layout.gates.floor import GateFloor, measure_floor, measure_shapes, shape_floor
from layout.gates.repairs import Case, Repair, fits, list_repairs
from layout.values import Finding, Plan, Severity, Span, StandRequest

REPAIRS_TOLD = 5
_EXHIBITORS = "exhibitors"


@dataclass(frozen=True, slots=True)
class ClashLine:
    """One of the lines that cannot all be kept: a key of `Plan.spans`, its place, its words."""

    key: str
    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate found. Areas are m².

    `need_m2` is the least floor that stands and the half aisles before their fronts take,
    `capacity_m2` what the hall has for them; `deficit_m2` is what is missing. `findings` are
    about the floor; what is wrong with the exits, `exit_findings`, the audit of the placed
    hall finds again.
    """

    need_m2: float
    capacity_m2: float
    bound_m2: float
    most_stands: int
    most_wished: int | None
    escape: Escape
    findings: tuple[Finding, ...]
    exit_findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...] = ()
    clash: tuple[ClashLine, ...] = ()

    @property
    def refused(self) -> bool:
        return self.need_m2 > self.capacity_m2

    @property
    def deficit_m2(self) -> float:
        return max(self.need_m2 - self.capacity_m2, 0.0)


def check_gates(plan: Plan, requests: Sequence[StandRequest]) -> GateResult:
    """Return whether these stands can stand in this hall at all, and what would help if not.

    Findings: `hall.beyond_bound` (error: no layout holds the stands asked for, not even the
    smallest that are accepted, shared by all who agreed to it) or, in a hall whose walls run in
    more than two directions, `hall.beyond_estimate` (warning); then `hall.clash` for each line
    of the plan in a smallest set that clashes and `hall.repair` for what would help (notes).
    `hall.wishes_beyond_bound` (note): all can have a stand, not all in the size asked for.
    """
    floor, demand = measure_floor(plan), count_demand(requests)
    settled = settle_demand(demand, floor.aisle_mm)
    escape = count_escape(plan)
    wished = most_wished(floor, demand)
    bound = most_net_mm2(floor, demand)
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()
    clash: tuple[ClashLine, ...] = ()
    if not fits(floor, settled):
        repairs = list_repairs(Case(plan, shape_floor(plan), floor, settled))
        clash = _find_clash(plan, settled)
        findings = (
            _refusal(plan, floor, demand, settled),
            *(_clash_note(line) for line in clash),
            *(_repair_note(repair) for repair in repairs[:REPAIRS_TOLD]),
        )
    elif asked_mm2(demand, floor.aisle_mm) > floor.capacity_mm2:
        findings = (_wishes_note(demand, wished, floor),)
    return GateResult(
        need_m2=asked_mm2(settled, floor.aisle_mm) / 1e6,
        capacity_m2=floor.capacity_mm2 / 1e6,
        bound_m2=round(bound / 1e6, 2),
        most_stands=most_stands(floor, demand),
        most_wished=wished,
        escape=escape,
        findings=findings,
        exit_findings=check_exits(plan, escape),
        repairs=repairs,
        clash=clash,
    )


def _refusal(plan: Plan, floor: GateFloor, demand: Demand, settled: Demand) -> Finding:
    need, aisle = asked_mm2(settled, floor.aisle_mm), floor.aisle_mm / 1000
    proved: Severity = "error" if floor.straight else "warning"
    kind = "no layout" if floor.straight else "(an estimate: walls at several angles) no layout"
    asked, most = demand.area_mm2 / 1e6, most_net_mm2(floor, demand) / 1e6
    message = (
        f"{demand.stands} stands of {asked:g} m² do not fit: with aisles of {aisle:g} m {kind} of"
        f" this hall holds more than {most:.1f} m² of such stands, {most_stands(floor, demand)} of"
        f" them ({BOUND_NAME} bound). They and the half aisle before each front take"
        f" {need / 1e6:.0f} m²; the hall has {floor.capacity_mm2 / 1e6:.0f} m² for both;"
        f" {(need - floor.capacity_mm2) / 1e6:.0f} m² are missing"
    )
    code = "hall.beyond_bound" if floor.straight else "hall.beyond_estimate"
    return Finding(
        code, proved, message, measured=round(asked, 2), limit=round(most, 2),
        span=plan.spans.get("rules.aisle") or plan.spans.get("hall"),
    )  # fmt: skip


def _wishes_note(demand: Demand, wished: int | None, floor: GateFloor) -> Finding:
    if wished is None or accepted_mm2(demand, floor.aisle_mm) > floor.capacity_mm2:
        message = "all can have a stand only where those who agreed to it share one"
        return Finding("hall.wishes_beyond_bound", "note", message)
    message = (
        f"not all can have the size they asked for: at most {wished} of {demand.stands}"
        " while all have a stand; the others get a size that they accept"
    )
    return Finding(
        "hall.wishes_beyond_bound", "note", message, measured=demand.stands, limit=wished
    )


def _clash_note(line: ClashLine) -> Finding:
    message = f"{line.text}: this is one of the things that cannot all be kept"
    return Finding("hall.clash", "note", message, (line.key,), span=line.span)


def _repair_note(repair: Repair) -> Finding:
    subjects = (repair.kind, *repair.subjects)
    return Finding("hall.repair", "note", f"would help: {repair.message}", subjects)


def _find_clash(plan: Plan, demand: Demand) -> tuple[ClashLine, ...]:
    """Return the smallest set of lines that clash; small things are blamed last."""
    zones = [f"zones/{zone.id}" for zone in plan.zones if not zone.stands_allowed]
    groups = ["doors", "columns", *zones, "rules.aisle", _EXHIBITORS, "hall"]

    def clashes(kept: frozenset[str]) -> bool:
        if "hall" not in kept or _EXHIBITORS not in kept:
            return False
        relaxed = replace(
            plan,
            doors=plan.doors if "doors" in kept else (),
            columns=plan.columns if "columns" in kept else (),
            zones=tuple(
                zone for zone in plan.zones
                if f"zones/{zone.id}" in kept and not zone.stands_allowed
            ),
        )  # fmt: skip
        aisle = plan.rules.aisle_mm if "rules.aisle" in kept else 0
        return not fits(measure_shapes(shape_floor(relaxed), aisle), demand)

    return tuple(_clash_line(plan, key, demand) for key in find_clash(groups, clashes))


def _clash_line(plan: Plan, key: str, demand: Demand) -> ClashLine:
    if key == _EXHIBITORS:
        area = f"{demand.area_mm2 / 1e6:g} m²"
        return ClashLine(key, f"the {demand.stands} stands asked for, {area}", None)
    span = plan.spans.get(key) or min(
        (span for name, span in plan.spans.items() if name.startswith(f"{key}/")),
        key=lambda span: (span.line, span.column),
        default=None,
    )
    texts = {
        "hall": "the hall's outline",
        "rules.aisle": f"aisles of {plan.rules.aisle_mm / 1000:g} m",
        "doors": "the floor kept clear before the doors",
        "columns": "the columns",
    }
    return ClashLine(key, texts.get(key) or f"zone {key.partition('/')[2]}", span)
