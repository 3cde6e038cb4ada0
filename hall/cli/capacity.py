"""`hall capacity FAIR`: how many stands of which size fit here with which aisle."""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path

from exporters.capacity_svg import CapacityText, build_capacity_svg
from hall.cli.layout_report import bound_value
from hall.cli.progress import TerminalProgress
from hall.cli.reading import print_findings
from hall.resources import fair_dir
from hall.store.files import write_atomic
from hall.store.folder import read_fair_folder
from layout.gates.rows import StandSize
from layout.gates.study import CapacityCell, study_cell
from layout.rows.capacity import measure_capacity
from layout.values import Placement, Plan

EXIT_USAGE = 2
AISLES_MM = (2_000, 2_400, 3_000)
SIZES_MM = ((3_000, 3_000), (2_000, 3_000))
MOST_CELLS = 100
_WIDTH = 100
_LEAST_MM, _MOST_MM = 500, 50_000
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\Z")


def run(options: argparse.Namespace) -> int:
    """Measure every size with every aisle; 1 where the plan has errors."""
    read = read_fair_folder(fair_dir(options.fair))
    if read.plan is None:
        print_findings(read.findings)
        return 1
    plan = read.plan
    try:
        sizes = _read_sizes(options.sizes) if options.sizes else _own_sizes(plan)
        aisles = _read_aisles(options.aisles) if options.aisles else _own_aisles(plan)
    except ValueError as error:
        print(f"hall: {error}", file=sys.stderr)
        return EXIT_USAGE
    if len(sizes) * len(aisles) > MOST_CELLS:
        print(f"hall: at most {MOST_CELLS} pairs of size and aisle at a time", file=sys.stderr)
        return EXIT_USAGE
    start = time.perf_counter()
    cells = _measure(plan, sizes, aisles)
    seconds = time.perf_counter() - start
    if options.json:
        document = capacity_value(plan, cells, seconds)
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print(format_table(plan, sizes, aisles, cells, seconds))
    if options.to:
        _write(Path(options.to), plan, sizes, aisles, cells)
    return 0


def _read_sizes(text: str) -> list[StandSize]:
    sizes = []
    for part in text.split(","):
        found = _SIZE.match(part.strip())
        if not found:
            raise ValueError(f"--sizes: {part!r} is no size; expected front x depth in m, as 3x3")
        front, depth = (round(float(number) * 1000) for number in found.groups())
        if not all(_LEAST_MM <= side <= _MOST_MM for side in (front, depth)):
            raise ValueError(f"--sizes: {part!r} is out of range; sides are 0.5 to 50 m")
        sizes.append(StandSize(front, depth))
    return list(dict.fromkeys(sizes))


def _read_aisles(text: str) -> list[int]:
    aisles = []
    for part in text.split(","):
        try:
            aisle = round(float(part) * 1000)
        except (ValueError, OverflowError):
            aisle = 0
        if not _LEAST_MM <= aisle <= _MOST_MM:
            raise ValueError(f"--aisles: {part!r} is no width; expected 0.5 to 50 m, as 2.4")
        aisles.append(aisle)
    return sorted(set(aisles))


def _own_sizes(plan: Plan) -> list[StandSize]:
    offered = [(kind.width_mm, kind.depth_mm) for kind in plan.stand_types if kind.kit != "island"]
    return [StandSize(*size) for size in dict.fromkeys((*offered, *SIZES_MM))]


def _own_aisles(plan: Plan) -> list[int]:
    return sorted({plan.rules.aisle_mm, *AISLES_MM})


def lay_out(plan: Plan, size: StandSize) -> tuple[Placement, ...]:
    """Return the densest layout of stands of one size."""
    return measure_capacity(plan, size.front_mm, size.depth_mm).placements


def _measure(
    plan: Plan, sizes: Sequence[StandSize], aisles: Sequence[int]
) -> dict[tuple[StandSize, int], CapacityCell]:
    progress = TerminalProgress()
    cells = {}
    pairs = [(size, aisle) for size in sizes for aisle in aisles]
    for done, (size, aisle) in enumerate(pairs):
        progress("capacity", done, len(pairs))
        cells[size, aisle] = study_cell(plan, size, aisle, lay_out)
    progress.finish()
    return cells


def capacity_value(
    plan: Plan, cells: dict[tuple[StandSize, int], CapacityCell], seconds: float
) -> dict[str, object]:
    """Return what `--json` prints."""
    return {
        "hall": plan.hall.id,
        "gross_m2": round(next(iter(cells.values())).gross_m2, 2),
        "rules": {"profile": plan.rules.profile, "max_block_m": plan.rules.max_block_mm / 1000},
        "cells": [
            {
                "width_m": cell.size.front_mm / 1000,
                "depth_m": cell.size.depth_mm / 1000,
                "aisle_m": cell.aisle_mm / 1000,
                "stands": cell.stands,
                "net_m2": round(cell.net_m2, 2),
                "net_ratio": round(cell.net_ratio, 4),
                "bound_stands": cell.bound.value,
                "bound": cell.bound.name,
                "gap": round(cell.bound.gap, 4),
                "bounds": [bound_value(bound) for bound in cell.bounds],
            }
            for cell in cells.values()
        ],
        "seconds": round(seconds, 3),
    }


