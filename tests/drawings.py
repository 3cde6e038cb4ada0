"""Drawings for the tests of the import: built by ezdxf, read by the import's own doors."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ezdxf

from hall.service.importing.found import Notes
from hall.service.importing.intake import Meaning, Prepared, prepare_drawing, tell_remarks
from hall.service.importing.layers import LayerChoice, find_documented, parse_layers
from hall.service.importing.reading import read_drawing
from hall.service.importing.values import Drawing
from hall.store.folder import read_fair_folder
from hall.store.folder.findings import FindingBook
from layout.plan.text import parse_plan
from layout.values import Plan

Points = Sequence[tuple[float, float]]
HALL = ((0, 0), (40, 0), (40, 26), (0, 26))
DOORS = (((18, 0), (22, 0)), ((40, 11.5), (40, 14.5)), ((0, 11.5), (0, 14.5)))
WORKSHOP = ((33, 19), (40, 19), (40, 26), (33, 26))


class Sheet:
    """A drawing being made. `unit` is the drawing's own in metres, `code` its $INSUNITS."""

    def __init__(self, unit: float = 1.0, code: int = 6) -> None:
        self.document: Any = ezdxf.new("R2010")
        self.document.header["$INSUNITS"] = code
        self.space: Any = self.document.modelspace()
        self.unit = unit

    def points(self, points: Points) -> list[tuple[float, float]]:
        return [(x / self.unit, y / self.unit) for x, y in points]

    def ring(self, layer: str, points: Points) -> Any:
        return self.space.add_lwpolyline(
            self.points(points), close=True, dxfattribs={"layer": layer}
        )

    def line(self, layer: str, *points: tuple[float, float]) -> Any:
        return self.space.add_lwpolyline(self.points(points), dxfattribs={"layer": layer})

    def text(self, layer: str, text: str, at: tuple[float, float]) -> Any:
        (place,) = self.points([at])
        entity = self.space.add_text(text, height=0.3 / self.unit, dxfattribs={"layer": layer})
        return entity.set_placement(place)

    def data(self) -> bytes:
        out = io.StringIO()
        self.document.write(out)
        return out.getvalue().encode(self.document.output_encoding, "replace")


def small_hall(unit: float = 1.0, code: int = 6, hall: Points = HALL) -> Sheet:
    """Return the drawing of the small fair's hall as it is."""
    sheet = Sheet(unit, code)
    sheet.ring("HALL", hall)
    sheet.line("ENTRANCES", *DOORS[0])
    for door in DOORS[1:]:
        sheet.line("EXITS", *door)
    sheet.ring("ZONES", WORKSHOP)
    return sheet


def rectangle(x: float, y: float, w: float, d: float) -> Points:
    """Return the corners of an upright rectangle."""
    return ((x, y), (x + w, y), (x + w, y + d), (x, y + d))


class Taken:
    """The result of one import: what is prepared and what was noticed."""

    def __init__(self, prepared: Prepared, notes: Notes) -> None:
        self.prepared = prepared
        self.findings = notes.book.list_findings()

    @property
    def errors(self) -> list[str]:
        return [str(f) for f in self.findings if f.severity == "error"]

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.findings}

    @property
    def text(self) -> str:
        return self.prepared.files["plan.yaml"].decode()

    @property
    def plan(self) -> Plan:
        plan, findings = parse_plan(self.text, "plan.yaml")
        assert plan is not None, [str(finding) for finding in findings]
        return plan

    def changes(self, kind: str = "") -> Mapping[str, str]:
        """Return the state of each thing that is not unchanged."""
        return {
            difference.id: difference.state
            for difference in self.prepared.differences
            if difference.state != "unchanged" and kind in {"", difference.kind}
        }


def take(
    folder: Path, kind: str, data: bytes, *, layers: str = "", metres: float = 1.0, **meaning: Any
) -> Taken:
    """Import bytes into a fair as the command does, without asking and without a child."""
    drawing: Drawing = read_drawing(kind, data)
    choice: LayerChoice = (
        parse_layers(layers, drawing.layers) if layers else find_documented(drawing.layers)
    )
    notes = Notes(f"plan.{kind}", FindingBook())
    tell_remarks(drawing, notes)
    meant = Meaning(choice, metres, **meaning)
    return Taken(prepare_drawing(folder, read_fair_folder(folder), drawing, meant, notes), notes)


def write(folder: Path, taken: Taken) -> None:
    """Write what an import prepared."""
    for name, data in taken.prepared.files.items():
        (folder / name).write_bytes(data)
