"""Main aisles and fixtures come back from our own drawings; drawn numbers are kept."""

from __future__ import annotations

from pathlib import Path

from drawings import Sheet, rectangle, small_hall, take, write
from ezdxf import units

from exporters.dxf import build_dxf
from hall.store.folder import read_fair_folder
from layout.lock import format_lock, parse_lock
from layout.placing.engine import place_stands
from layout.values import LayoutReport, PlacedHall

WAYS = """\
axes:
  - {id: street, door: main, width: 4}  # straight in
fixtures:
  - {id: ext-1, kind: extinguisher, wall: 2, at: 5}
  - {id: muster, kind: assembly_point, at: [20, -8], name: {fr: Point de rassemblement}}
"""


def add_ways(fair: Path) -> str:
    plan = fair / "plan.yaml"
    plan.write_text(plan.read_text("utf-8") + WAYS, "utf-8")
    return plan.read_text("utf-8")


def drawn(fair: Path) -> bytes:
    plan = read_fair_folder(fair).plan
    assert plan is not None
    empty = PlacedHall(plan, (), (), (), LayoutReport(0, 0, 0, 0, 0, 0, "", {}), "sha256:0")
    return build_dxf(empty, {}, "fr")


def place(fair: Path) -> PlacedHall:
    read = read_fair_folder(fair)
    assert read.plan is not None
    previous = parse_lock(read.lock_text) if read.lock_text else None
    placed = place_stands(read.plan, read.requests, previous)
    (fair / "placement.lock.json").write_text(format_lock(placed, previous), "utf-8")
    return placed


def test_axes_and_fixtures_of_our_own_drawing_come_back_as_they_are(fair: Path) -> None:
    add_ways(fair)
    taken = take(fair, "dxf", drawn(fair))
    assert taken.errors == []
    assert taken.prepared.files == {}
    kinds = {difference.kind for difference in taken.prepared.differences}
    assert {"axes", "fixtures"} <= kinds


def test_they_are_written_into_a_plan_that_lacks_them_within_a_millimetre(fair: Path) -> None:
    before = (fair / "plan.yaml").read_text("utf-8")
    add_ways(fair)
    data, whole = drawn(fair), read_fair_folder(fair).plan
    assert whole is not None
    (fair / "plan.yaml").write_text(before, "utf-8")
    taken = take(fair, "dxf", data)
    assert taken.errors == []
    assert taken.plan.axes == whole.axes
    places = [(f.id, f.kind, f.x_mm, f.y_mm) for f in taken.plan.fixtures]
    assert places == [(f.id, f.kind, f.x_mm, f.y_mm) for f in whole.fixtures]
    assert taken.text.startswith(before)


def test_a_moved_fixture_and_a_wider_aisle_change_only_their_lines(fair: Path) -> None:
    text = add_ways(fair)
    data = drawn(fair).decode()
    data = data.replace("width_mm=4000", "width_mm=4500")
    data = data.replace(" 20\n-8.3\n", " 20\n-9.3\n").replace(" 20\n-7.7\n", " 20\n-8.7\n")
    data = data.replace(" 20\n-8.0\n", " 20\n-9.0\n")
    taken = take(fair, "dxf", data.encode())
    assert taken.errors == []
    assert taken.changes() == {"street": "modified", "muster": "modified"}
    changed = set(taken.text.splitlines()) - set(text.splitlines())
    assert changed == {
        "  - {id: street, door: main, width: 4.5}  # straight in",
        "  - {id: muster, kind: assembly_point, at: [20, -9], name: {fr: Point de rassemblement}}",
    }


def test_axes_of_an_architect_are_no_main_aisles(fair: Path) -> None:
    text = add_ways(fair)
    sheet = small_hall()
    sheet.line("AXES", (0, 6), (40, 6))
    taken = take(fair, "dxf", sheet.data())
    assert "import.axis_without_width" in taken.codes
    assert taken.prepared.files == {}
    assert text == (fair / "plan.yaml").read_text("utf-8")


