"""How many stands the ten halls of the research page hold, beside the prototype and the bound.

Columns 0.6 m square at x = 20, 40, ... and y = 18, 36, ... m; on every side doors 3 m wide at
12.5, 37.5, ... m whose lanes are kept clear 3 m deep; blocks at most 30 m long between cross
aisles as wide as the aisle. The last column says what the independent checker finds.

The prototype laid out straight rows between straight cross aisles and did not check that
aisles are free of columns and connected. Where it counted more than we do, two lines follow:

- the most stands that any layout of its kind holds which keeps one rule of the checker's, an
  aisle's free floor before every front (`docs/bound.md`, 5, proved): a count above that breaks
  this rule, whoever lays it out;
- the same rows by rules as lax as the prototype's, as far as they can be guessed: columns may
  stand in aisles, nothing is mended, aisles need not be connected. It prints that count and what
  the checker finds in it.

    python benchmarks/capacity.py [--default] [--sheet FILE.png] [NAME...]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from PIL import Image, ImageDraw  # noqa: E402  # needs the path above
from shapely import Polygon  # noqa: E402

from layout.audit.checks import audit_hall  # noqa: E402
from layout.rows.capacity import measure_capacity  # noqa: E402
from layout.rows.ground import build_ground  # noqa: E402
from layout.rows.panels import list_panels  # noqa: E402
from layout.rows.search import solve_direction  # noqa: E402
from layout.rows.setting_out import place_on_run, share_out  # noqa: E402
from layout.rows.straight import most_in_straight_rows  # noqa: E402
from layout.rows.values import Pattern, RowRules  # noqa: E402
from layout.values import (  # noqa: E402
    Column,
    Door,
    Hall,
    LayoutReport,
    PlacedHall,
    Placement,
    Plan,
    Rules,
    Sector,
    stand_corners,
)

BLOCK_MM = 30_000
_PIXELS_A_METRE = 6


@dataclass(frozen=True, slots=True)
class Case:
    """A hall, a stand, an aisle (mm) and what the prototype counted."""

    name: str
    plan: Plan
    width: int
    depth: int
    aisle: int
    prototype: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """What came out: the hall with its stands, and its share of the perimeter bound.

    `kind` is the most stands that layouts of the prototype's kind hold, where that was asked.
    """

    case: Case
    placed: PlacedHall
    share: float
    kind: int | None


def rectangle(width: int, height: int, aisle: int, *, empty: bool = False) -> Plan:
    """Return a hall of the research page; sizes in m, the aisle in mm."""
    w, h = width * 1000, height * 1000
    columns, doors = [], []
    if not empty:
        columns = [
            Column(f"c{x}-{y}", x * 1000, y * 1000, 600, 600)
            for x in range(20, width, 20)
            for y in range(18, height, 18)
        ]
        for m in range(12_500, w, 25_000):
            doors.append(Door(f"s{m}", "entrance", (m + 1500, 0), (m - 1500, 0), 3000))
            doors.append(Door(f"n{m}", "exit", (m - 1500, h), (m + 1500, h), 3000))
        for m in range(12_500, h, 25_000):
            doors.append(Door(f"w{m}", "exit", (0, m - 1500), (0, m + 1500), 3000))
            doors.append(Door(f"e{m}", "exit", (w, m + 1500), (w, m - 1500), 3000))
    hall = Hall("hall", ((0, 0), (w, 0), (w, h), (0, h)))
    rules = Rules("house", aisle, aisle, 0, max_block_mm=BLOCK_MM)
    sector = Sector("all", {"en": "All"}, "#4488aa")
    return Plan(hall, tuple(doors), tuple(columns), (), (sector,), (), rules)


def list_cases() -> list[Case]:
    """Return the ten halls; the empty one keeps no doors and no columns."""
    rows = (
        ("100x76", 100, 76, 3000, 3000, 3000, False, 471),
        ("100x76-empty", 100, 76, 3000, 3000, 3000, True, 493),
        ("100x76-aisle-2.5", 100, 76, 3000, 3000, 2500, False, 488),
        ("80x50", 80, 50, 3000, 3000, 3000, False, 252),
        ("80x50-aisle-2.0", 80, 50, 3000, 3000, 2000, False, 300),
        ("80x50-2-wide-3-deep", 80, 50, 2000, 3000, 3000, False, 380),
        ("80x50-3-wide-2-deep", 80, 50, 3000, 2000, 3000, False, 327),
        ("100x40", 100, 40, 3000, 3000, 3000, False, 249),
        ("320x240", 320, 240, 3000, 3000, 3000, False, 4940),
        ("1000x760", 1000, 760, 3000, 3000, 3000, False, 48598),
    )
    return [
        Case(name, rectangle(w, h, aisle, empty=empty), width, depth, aisle, prototype)
        for name, w, h, width, depth, aisle, empty, prototype in rows
    ]


def bound_stands(case: Case) -> int:
    """Return the perimeter bound: n stands with n (w d + a w / 2) <= usable floor + a².

    Usable is the floor less the columns: the lane of a door may be an aisle.
    """
    floor = Polygon(case.plan.hall.outline, case.plan.hall.holes).area
    floor -= sum(column.width_mm * column.depth_mm for column in case.plan.columns)
    each = case.width * case.depth + case.aisle * case.width / 2
    return int((floor + case.aisle**2) // each)


def measure(case: Case, *, thorough: bool = True) -> Result:
    """Measure one hall, print its line and return what came out."""
    start = time.perf_counter()
    found = measure_capacity(
        case.plan, case.width, case.depth, case.aisle, block_mm=BLOCK_MM, thorough=thorough
    )
    seconds = time.perf_counter() - start
    placed = _placed(case.plan, found.placements)
    start = time.perf_counter()
    errors = Counter(f.code for f in audit_hall(placed) if f.severity == "error")
    if not case.plan.doors:
        del errors["exit.none"]  # the empty hall has no doors by what it is
    checking = time.perf_counter() - start
    bound = bound_stands(case)
    net = found.count * case.width * case.depth
    gross = Polygon(case.plan.hall.outline, case.plan.hall.holes).area
    beside = ""
    if case.prototype is not None:
        beside = f" prototype {case.prototype:>6} ({found.count - case.prototype:+d})"
    verdict = ", ".join(f"{n} {code}" for code, n in sorted(errors.items())) or "no error"
    print(
        f"{case.name:<22} {found.count:>6} stands {net / gross:6.1%} net, bound {bound:>6}:"
        f" {found.count / bound:6.1%},{seconds:7.2f} s,{beside} checker {checking:.2f} s:"
        f" {verdict}",
        flush=True,
    )
    kind = None
    if case.prototype is not None and found.count < case.prototype:
        kind = measure_kind(case)
        measure_lax(case)
    return Result(case, placed, found.count / bound, kind)


def measure_kind(case: Case) -> int | None:
    """Print the most stands that layouts of the prototype's kind hold, and return it."""
    rules = RowRules(case.depth, case.width, case.aisle, case.aisle, 0, BLOCK_MM)
    start = time.perf_counter()
    most = most_in_straight_rows(build_ground(case.plan), rules)
    seconds = time.perf_counter() - start
    beyond = most is not None and most < (case.prototype or 0)
    print(
        f"{'  straight rows':<22} {most!s:>6} at most with free fronts (proved,"
        f" {seconds:.1f} s): the prototype's {case.prototype} is"
        f" {'beyond' if beyond else 'within'} it",
        flush=True,
    )
    return most


