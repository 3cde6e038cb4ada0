from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import fair_requests
import pytest
from laid_hall import lay_hall, rectangle
from shapely.geometry import LinearRing, shape

from exporters.geojson import build_geojson
from layout.placing.engine import place_stands
from layout.plan.text import parse_plan
from layout.values import Hall, PlacedHall

PLAN = Path(__file__).parents[2] / "data" / "oriental-2022" / "plan.yaml"


@pytest.fixture(scope="module")
def placed() -> PlacedHall:
    plan, _ = parse_plan(PLAN.read_text("utf-8"), "plan.yaml")
    assert plan is not None
    return place_stands(plan, fair_requests.oriental_requests(), None)


@pytest.fixture(scope="module")
def document(placed: PlacedHall) -> dict[str, Any]:
    return json.loads(build_geojson(placed))


def of_kind(document: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [f for f in document["features"] if f["properties"]["kind"] == kind]


def test_the_top_level_says_metres_tolerance_and_rules(document: dict[str, Any]) -> None:
    assert document["type"] == "FeatureCollection"
    assert document["coordinateSystem"] == "plan-metres"
    assert document["tolerance_mm"] == 1
    assert document["rules"]["aisle_m"] == 3


def test_every_feature_names_its_kind_and_hall(document: dict[str, Any]) -> None:
    kinds = {f["properties"]["kind"] for f in document["features"]}
    assert kinds == {"hall", "column", "zone", "exit", "entrance", "aisle", "stand"}
    assert {f["properties"]["hall"] for f in document["features"]} == {"hall-1"}


def test_rings_are_closed_and_counter_clockwise(document: dict[str, Any]) -> None:
    for feature in document["features"]:
        if feature["geometry"]["type"] != "Polygon":
            continue
        for ring in feature["geometry"]["coordinates"]:
            assert ring[0] == ring[-1]
            assert LinearRing(ring).is_ccw


def test_numbers_have_at_most_four_decimals(document: dict[str, Any]) -> None:
    def numbers(value: Any) -> list[float]:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            return [number for item in value for number in numbers(item)]
        return [value] if isinstance(value, float) else []

    assert all(round(number, 4) == number for number in numbers(document))


def test_a_stand_carries_what_the_contract_names(document: dict[str, Any]) -> None:
    stands = of_kind(document, "stand")
    assert len(stands) == 260
    for stand in stands:
        properties = stand["properties"]
        assert set(properties) == {
            "kind", "hall", "id", "number", "sector", "exhibitor", "co_exhibitors", "width_m",
            "depth_m", "rotation_deg", "open_sides", "kind_of_stand", "front",
        }  # fmt: skip
        area = properties["width_m"] * properties["depth_m"]
        assert shape(stand["geometry"]).area == pytest.approx(area, abs=1e-3)


def test_the_front_runs_left_to_right_for_a_visitor_facing_it(document: dict[str, Any]) -> None:
    for stand in of_kind(document, "stand"):
        (ax, ay), (bx, by) = stand["properties"]["front"]
        middle = shape(stand["geometry"]).centroid
        to_the_left = (bx - ax) * (middle.y - ay) - (by - ay) * (middle.x - ax)
        assert to_the_left > 0
        rotation = {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}
        step = (round((bx - ax) / abs(bx - ax or 1)), round((by - ay) / abs(by - ay or 1)))
        assert stand["properties"]["rotation_deg"] == rotation[step]


def test_doors_lie_on_the_outline_and_say_whether_they_let_out(document: dict[str, Any]) -> None:
    hall = shape(of_kind(document, "hall")[0]["geometry"])
    doors = [*of_kind(document, "entrance"), *of_kind(document, "exit")]
    assert len(doors) == 18
    for door in doors:
        line = shape(door["geometry"])
        assert hall.exterior.distance(line.centroid) < 1e-6
        assert line.length == pytest.approx(door["properties"]["width_m"], abs=1e-3)
        assert door["properties"]["egress"] is True
        assert door["properties"]["clear_depth_m"] >= 3


def test_zones_columns_and_aisles_carry_their_flags(document: dict[str, Any]) -> None:
    stage = next(z for z in of_kind(document, "zone") if z["properties"]["id"] == "stage")
    assert stage["properties"]["walkable"] is False
    assert stage["properties"]["stands_allowed"] is False
    assert {c["properties"]["rule"] for c in of_kind(document, "column")} == {"at_back"}
    assert all(a["properties"]["clear_width_m"] >= 3 for a in of_kind(document, "aisle"))


def test_the_same_hall_gives_the_same_bytes(placed: PlacedHall) -> None:
    assert build_geojson(placed) == build_geojson(placed)


def test_rules_have_every_number_that_is_checked_and_what_nobody_has_read(
    placed: PlacedHall,
) -> None:
    rules = replace(placed.plan.rules, min_exit_mm=1400, unread=("max_travel",))
    changed = replace(placed, plan=replace(placed.plan, rules=rules))
    told = json.loads(build_geojson(changed))["rules"]
    assert told["min_exit_m"] == 1.4
    assert told["unread"] == ["max_travel"]
    assert "max_dead_end_m" not in told


def test_of_several_halls_each_is_a_feature_and_each_thing_names_its_own() -> None:
    base = lay_hall()
    west = Hall("west", rectangle(0, 0, 48_000, 76_000))
    east = Hall("east", rectangle(52_000, 0, 100_000, 76_000))
    several = replace(base, plan=replace(base.plan, halls=(west, east)))
    document = json.loads(build_geojson(several))
    halls = of_kind(document, "hall")
    assert [f["properties"]["hall"] for f in halls] == ["west", "east", "passage-1"]
    whole = shape(
        {"type": "MultiPolygon", "coordinates": [f["geometry"]["coordinates"] for f in halls]}
    )
    assert whole.area == pytest.approx(7600)
    rooms = {f["properties"]["hall"]: shape(f["geometry"]) for f in halls}
    for feature in of_kind(document, "stand"):
        room = rooms[feature["properties"]["hall"]]
        assert room.contains(shape(feature["geometry"]).representative_point())
