"""`hall import FAIR FILE`: a drawing or a table of stands → plan.yaml, shown before."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from hall.cli.reading import finding_value, print_findings
from hall.resources import fair_dir, is_shipped
from hall.service.importing.differences import STATES, Difference, count_states
from hall.service.importing.found import Notes
from hall.service.importing.intake import (
    Kind,
    Meaning,
    Prepared,
    find_kind,
    measure,
    open_drawing,
    prepare,
    prepare_drawing,
    read_bytes,
    read_unit,
)
from hall.service.importing.layers import (
    ROLES,
    LayerChoice,
    find_documented,
    list_left_out,
    parse_layers,
    suggest,
)
from hall.service.importing.stand_rows import read_numbers, survey_table
from hall.service.importing.units import ASKED, Scale, UnitDoubt, find_scale
from hall.service.importing.values import Drawing, ImportRefused, Layer, Point
from hall.store.files import write_atomic
from hall.store.folder import read_fair_folder
from hall.store.folder.findings import FindingBook
from layout.values import Finding, Span

EXIT_FINDINGS = 1
EXIT_USAGE = 2
BACKUP = ".before-import"
_SHOWN_LAYERS, _SHOWN_LEFT = 60, 12
_SHOWN_EACH = 40
_NUMBER = r"\s*([+-]?\d{1,12}(?:\.\d{1,6})?)\s*"
_ORIGIN = re.compile(f"{_NUMBER},{_NUMBER}")
_MARKS = {"new": "+", "modified": "~", "deleted": "-", "unchanged": "="}


class _Stop(Exception):
    """Nothing more can be done; what to say was said or is among the findings."""

    def __init__(self, code: int) -> None:
        """Keep the exit code."""
        super().__init__()
        self.code = code


def run(options: argparse.Namespace) -> int:
    """Read, show what changes, and write it once somebody said yes."""
    folder, path = fair_dir(options.fair), Path(options.file)
    session = _Session(options, folder, path)
    try:
        prepared = session.prepare()
    except ImportRefused as error:
        span = Span(path.name, 1, 1)
        session.notes.book.add(Finding(error.code, "error", error.message, span=span))
        prepared = None
    except _Stop as stop:
        session.report(None, ())
        return stop.code
    return session.finish(prepared)


class _Session:
    """One import: what it was asked, what it found, what it says."""

    def __init__(self, options: argparse.Namespace, folder: Path, path: Path) -> None:
        self.options = options
        self.folder = folder
        self.path = path
        self.notes = Notes(path.name, FindingBook())
        self.told: dict[str, object] = {}
        self.asks = sys.stdin.isatty() and sys.stderr.isatty() and not options.json

    def prepare(self) -> Prepared:
        kind = find_kind(self.path)
        data = read_bytes(self.path, kind)
        origin = _read_origin(self.options.origin)
        given = self._given()
        read = read_fair_folder(self.folder)
        if kind == "table":
            meaning = Meaning(keep=self.options.keep, given=given)
            survey = survey_table(data, read_unit(self.options.units or "m"), self.notes)
            if survey is None:
                return Prepared((), {})
            return prepare(self.folder, read, survey, meaning, self.notes)
        drawing = open_drawing(data, kind, self.notes)
        choice = self._choose_layers(drawing)
        scale = self._choose_scale(drawing, choice, kind)
        self.told |= {"layers": choice.layers, "units": scale.told, "metres_a_unit": scale.metres}
        meaning = Meaning(
            choice, scale.metres, origin, self.options.close * 1000, self.options.keep, given
        )
        return prepare_drawing(self.folder, read, drawing, meaning, self.notes)

    def _given(self) -> dict[str, str]:
        if not self.options.exhibitors:
            return {}
        path = Path(self.options.exhibitors)
        notes = Notes(path.name, self.notes.book)
        return dict(read_numbers(read_bytes(path, "table"), notes))

    def _choose_layers(self, drawing: Drawing) -> LayerChoice:
        """Return the layers from the option, from our documented names, or from a person."""
        if self.options.layers:
            choice = parse_layers(self.options.layers, drawing.layers)
            for fault in choice.faults:
                self.notes.error("layers", fault)
            if choice.faults:
                raise _Stop(EXIT_USAGE)
            return choice
        documented = find_documented(drawing.layers)
        if documented.layers:
            shown = documented.option()
            self.notes.note("layers_documented", f"layers by their documented names: {shown}")
            left = list_left_out(drawing.layers, documented)
            if left:
                more = " …" if len(left) > _SHOWN_LEFT else ""
                message = (
                    f"layers without a role are left out: {', '.join(left[:_SHOWN_LEFT])}{more};"
                    " give all roles with --layers if something is missing"
                )
                self.notes.warn("layers_left_out", message)
            return documented
        hint = suggest(drawing.layers)
        lines = list(_list_layers(drawing.layers, hint))
        if self.asks:
            return self._ask_layers(drawing, hint, lines)
        print("\n".join(lines), file=sys.stderr)
        message = "the layers have none of our names; say what is on them: --layers "
        self.notes.error("layers_unknown", message + shlex.quote(hint.option() or "HALL=…"))
        raise _Stop(EXIT_FINDINGS)

    def _ask_layers(self, drawing: Drawing, hint: LayerChoice, lines: list[str]) -> LayerChoice:
        print("\n".join(lines), file=sys.stderr)
        print(f"roles: {', '.join(ROLES)}", file=sys.stderr)
        for _ in range(5):
            words = f"[Enter: {hint.option()}] " if hint.layers else ""
            answer = _ask(f"layers, as ROLE=layer,… {words}")
            if not answer and hint.layers:
                return hint
            choice = parse_layers(answer, drawing.layers)
            if answer and not choice.faults:
                return choice
            for fault in choice.faults:
                print(fault, file=sys.stderr)
        self.notes.error("layers_unknown", "no layers were chosen; give them with --layers")
        raise _Stop(EXIT_FINDINGS)

    def _choose_scale(self, drawing: Drawing, choice: LayerChoice, kind: Kind) -> Scale:
        """Return the scale; a doubt is asked about on a terminal, else refused with the sizes."""
        size = measure(drawing, choice)
        if not any(size):
            message = (
                "nothing is drawn on these layers: the file may be cut off, or holds only"
                " references; export the drawing again with its content"
            )
            self.notes.error("nothing_drawn", message)
            raise _Stop(EXIT_FINDINGS)
        options = self.options
        found = find_scale(drawing, size, options.units or "", options.scale or "")
        if isinstance(found, Scale):
            if options.units and drawing.unit and drawing.unit != options.units:
                message = (
                    f"{drawing.unit_source} says {drawing.unit}; --units {options.units} is taken"
                )
                self.notes.warn("units_differ", message)
            return found
        for name, shown in found.candidates if self.asks else ():
            print(f"  {name:16} {shown}", file=sys.stderr)
        while self.asks:
            answer = _ask(f"{found.reason}. Which is right? ").removeprefix("--")
            word = answer.rpartition(" ")[2]
            again = find_scale(
                drawing, size, word if word in ASKED else "", "" if word in ASKED else word
            )
            if isinstance(again, Scale):
                return again
            if not answer:
                break
        raise self._refuse_scale(found, kind)

    def _refuse_scale(self, doubt: UnitDoubt, kind: Kind) -> _Stop:
        sizes = "; ".join(f"{shown} with {name}" for name, shown in doubt.candidates)
        code = "scale_unknown" if kind == "svg" else "units_unknown"
        self.notes.error(code, f"{doubt.reason}: the hall would be {sizes}. Say which is right")
        return _Stop(EXIT_FINDINGS)

    def finish(self, prepared: Prepared | None) -> int:
        """Show the result, write it if it may be, and return the exit code."""
        findings = self.notes.book.list_findings()
        failed = prepared is None or any(f.severity == "error" for f in findings)
        if failed or prepared is None:
            self.report(prepared, ())
            if not self.options.json:
                print("nothing was written: mend the errors first", file=sys.stderr)
            return EXIT_FINDINGS
        if not prepared.files or self.options.dry_run:
            self.report(prepared, ())
            if not self.options.json:
                words = "nothing to write: the plan says all this already"
                print("dry run: nothing was written" if prepared.files else words)
            return 0
        if is_shipped(self.folder):
            message = "this sample belongs to the program: copy it first (hall new DIR --from …)"
            self.notes.error("shipped", message)
            self.report(prepared, ())
            return EXIT_USAGE
        return self._confirm_and_write(prepared)

    def _confirm_and_write(self, prepared: Prepared) -> int:
        if not self.options.yes:
            self.report(prepared, ())
            names = " and ".join(prepared.files)
            if not self.asks:
                print("nothing was written: add --yes to write it", file=sys.stderr)
                return EXIT_USAGE
            if _ask(f"write {names}? [y/N] ").lower() not in {"y", "yes", "o", "oui", "نعم"}:
                print("nothing was written")
                return 0
        written = [self._write(name, data) for name, data in prepared.files.items()]
        if self.options.yes:
            self.report(prepared, written)
        if not self.options.json:
            for line in written:
                print(line)
            print(f"next: hall layout {shlex.quote(self.options.fair)}")
        return 0

    def _write(self, name: str, data: bytes) -> str:
        """Write one file; the one before stays beside it."""
        path = self.folder / name
        backup = path.with_name(path.name + BACKUP)
        if path.is_file():
            write_atomic(backup, path.read_bytes())
            write_atomic(path, data)
            return f"wrote {path} (the one before is {backup.name})"
        write_atomic(path, data)
        return f"wrote {path}"

    def report(self, prepared: Prepared | None, written: Sequence[str]) -> None:
        """Print findings and differences: as one document with --json, else for people."""
        findings = self.notes.book.list_findings()
        differences = prepared.differences if prepared else ()
        if self.options.json:
            document = {
                "file": self.path.name,
                **self.told,
                "differences": [
                    _difference_value(d) for d in differences if d.state != "unchanged"
                ],
                "counts": count_states(differences),
                "findings": [finding_value(finding) for finding in findings],
                "files": sorted(prepared.files) if prepared else [],
                "written": bool(written),
            }
            print(json.dumps(document, ensure_ascii=False, indent=1))
            return
        print_findings(findings)
        if "units" in self.told:
            print(f"units: {self.told['units']}")
        for line in _list_differences(differences):
            print(line)


def _read_origin(text: str | None) -> Point:
    if not text:
        return (0.0, 0.0)
    found = _ORIGIN.fullmatch(text)
    if not found:
        message = f"--origin {text[:60]}: expected two numbers in drawing units, as 612300,413250"
        raise ImportRefused("import.origin", message)
    return (float(found[1]), float(found[2]))


def _ask(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise _Stop(EXIT_USAGE)
    return answer.strip()


def _list_layers(layers: Sequence[Layer], hint: LayerChoice) -> Iterable[str]:
    """Return the layers with what is on each and what its name hints at."""
    roles = hint.role_of()
    filled = [layer for layer in layers if layer.total]
    yield f"the drawing has {len(filled)} layers with something on them:"
    for layer in filled[:_SHOWN_LAYERS]:
        counts = ", ".join(f"{count} {name}" for name, count in sorted(layer.counts.items()))
        hinted = f"   → {roles[layer.name]}?" if layer.name in roles else ""
        yield f"  {layer.name:24} {counts}{hinted}"
    if len(filled) > _SHOWN_LAYERS:
        yield f"  … and {len(filled) - _SHOWN_LAYERS} more"


def _list_differences(differences: Sequence[Difference]) -> Iterable[str]:
    """Return one line a thing that changes, and a count of each kind."""
    for kind in dict.fromkeys(difference.kind for difference in differences):
        mine = [d for d in differences if d.kind == kind]
        counts = count_states(mine)
        yield f"{kind}: " + ", ".join(
            f"{counts[state]} {state}" for state in STATES if counts[state]
        )
        for state in STATES[:-1]:
            some = [d for d in mine if d.state == state]
            for difference in some[:_SHOWN_EACH]:
                place = f"  ({difference.place})" if difference.place else ""
                yield f"  {_MARKS[state]} {difference.id}: {difference.what}{place}"
            if len(some) > _SHOWN_EACH:
                yield f"  {_MARKS[state]} … and {len(some) - _SHOWN_EACH} more {state}"


def _difference_value(difference: Difference) -> dict[str, str]:
    return {
        "state": difference.state,
        "kind": difference.kind,
        "id": difference.id,
        "what": difference.what,
        "place": difference.place,
    }
