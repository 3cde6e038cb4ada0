"""A drawing as architects make them: millimetres, own layers, thick walls, blocks, furniture."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import ezdxf
import pytest
from drawings import Points, Taken, take, write

from hall.service.importing.found import Notes
from hall.service.importing.stand_rows import read_numbers
from hall.store.folder import read_fair_folder
from hall.store.folder.findings import FindingBook

LAYERS = (
    "HALL=A-MURS,COLUMNS=S-POTEAUX,ENTRANCES=A-ENTREES,EXITS=A-SORTIES,ZONES=A-ESPACES,STANDS=E-*"
)
INNER = ((0, 0), (60, 0), (60, 40), (40, 40), (40, 30), (0, 30))
OUTER = ((-0.3, -0.3), (60.3, -0.3), (60.3, 40.3), (39.7, 40.3), (39.7, 30.3), (-0.3, 30.3))
EAST, NORTH = 100_000.0, 50_000.0


class Architect:
    """Draws in millimetres, far from the origin, and names no unit."""

    def __init__(self) -> None:
        self.document: Any = ezdxf.new("R2004")
        self.document.header["$INSUNITS"] = 0
        self.space: Any = self.document.modelspace()

    def at(self, x: float, y: float) -> tuple[float, float]:
        return EAST + x * 1000, NORTH + y * 1000

    def lines(self, layer: str, *points: tuple[float, float]) -> None:
        for a, b in pairwise(points):
            self.space.add_line(self.at(*a), self.at(*b), dxfattribs={"layer": layer})

    def walls(self) -> None:
        for ring in (INNER, OUTER):
            self._wall(ring)
        for x in (28, 32):
            self.lines("A-MURS", (x, 0), (x, -0.3))
        for y in (10, 12.4):
            self.lines("A-MURS", (60, y), (60.3, y))

    def _wall(self, ring: Points) -> None:
        a, b, *rest = ring
        self.lines("A-MURS", a, (28, a[1]))
        self.lines("A-MURS", (32, a[1]), b)
        self.lines("A-MURS", b, (b[0], 10))
        self.lines("A-MURS", (b[0], 12.4), *rest, a)

    def doors(self) -> None:
        block = self.document.blocks.new("PORTE")
        for hinge, first in ((0, 0), (2, 90)):
            block.add_line((hinge, 0), (hinge, 1))
            block.add_arc((hinge, 0), 1, first, first + 90)
        for layer, at, turn, width in (
            ("A-ENTREES", (28, 0), 0, 4),
            ("A-SORTIES", (60, 10), 90, 2.4),
        ):
            attributes = {
                "layer": layer,
                "rotation": turn,
                "xscale": width * 500,
                "yscale": width * 500,
            }
            self.space.add_blockref("PORTE", self.at(*at), dxfattribs=attributes)

    def columns(self) -> None:
        for x, y in ((12, 14), (26, 14), (40, 14)):
            self.space.add_circle(self.at(x, y), 250, dxfattribs={"layer": "S-POTEAUX"})
            edge = self.space.add_hatch(dxfattribs={"layer": "S-POTEAUX"}).paths.add_edge_path()
            edge.add_arc(self.at(x, y), 250, 0, 360)

    def stage(self) -> None:
        ring = [self.at(x, y) for x, y in ((50, 32), (60, 32), (60, 40), (50, 40))]
        self.space.add_lwpolyline(ring, close=True, dxfattribs={"layer": "A-ESPACES"})
        attributes = {"layer": "A-ESPACES", "insert": self.at(54, 36)}
        self.space.add_mtext("{\\fArial|b1;Scène}\\Pprincipale", dxfattribs=attributes)

    def stands(self, count: int) -> None:
        """Two rows back to back; the number is an attribute of the block."""
        block = self.document.blocks.new("STAND")
        block.add_lwpolyline([(0, 0), (3000, 0), (3000, 3000), (0, 3000)], close=True)
        for nth in range(count):
            column, row = divmod(nth, 2)
            at = self.at(6 + column * 3, 18 + row * 3)
            reference = self.space.add_blockref("STAND", at, dxfattribs={"layer": "E-STANDS"})
            reference.add_attrib("NO", f"S{nth + 1:02}", (at[0] + 500, at[1] + 1500))

    def draw(self, tmp_path: Path) -> bytes:
        self.walls()
        self.doors()
        self.columns()
        self.stage()
        self.stands(8)
        self.lines("A-COTES", *((x, 5) for x in range(40)))
        path = tmp_path / "architect.dxf"
        self.document.saveas(path)
        return path.read_bytes()


@pytest.fixture
def taken(fair: Path, tmp_path: Path) -> Taken:
    """Return what becomes of the architect's drawing in a fair without a plan."""
    (fair / "plan.yaml").unlink()
    ids = [exhibitor.id for exhibitor in read_fair_folder(fair).exhibitors][:8]
    rows = "".join(f"S{nth:02};{name}\n" for nth, name in enumerate(ids, 1))
    given = read_numbers(f"N° de stand;Exposant\n{rows}".encode(), Notes("n.csv", FindingBook()))
    data = Architect().draw(tmp_path)
    return take(fair, "dxf", data, layers=LAYERS, metres=0.001, origin=(EAST, NORTH), given=given)


def test_the_floor_is_inside_thick_walls_and_doors_close_their_openings(
    taken: Taken,
) -> None:
    assert taken.errors == []
    assert set(taken.plan.hall.outline) == {(x * 1000, y * 1000) for x, y in INNER}
    assert "import.doors_close_walls" in taken.codes


def test_leaves_and_swings_in_blocks_are_doors_as_wide_as_their_openings(taken: Taken) -> None:
    doors = {door.kind: {door.a, door.b} for door in taken.plan.doors}
    assert doors == {
        "entrance": {(28_000, 0), (32_000, 0)},
        "exit": {(60_000, 10_000), (60_000, 12_400)},
    }


def test_a_column_drawn_as_circle_and_hatch_is_one_column(taken: Taken) -> None:
    places = [(c.x_mm, c.y_mm, c.width_mm) for c in taken.plan.columns]
    assert places == [(12_000, 14_000, 500), (26_000, 14_000, 500), (40_000, 14_000, 500)]


def test_formatted_text_names_a_zone_and_tells_its_kind(taken: Taken) -> None:
    (stage,) = taken.plan.zones
    assert (stage.kind, stage.names) == ("stage", {"fr": "Scène principale"})


def test_stands_back_to_back_face_their_aisles(taken: Taken, fair: Path) -> None:
    write(fair, taken)
    read = read_fair_folder(fair)
    assert [f for f in read.findings if f.severity == "error"] == []
    assert read.plan is not None
    turns = {pin.exhibitor: pin.rotation_mdeg for pin in read.plan.pins}
    assert list(turns.values()) == [0, 180_000] * 4
    assert "import.fronts_assumed" in taken.codes