def test_a_fixture_in_a_foreign_drawing_is_told_by_the_text_beside_it(fair: Path) -> None:
    sheet = small_hall()
    sheet.ring("FIXTURES", rectangle(9.8, 0.0, 0.4, 0.4))
    sheet.text("LABELS", "Extincteur", (10, 0.6))
    sheet.ring("FIXTURES", rectangle(30, 0.0, 0.4, 0.4))
    taken = take(fair, "dxf", sheet.data())
    assert [(f.kind, f.x_mm, f.y_mm) for f in taken.plan.fixtures] == [
        ("extinguisher", 10_000, 200)
    ]
    assert "import.fixture_kind" in taken.codes


def new_numbers(given: dict[str, str]) -> Sheet:
    sheet = small_hall()
    for nth, (name, number) in enumerate(given.items()):
        sheet.ring("STANDS", rectangle(5 + 3 * nth, 8, 3, 3))
        sheet.text("STAND_NO", number, (6 + 3 * nth, 9))
        sheet.text("EXHIBITORS", name, (6 + 3 * nth, 10))
    return sheet


def of_sector(fair: Path, sector: str) -> list[str]:
    return [e.id for e in read_fair_folder(fair).exhibitors if e.sector == sector]


def test_drawn_numbers_are_kept_without_a_lock(fair: Path) -> None:
    first, second = of_sector(fair, "terroir")[:2]
    taken = take(fair, "dxf", new_numbers({first: "T31", second: "T7"}).data())
    assert taken.errors == []
    assert {first, second} <= taken.changes("numbers").keys()
    write(fair, taken)
    numbers = {stand.exhibitor: stand.number for stand in place(fair).placements}
    assert (numbers[first], numbers[second]) == ("T31", "T7")


def test_a_drawn_number_replaces_the_old_one_which_leads_to_it(fair: Path) -> None:
    name = of_sector(fair, "terroir")[0]
    before = {stand.exhibitor: stand.number for stand in place(fair).placements}
    taken = take(fair, "dxf", new_numbers({name: "A77"}).data(), keep=True)
    assert taken.changes("numbers") == {name: "modified"}
    write(fair, taken)
    placed = place(fair)
    after = {stand.exhibitor: stand.number for stand in placed.placements}
    assert after.pop(name) == "A77"
    old = before.pop(name)
    assert after == {exhibitor: before[exhibitor] for exhibitor in after}
    memory = parse_lock((fair / "placement.lock.json").read_text("utf-8"))
    ids = {stand.exhibitor: stand.stand_id for stand in placed.placements}
    assert memory.former_numbers[old] == ids[name]


def test_numbers_that_the_pattern_cannot_give_or_others_keep_are_told(fair: Path) -> None:
    first, second = of_sector(fair, "terroir")[:2]
    place(fair)
    numbers = parse_lock((fair / "placement.lock.json").read_text("utf-8")).numbers
    other = next(name for name in numbers if name not in {first, second})
    sheet = new_numbers({first: "Halle 3/12", second: numbers[other]})
    taken = take(fair, "dxf", sheet.data(), keep=True)
    assert {"import.number_pattern", "import.number_taken"} <= taken.codes
    assert taken.changes("numbers") == {}
    assert "placement.lock.json" not in taken.prepared.files


def test_a_column_between_millimetres_both_ways_is_told(fair: Path) -> None:
    sheet = Sheet(0.001, units.MM)
    sheet.ring("HALL", rectangle(0, 0, 40, 26))
    sheet.line("ENTRANCES", (18, 0), (22, 0))
    sheet.ring("COLUMNS", rectangle(10.00025, 9.00025, 0.6015, 0.6015))
    assert "import.column_between_mm" not in take(fair, "dxf", sheet.data(), metres=0.001).codes
    sheet.ring("COLUMNS", rectangle(20.00025, 9.00025, 0.6005, 0.6005))
    assert "import.column_between_mm" in take(fair, "dxf", sheet.data(), metres=0.001).codes