def format_table(
    plan: Plan,
    sizes: Sequence[StandSize],
    aisles: Sequence[int],
    cells: dict[tuple[StandSize, int], CapacityCell],
    seconds: float,
) -> str:
    """Return the table that a person reads: stands, share of the floor, the most there can be."""
    gross = next(iter(cells.values())).gross_m2
    head = "".join(f"{f'aisle {aisle / 1000:g} m':>24}" for aisle in aisles)
    lines = [
        f"How many stands fit in {plan.hall.id} ({gross:,.0f} m² gross)",
        "",
        f"{'stand':<18}{head}",
    ]
    for size in sizes:
        row = [cells[size, aisle] for aisle in aisles]
        stands = "".join(f"{f'{cell.stands} ({cell.net_ratio:.1%} net)':>24}" for cell in row)
        most = "".join(
            f"{f'of {cell.bound.value:g} at most, -{cell.bound.gap:.1%}':>24}" for cell in row
        )
        lines += [f"{name_size(size):<18}{stands}", f"{'':<18}{most}"]
    lines += ["", *_explain(plan, cells), f"{seconds:.1f} s"]
    return "\n".join(lines)


def _explain(plan: Plan, cells: dict[tuple[StandSize, int], CapacityCell]) -> list[str]:
    used = {bound.name: bound for cell in cells.values() for bound in cell.bounds}
    words = {"proved": "proved in docs/bound.md", "estimate": "an estimate, not proved"}
    texts = [
        (
            "Net: the share of the floor that is stands. At most: the smallest of the bounds below"
            " that the layout found keeps to; -5% says that it stays 5 % below that."
        ),
        f"Cross aisles are at most {plan.rules.max_block_mm / 1000:g} m apart.",
    ]
    texts += [
        f"Bound {name} ({words[bound.basis]}) assumes {bound.assumes}."
        for name, bound in sorted(used.items())
    ]
    return [line for text in texts for line in textwrap.wrap(text, _WIDTH)]


def name_size(size: StandSize) -> str:
    """Return a size as people write it: front, depth, area."""
    front, depth = size.front_mm / 1000, size.depth_mm / 1000
    return f"{front:g} x {depth:g} m ({front * depth:g} m²)"


def _write(
    folder: Path,
    plan: Plan,
    sizes: Sequence[StandSize],
    aisles: Sequence[int],
    cells: dict[tuple[StandSize, int], CapacityCell],
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(folder / "capacity.csv", _format_csv(cells).encode())
    shown = cells[sizes[0], min(aisles, key=lambda a: (abs(a - plan.rules.aisle_mm), a))]
    rows = [
        (name_size(size), [_cell_text(cells[size, aisle], shown) for aisle in aisles])
        for size in sizes
    ]
    picture = build_capacity_svg(
        f"Capacity of {plan.hall.names.get('en') or plan.hall.id}",
        [f"aisles {aisle / 1000:g} m" for aisle in aisles],
        rows,
        plan,
        shown.placements,
        f"{shown.stands} stands of {name_size(shown.size)}, aisles {shown.aisle_mm / 1000:g} m",
        [
            (
                "Percent of the floor that is stands; at most: no layout in rows holds more, or no"
                " layout at all (docs/bound.md)."
            )
        ],
    )
    write_atomic(folder / "capacity.svg", picture.encode())
    print(f"wrote {folder / 'capacity.csv'} and capacity.svg", file=sys.stderr)


def _cell_text(cell: CapacityCell, shown: CapacityCell) -> CapacityText:
    note = f"{cell.net_ratio:.0%} · at most {cell.bound.value:g}"
    return CapacityText(str(cell.stands), note, cell.net_ratio, cell is shown)


def _format_csv(cells: dict[tuple[StandSize, int], CapacityCell]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(
        ["width_m", "depth_m", "aisle_m", "stands", "net_m2", "net_ratio", "bound_stands",
         "bound", "basis", "gap"]
    )  # fmt: skip
    for cell in cells.values():
        bound = cell.bound
        writer.writerow(
            [
                f"{cell.size.front_mm / 1000:g}", f"{cell.size.depth_mm / 1000:g}",
                f"{cell.aisle_mm / 1000:g}", cell.stands, f"{cell.net_m2:g}",
                f"{cell.net_ratio:.4f}", f"{bound.value:g}", bound.name, bound.basis,
                f"{bound.gap:.4f}",
            ]
        )  # fmt: skip
    return file.getvalue()
