"""The door of the import: a fair and a file → differences, findings and the files to write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeVar

from hall.service.importing.child import read_in_child
from hall.service.importing.differences import Difference, find_differences, tell_numbers
from hall.service.importing.exhibitors import Seating, seat_exhibitors
from hall.service.importing.found import Notes, Survey
from hall.service.importing.fresh_plan import write_fresh_plan
from hall.service.importing.layers import NO_LAYERS, LayerChoice
from hall.service.importing.limits import MAX_BYTES, MAX_TABLE_BYTES
from hall.service.importing.numbers import choose_numbers, write_numbers
from hall.service.importing.plan_patches import Rewritten, rewrite_plan
from hall.service.importing.survey import survey_drawing
from hall.service.importing.target import Target, make_target, written_halls
from hall.service.importing.units import METRES
from hall.service.importing.values import Drawing, ImportRefused, Point
from hall.store.folder import FolderRead, write_tables_back
from hall.store.folder.reading import LOCK_FILE, PLAN_FILE
from layout.errors import LockUnreadable
from layout.lock import NO_MEMORY, LockMemory, parse_lock
from layout.plan.text import parse_plan
from layout.values import Finding, Plan

Kind = Literal["dxf", "svg", "geojson", "table"]
_KINDS: Mapping[str, Kind] = {
    ".dxf": "dxf", ".svg": "svg", ".geojson": "geojson", ".json": "geojson", ".csv": "table",
    ".tsv": "table", ".xlsx": "table",
}  # fmt: skip
_BOM = "\ufeff"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a person or the file said of the drawing. `close_mm` joins ends that far apart."""

    choice: LayerChoice = NO_LAYERS
    metres: float = 1.0
    origin: Point = (0.0, 0.0)
    close_mm: float = 50.0
    keep: bool = False
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an import would do. `files` are the bytes to write, by name, if there is no error."""

    differences: tuple[Difference, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _SizeChange:
    """A new size for the table of exhibitors."""

    id: str
    fields: Mapping[str, str]
    noun: str = "exhibitor"
    base: Mapping[str, str] = field(default_factory=dict)
    between: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_kind(path: Path) -> Kind:
    """Return what a file is by its name.

    Raises:
        ImportRefused: `import.unknown_kind`, `import.is_dwg`.
    """
    suffix = path.suffix.lower()
    if suffix == ".dwg":
        message = "this is a DWG; save it as DXF (in AutoCAD: SAVEAS, type AutoCAD DXF)"
        raise ImportRefused("import.is_dwg", message)
    if suffix not in _KINDS:
        message = f"`{path.name[-60:]}` is none of DXF, SVG, GeoJSON, CSV or XLSX; export it as one"
        raise ImportRefused("import.unknown_kind", message)
    return _KINDS[suffix]


def read_bytes(path: Path, kind: Kind) -> bytes:
    """Return the bytes of a file that is not too big.

    Raises:
        ImportRefused: `import.unreadable`, `import.too_big`, `import.empty`.
    """
    most = MAX_TABLE_BYTES if kind == "table" else MAX_BYTES
    try:
        size = path.stat().st_size
        if size > most:
            limit = f"at most {most // 2**20} MiB"
            message = f"{size / 2**20:,.0f} MiB; {limit}: write only the layers of the plan"
            raise ImportRefused("import.too_big", message)
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused("import.unreadable", f"cannot be read ({error.strerror})") from error
    if not data:
        raise ImportRefused("import.empty", "the file is empty")
    return data


def open_drawing(data: bytes, kind: Kind, notes: Notes) -> Drawing:
    """Return the drawing, read in a limited child; what its reader noticed goes to the notes.

    Raises:
        ImportRefused: nothing of it can be used.
    """
    drawing = read_in_child(kind, data)
    tell_remarks(drawing, notes)
    return drawing


def tell_remarks(drawing: Drawing, notes: Notes) -> None:
    """Note what the reader of a drawing noticed."""
    for remark in drawing.remarks:
        code = remark.code.removeprefix("import.")
        (notes.warn if remark.severity == "warning" else notes.note)(code, remark.message)


def measure(drawing: Drawing, choice: LayerChoice) -> tuple[float, float]:
    """Return the width and height of what the layers hold, or of all, in drawing units."""
    roles = choice.role_of()
    hall = [p for p in drawing.pieces if roles.get(p.layer) == "HALL"]
    some = hall or [p for p in drawing.pieces if p.layer in roles] or list(drawing.pieces)
    xs = [x for piece in some for x, _ in piece.points] or [0.0]
    ys = [y for piece in some for _, y in piece.points] or [0.0]
    return max(xs) - min(xs), max(ys) - min(ys)


def prepare_drawing(
    folder: Path, read: FolderRead, drawing: Drawing, meaning: Meaning, notes: Notes
) -> Prepared:
    """Return what importing the drawing would change."""
    outlines = [hall.outline for hall in written_halls(read.plan)]
    outlines += [hole for hall in written_halls(read.plan) for hole in hall.holes]
    survey = survey_drawing(
        drawing, meaning.choice, meaning.metres, meaning.origin, meaning.close_mm, outlines, notes
    )
    return prepare(folder, read, survey, meaning, notes)


def prepare(
    folder: Path, read: FolderRead, survey: Survey, meaning: Meaning, notes: Notes
) -> Prepared:
    """Return what importing would change, with the bytes of each file that changes."""
    text, mark = _plan_text(folder)
    if text is not None and read.plan is None:
        message = "plan.yaml has errors: mend them first (hall check), or move the file away"
        notes.error("plan_broken", message)
        return Prepared((), {})
    if text is None and not survey.halls:
        notes.error("no_hall", "the fair has no plan.yaml yet, and this file draws no hall")
        return Prepared((), {})
    plan = read.plan
    memory = _memory(read)
    seating = seat_exhibitors(survey, plan, memory, read.exhibitors, meaning.given, notes)
    language = read.fair.languages[0] if read.fair.languages else "fr"
    target = make_target(plan, survey, seating.pins, language, notes)
    if meaning.keep and plan is not None:
        target, seating = _keep(plan, target, seating)
    _tell_fronts(seating, notes)
    differences = find_differences(plan, target, survey, seating)
    if text is None or plan is None:
        walk = list(dict.fromkeys(e.sector for e in read.exhibitors if e.sector))
        fresh = write_fresh_plan(target, walk, _quote(notes.file))
        parsed, findings = parse_plan(fresh, PLAN_FILE)
        written = Rewritten(fresh, parsed, findings)
    elif any(d.state != "unchanged" and d.kind != "sizes" for d in differences):
        written = rewrite_plan(text, PLAN_FILE, plan, target)
    else:
        written = Rewritten(text, plan, ())
    _tell_result(written, target, notes)
    sectors = {exhibitor.id: exhibitor.sector for exhibitor in read.exhibitors}
    numbers: dict[str, str] = {}
    if seating.numbers and written.plan is not None:
        numbers = choose_numbers(written.plan, seating, memory, sectors, notes)
        differences += tell_numbers(numbers, memory)
    files: dict[str, bytes] = {}
    if written.text != text:
        files[PLAN_FILE] = (mark + written.text).encode()
    changes = [
        _SizeChange(name, {"width_m": f"{w / 1000:g}", "depth_m": f"{d / 1000:g}"})
        for name, (w, d) in sorted(seating.sizes.items())
    ]
    if changes:
        files |= write_tables_back(folder, changes)
    if numbers:
        files[LOCK_FILE] = write_numbers(read.lock_text, numbers, seating, memory, sectors)
    return Prepared(differences, files)


def _plan_text(folder: Path) -> tuple[str | None, str]:
    """Return the text of plan.yaml and the mark before it; None where there is no plan."""
    try:
        text = (folder / PLAN_FILE).read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None, ""
    except UnicodeDecodeError:
        return "", ""
    return (text[1:], _BOM) if text.startswith(_BOM) else (text, "")


def _memory(read: FolderRead) -> LockMemory:
    try:
        return parse_lock(read.lock_text) if read.lock_text else NO_MEMORY
    except LockUnreadable:
        return NO_MEMORY


def _keep(plan: Plan, target: Target, seating: Seating) -> tuple[Target, Seating]:
    """Return the target with all that the file does not show: nothing is deleted."""

    def with_rest(old: Sequence[T], new: Sequence[T], key: str) -> tuple[T, ...]:
        known = {getattr(thing, key): thing for thing in new}
        kept = [known.pop(getattr(thing, key), thing) for thing in old]
        return (*kept, *known.values())

    pins = with_rest(plan.pins, target.pins, "exhibitor")
    kept = Target(
        target.halls,
        with_rest(plan.columns, target.columns, "id"),
        with_rest(plan.doors, target.doors, "id"),
        with_rest(plan.zones, target.zones, "id"),
        pins,
        target.sources,
        with_rest(plan.axes, target.axes, "id"),
        with_rest(plan.fixtures, target.fixtures, "id"),
    )
    return kept, replace(seating, pins=pins, gone=())


def _tell_fronts(seating: Seating, notes: Notes) -> None:
    assumed = [
        seat.exhibitor for seat in seating.moved if not seat.stand.front_known and seat.was is None
    ]
    if assumed:
        message = (
            f"the drawing does not say where {len(assumed)} stands have their front; taken is the"
            " side with free floor before it. Look at the plan (hall export --format svg)"
        )
        notes.warn("fronts_assumed", message)


def _tell_result(written: Rewritten, target: Target, notes: Notes) -> None:
    """Pass on what is wrong with the new plan, with the place in the drawing where it is known."""
    by_id = {name: source for (_, name), source in target.sources.items()}
    for finding in written.findings:
        source = next((by_id[s] for s in finding.subjects if s in by_id), None)
        place = f" (drawn as {source.place})" if source and source.place else ""
        span = notes.span(source) if source and source.line else finding.span
        notes.book.add(
            Finding(
                finding.code, finding.severity, finding.message + place, finding.subjects,
                finding.at_mm, finding.measured, finding.limit, span,
            )
        )  # fmt: skip
    if written.wrong:
        shown = ", ".join(written.wrong[:20])
        message = (
            f"could not be written as drawn: {shown}; write them by themselves in plan.yaml first"
        )
        notes.error("not_as_drawn", message)


def _quote(file: str) -> str:
    return re.sub(r"[^\w .()-]", "_", file)[:80]


def read_unit(units: str) -> float:
    """Return the metres of a unit that a table's lengths have; metres where none is given."""
    return METRES.get(units, 1.0)