def measure_lax(case: Case) -> None:
    """Print how many stands rules as lax as the prototype's allow, and what is wrong with them."""
    pattern = _lax_pattern(case)
    stands = tuple(
        Placement(
            f"stand-{number}", str(number), "", None, (), x, y, mdeg,
            case.width, case.depth, ("front",), "shell_scheme",
        )
        for number, (x, y, mdeg) in enumerate(_list_places(pattern, case.width), start=1)
    )  # fmt: skip
    findings = audit_hall(_placed(case.plan, stands))
    errors = Counter(finding.code for finding in findings if finding.severity == "error")
    reached = len(stands) - (case.prototype or 0)
    print(
        f"{'  by lax rules':<22} {len(stands):>6} stands ({reached:+d} to the prototype"
        f" {case.prototype}); checker: "
        + (", ".join(f"{n} {code}" for code, n in sorted(errors.items())) or "no error"),
        flush=True,
    )


def _lax_pattern(case: Case) -> Pattern:
    """Return the best rows, or two panels of rows, on a floor whose aisles may hold columns."""
    strict = build_ground(case.plan)
    ground = replace(strict, walk=strict.hall)
    rules = RowRules(case.depth, case.width, case.aisle, case.aisle, 0, BLOCK_MM)
    patterns = [solve_direction(ground, rules, mdeg) for mdeg in (0, 90_000)]
    patterns += list_panels(ground, rules, thorough=False)
    return max(patterns, key=lambda pattern: pattern.count(case.width))


