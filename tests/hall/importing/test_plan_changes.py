from __future__ import annotations

import difflib
import math
from itertools import pairwise
from pathlib import Path

import pytest
from drawings import DOORS, HALL, WORKSHOP, Sheet, rectangle, small_hall, take, write

PLAN = "plan.yaml"


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"}]


def test_a_drawing_of_the_plan_as_it_is_changes_nothing(fair: Path) -> None:
    taken = take(fair, "dxf", small_hall().data())
    assert taken.errors == []
    assert taken.changes() == {}
    assert taken.prepared.files == {}


def test_new_things_are_added_and_every_other_line_stays(fair: Path) -> None:
    sheet = small_hall()
    sheet.ring("COLUMNS", rectangle(9.7, 9.7, 0.6, 0.6))
    sheet.ring("ZONES", rectangle(2, 20, 6, 4))
    sheet.text("ZONES", "Scène", (4, 22))
    sheet.line("EMERGENCY_EXITS", (10, 26), (12.4, 26))
    before = (fair / PLAN).read_text("utf-8")
    taken = take(fair, "dxf", sheet.data())
    assert taken.errors == []
    assert taken.changes() == {"column-1": "new", "scene": "new", "emergency-exit-1": "new"}
    assert [line for line in changed_lines(before, taken.text) if line[0] == "-"] == []
    plan = taken.plan
    assert [(z.id, z.kind, z.walkable) for z in plan.zones][-1] == ("scene", "stage", False)
    assert plan.doors[-1].kind == "emergency_exit"
    assert plan.doors[-1].width_mm == 2400
    write(fair, taken)
    assert take(fair, "dxf", sheet.data()).changes() == {}


def test_a_moved_wall_changes_its_corners_and_the_doors_that_did_not_follow(fair: Path) -> None:
    longer = tuple((x, 28.0 if y == 26 else y) for x, y in HALL)
    sheet = small_hall(hall=longer)
    before = (fair / PLAN).read_text("utf-8")
    taken = take(fair, "dxf", sheet.data())
    assert taken.errors == []
    assert taken.changes() == {"hall-1": "modified"}
    lines = [line for line in changed_lines(before, taken.text) if line[0] == "+"]
    assert len(lines) == 2, lines
    assert "[40, 28], [0, 28]" in lines[0]
    assert "at: 15" in lines[1]  # of the west wall, which begins 2 m further north
    assert [d.width_mm for d in taken.plan.doors] == [4000, 3000, 3000]


def test_what_is_not_drawn_any_more_is_deleted_unless_it_is_kept(fair: Path) -> None:
    sheet = Sheet()
    sheet.ring("HALL", HALL)
    sheet.line("ENTRANCES", *DOORS[0])
    sheet.line("EXITS", *DOORS[1])
    taken = take(fair, "dxf", sheet.data())
    assert taken.changes() == {"west": "deleted"}
    assert "west" not in {door.id for door in taken.plan.doors}
    assert "workshop-1" in {zone.id for zone in taken.plan.zones}, "no layer speaks of zones"
    assert take(fair, "dxf", sheet.data(), keep=True).prepared.files == {}


def test_a_grid_of_columns_is_written_out_once_one_of_them_moves(fair: Path) -> None:
    path = fair / PLAN
    grid = (
        "columns:\n  # of 1998\n  - {id: g, from: [10, 8], step: [10, 10], count: [2, 2]} # steel\n"
    )
    path.write_text(path.read_text("utf-8").replace("sectors:\n", grid + "sectors:\n", 1), "utf-8")
    sheet = small_hall()
    for x, y in ((10, 8), (20.5, 8), (10, 18), (20, 18)):
        sheet.ring("COLUMNS", rectangle(x - 0.3, y - 0.3, 0.6, 0.6))
    taken = take(fair, "dxf", sheet.data())
    assert taken.changes() == {"g-2": "modified"}
    assert [c.id for c in taken.plan.columns] == ["g-1", "g-2", "g-3", "g-4"]
    assert (taken.plan.columns[1].x_mm, taken.plan.columns[1].y_mm) == (20_500, 8_000)
    assert "# of 1998" in taken.text


def test_zones_placed_beside_another_stay_where_they_are_drawn(fair: Path) -> None:
    path = fair / PLAN
    beside = "  - {id: cafe, kind: cafe, size: 4 x 4, left_of: workshop-1, gap: 2, align: south}\n"
    text = path.read_text("utf-8").replace("zones:\n", "zones:\n" + beside, 1)
    path.write_text(text, "utf-8")
    sheet = Sheet()
    sheet.ring("ZONES", [(x - 3, y) for x, y in WORKSHOP])
    sheet.ring("ZONES", rectangle(27, 10, 4, 4))
    taken = take(fair, "dxf", sheet.data())
    assert taken.errors == []
    boxes = {zone.id: min(zone.outline) for zone in taken.plan.zones}
    assert boxes == {"workshop-1": (30_000, 19_000), "cafe": (27_000, 10_000)}