def _list_places(pattern: Pattern, width: int) -> list[tuple[int, int, int]]:
    """Return where the stands of a pattern stand: x, y, and where they face."""
    return [
        (x, y, run.rotation_mdeg)
        for run in pattern.runs
        for x, y in place_on_run(run, tuple(share_out(run, width)))
    ]


def _placed(plan: Plan, placements: tuple[Placement, ...]) -> PlacedHall:
    count = len(placements)
    report = LayoutReport(count, count, 0.0, 0.0, 0.0, 0.0, "", {})
    return PlacedHall(plan, placements, (), (), report, "")


def draw_hall(placed: PlacedHall) -> Image.Image:
    """Return a plain picture: stands blue, fronts red, doors green."""
    plan = placed.plan
    xs, ys = zip(*plan.hall.outline, strict=True)
    scale = min(_PIXELS_A_METRE, 1600 / ((max(xs) - min(xs)) / 1000)) / 1000

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return 10 + (point[0] - min(xs)) * scale, 10 + (max(ys) - point[1]) * scale

    size = (round((max(xs) - min(xs)) * scale) + 20, round((max(ys) - min(ys)) * scale) + 20)
    picture = Image.new("RGB", size, "#8a8a8a")
    pen = ImageDraw.Draw(picture)
    pen.polygon([at(p) for p in plan.hall.outline], fill="white")
    for hole in plan.hall.holes:
        pen.polygon([at(p) for p in hole], fill="#8a8a8a")
    for stand in placed.placements:
        corners = [at(corner) for corner in stand_corners(stand)]
        pen.polygon(corners, fill="#9bbbdd", outline="#224466")
        pen.line(corners[:2], fill="#d02020", width=2)
    for column in plan.columns:
        w, d = column.width_mm / 2, column.depth_mm / 2
        low, high = (column.x_mm - w, column.y_mm + d), (column.x_mm + w, column.y_mm - d)
        pen.rectangle([at(low), at(high)], fill="black")
    for door in plan.doors:
        pen.line([at(door.a), at(door.b)], fill="#0a9a30", width=4)
    return picture


def draw_sheet(results: list[Result], path: Path) -> None:
    """Write all halls on one picture, four a row."""
    pictures = [(result, draw_hall(result.placed)) for result in results]
    wide, high = 560, 420
    sheet = Image.new("RGB", (4 * wide, -(-len(pictures) // 4) * (high + 24)), "white")
    pen = ImageDraw.Draw(sheet)
    for number, (result, picture) in enumerate(pictures):
        picture.thumbnail((wide - 12, high - 6))
        x, y = number % 4 * wide, number // 4 * (high + 24)
        sheet.paste(picture, (x + 6, y + 24))
        label = f"{result.case.name}: {len(result.placed.placements)} ({result.share:.0%})"
        pen.text((x + 8, y + 6), label, fill="black")
    sheet.save(path)


def print_reached(results: list[Result]) -> None:
    """Print what was to reach: the prototype's count on every hall, more on five at least."""
    known = [
        (len(r.placed.placements), r.case.prototype, r.kind)
        for r in results
        if r.case.prototype is not None
    ]
    least = sum(count >= prototype for count, prototype, _ in known)
    more = sum(count > prototype for count, prototype, _ in known)
    beyond = sum(kind is not None and prototype > kind for _, prototype, kind in known)
    if known:
        print(
            f"at least the prototype's count on {least} of {len(known)} (to reach: all, where the"
            f" checker allows it; on {beyond} of the others no layout of the prototype's kind that"
            f" keeps every front free has its count), more on {more} (to reach: 5 of 10)"
        )


def main() -> None:
    """Print the ten halls."""
    words = sys.argv[1:]
    sheet = words[words.index("--sheet") + 1] if "--sheet" in words else ""
    names = [word for word in words if not word.startswith("--") and word != sheet]
    thorough = "--default" not in words
    results = [
        measure(case, thorough=thorough) for case in list_cases() if not names or case.name in names
    ]
    print_reached(results)
    if sheet:
        draw_sheet(results, Path(sheet))


if __name__ == "__main__":
    main()