@pytest.mark.parametrize("end_of_line", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(fair: Path, end_of_line: str, mark: str) -> None:
    path = fair / PLAN
    text = mark + path.read_text("utf-8").replace("\n", end_of_line)
    path.write_bytes(text.encode())
    sheet = small_hall()
    sheet.ring("COLUMNS", rectangle(9.7, 9.7, 0.6, 0.6))
    data = take(fair, "dxf", sheet.data()).prepared.files[PLAN].decode()
    assert data.startswith(mark + "# A small hall for tests.")
    assert data.count("\n") == data.count(end_of_line)
    assert len(data.splitlines()) == len(text.splitlines()) + 3


def test_a_clockwise_outline_with_units_is_patched_where_it_stands(fair: Path) -> None:
    path = fair / PLAN
    text = path.read_text("utf-8").replace(
        "outline: [[0, 0], [40, 0], [40, 26], [0, 26]]",
        "outline:\n    - [0, 0]  # south-west\n    - [0, 26 m]\n    - [4000 cm, 26]\n    - [40, 0]",
    )
    text = text.replace("wall: 1,", "wall: 4,").replace("{id: east, kind: exit, wall: 2", "{id: east, kind: exit, wall: 3")  # fmt: skip  # noqa: E501
    text = text.replace("{id: west, kind: exit, wall: 4", "{id: west, kind: exit, wall: 1")
    path.write_text(text, "utf-8")
    assert take(fair, "dxf", small_hall().data()).errors == []
    moved = tuple((x, 27.5 if (x, y) == (40, 26) else y) for x, y in HALL)
    taken = take(fair, "dxf", small_hall(hall=moved).data())
    assert taken.errors == []
    assert "- [4000 cm, 27.5]" in taken.text
    assert "- [0, 26 m]\n" in taken.text
    assert set(taken.plan.hall.outline) == {(round(x * 1000), round(y * 1000)) for x, y in moved}


def test_corners_come_and_go_each_in_its_line(fair: Path) -> None:
    path = fair / PLAN
    text = path.read_text("utf-8").replace(
        "outline: [[0, 0], [40, 0], [40, 26], [0, 26]]",
        "outline:\n    - [0, 0]  # a\n    - [40, 0]  # b\n    - [40, 26]  # c\n    - [0, 26]  # d",
    )
    path.write_text(text, "utf-8")
    bay = ((0, 0), (40, 0), (40, 26), (30, 26), (30, 30), (24, 30), (24, 26), (0, 26))
    sheet = Sheet()
    sheet.ring("HALL", bay)
    taken = take(fair, "dxf", sheet.data())
    assert taken.errors == []
    assert all(f"# {letter}" in taken.text for letter in "abcd")
    write(fair, taken)
    back = Sheet()
    back.ring("HALL", HALL)
    again = take(fair, "dxf", back.data())
    assert again.text == text


def test_a_fair_without_plan_gets_a_whole_one(fair: Path) -> None:
    (fair / PLAN).unlink()
    sheet = small_hall()
    sheet.ring("HOLES", rectangle(10, 5, 3, 3))
    sheet.space.add_circle((25, 10), 0.4, dxfattribs={"layer": "COLUMNS"})
    taken = take(fair, "dxf", sheet.data())
    assert taken.errors == []
    plan = taken.plan
    assert plan.hall.outline == tuple((x * 1000, y * 1000) for x, y in HALL)
    assert len(plan.hall.holes) == 1
    assert [(d.kind, d.width_mm) for d in plan.doors] == [
        ("entrance", 4000), ("exit", 3000), ("exit", 3000),
    ]  # fmt: skip
    assert (plan.columns[0].width_mm, plan.columns[0].depth_mm) == (800, 800)
    assert {sector.id for sector in plan.sectors} == {"terroir", "crafts"}
    assert "To be confirmed" in taken.text
    write(fair, taken)
    assert take(fair, "dxf", sheet.data()).changes() == {}


def test_a_broken_plan_is_not_touched(fair: Path) -> None:
    (fair / PLAN).write_text("hall: [", "utf-8")
    taken = take(fair, "dxf", small_hall().data())
    assert taken.prepared.files == {}
    assert "import.plan_broken" in taken.codes


def test_single_lines_with_small_gaps_make_a_hall_and_the_gaps_are_told(fair: Path) -> None:
    sheet = Sheet()
    corners = [*HALL, HALL[0]]
    for (ax, ay), (bx, by) in pairwise(corners):
        length = math.dist((ax, ay), (bx, by))
        ux, uy = (bx - ax) / length * 0.01, (by - ay) / length * 0.01
        sheet.line("HALL", (ax + ux, ay + uy), (bx - ux, by - uy))
    taken = take(fair, "dxf", sheet.data())
    assert "import.gaps_closed" in taken.codes
    assert taken.errors == []


def test_a_wide_gap_is_refused_with_its_place_and_closed_on_request(fair: Path) -> None:
    sheet = Sheet()
    sheet.line("HALL", (0.2, 0), (40, 0), (40, 26), (0, 26), (0, 0))
    taken = take(fair, "dxf", sheet.data())
    assert "import.no_hall" in taken.codes
    gap = next(str(f) for f in taken.findings if f.code == "import.gap")
    assert "[0.00, 0.00]" in gap or "[0.20, 0.00]" in gap
    assert "0.20 m" in gap
    assert take(fair, "dxf", sheet.data(), close_mm=250.0).errors == []


def test_the_lines_of_doors_close_walls_that_stop_at_them(fair: Path) -> None:
    sheet = Sheet()
    sheet.line("HALL", (22, 0), (40, 0), (40, 26), (0, 26), (0, 0), (18, 0))
    sheet.line("ENTRANCES", *DOORS[0])
    taken = take(fair, "dxf", sheet.data())
    assert "import.doors_close_walls" in taken.codes
    assert taken.errors == [] or all("no_exit" in error for error in taken.errors)


def test_the_inner_face_of_a_double_wall_is_the_floor(fair: Path) -> None:
    sheet = small_hall()
    sheet.ring("HALL", [(-0.3, -0.3), (40.3, -0.3), (40.3, 26.3), (-0.3, 26.3)])
    taken = take(fair, "dxf", sheet.data())
    assert "import.inner_face" in taken.codes
    assert taken.changes() == {}


def test_a_door_with_leaf_and_swing_is_as_wide_as_its_opening(fair: Path) -> None:
    sheet = small_hall()
    sheet.line("EXITS", (30, 26), (30, 25.1))
    sheet.space.add_arc((30, 26), 0.9, 270, 360, dxfattribs={"layer": "EXITS"})
    taken = take(fair, "dxf", sheet.data())
    assert taken.errors == []
    door = next(d for d in taken.plan.doors if d.id not in {"main", "east", "west"})
    assert {door.a, door.b} == {(30_000, 26_000), (30_900, 26_000)}


def test_doors_in_blocks_turned_and_mirrored_are_put_on_their_walls(fair: Path) -> None:
    sheet = small_hall()
    block = sheet.document.blocks.new("PORTE")
    block.add_line((0, 0), (0, 1))
    block.add_arc((0, 0), 1, 0, 90)
    attributes = {"layer": "EXITS", "rotation": 90, "xscale": 1.2, "yscale": -1.2, "zscale": 1.2}
    sheet.space.add_blockref("PORTE", (40, 4), dxfattribs=attributes)
    taken = take(fair, "dxf", sheet.data())
    assert taken.errors == []
    door = next(d for d in taken.plan.doors if d.id not in {"main", "east", "west"})
    assert {door.a, door.b} == {(40_000, 4_000), (40_000, 5_200)}


def test_a_door_off_the_wall_and_a_zone_outside_are_told_with_their_lines(fair: Path) -> None:
    sheet = small_hall()
    sheet.line("EXITS", (12, 13), (15, 13))
    sheet.ring("ZONES", rectangle(38, 2, 6, 3))
    taken = take(fair, "dxf", sheet.data())
    spans = {
        finding.code: finding.span for finding in taken.findings if finding.severity == "error"
    }
    assert spans.keys() == {"import.door_off_wall", "plan.zone_outside"}
    assert all(span is not None and span.line > 100 for span in spans.values())


def test_curved_walls_become_short_pieces_and_their_error_is_told(fair: Path) -> None:
    sheet = Sheet()
    sheet.space.add_lwpolyline(
        [(0, 0, 0), (40, 0, 0.5), (40, 26, 0), (0, 26, 0)], format="xyb", close=True,
        dxfattribs={"layer": "HALL"},
    )  # fmt: skip
    sheet.line("ENTRANCES", *DOORS[0])
    taken = take(fair, "dxf", sheet.data())
    assert "import.curves_flattened" in taken.codes
    assert taken.errors == []
    assert len(taken.plan.hall.outline) > 12
    assert max(x for x, _ in taken.plan.hall.outline) == pytest.approx(46_500, abs=5)


def test_far_coordinates_are_refused_with_the_option_that_helps(fair: Path) -> None:
    sheet = Sheet()
    sheet.ring("HALL", [(x + 612_300, y + 413_250) for x, y in HALL])
    taken = take(fair, "dxf", sheet.data())
    message = next(str(f) for f in taken.findings if f.code == "import.far_from_origin")
    assert "--origin 612300,413250" in message
    moved = take(fair, "dxf", sheet.data(), origin=(612_300.0, 413_250.0))
    assert moved.errors == []
    assert moved.changes() == {}
