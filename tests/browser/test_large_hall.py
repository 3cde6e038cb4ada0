"""A hall that comes in tiles: one walks, taps, looks up and follows links as in a small one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser_tab import PHONE, Tabs
from hall_process import ROOT, HallProcess
from hall_visit import (
    SHOULDERS_M,
    HallVisit,
    depth_inside,
    list_stands,
    read_json,
    room_to_booth,
)
from playwright.sync_api import expect
from servable_fair import ServableFair
from wire_count import WireCount, tell_files

from hall.resources import fair_dir
from hall.service.sampling import SampleShape, write_sample

STANDS = 440
MOST_TEXTURE_BYTES = 64 * 1024 * 1024
MOST_DRAW_CALLS, MOST_TRIANGLES = 20, 50_000
Visit = Callable[..., HallVisit]


@pytest.fixture(scope="session")
def large_fair(tmp_path_factory: pytest.TempPathFactory) -> ServableFair:
    """A sample just large enough to come in tiles; what was built is kept between runs."""
    state = ROOT / ".state" / "tests" / "large"
    state.mkdir(parents=True, exist_ok=True)
    folder = tmp_path_factory.mktemp("large") / "fair"
    write_sample(fair_dir("oriental-2022"), folder, SampleShape(STANDS, 11_000, 0))
    return ServableFair(folder, state)


@pytest.fixture(scope="module")
def large(large_fair: ServableFair) -> Iterator[HallProcess]:
    with large_fair.serve() as served:
        yield served


@pytest.fixture
def visit_large(tabs: Tabs, large: HallProcess) -> Visit:
    def open_hall(lang: str = "fr", link: str = "", **options: object) -> HallVisit:
        calm = {"viewport": {"width": 960, "height": 600}, "reduced_motion": "reduce"}
        return HallVisit(*tabs.open(**{**calm, **options}), large.url, lang).enter(link)

    return open_hall


def read_tile(hall: HallVisit, at: int) -> list[dict[str, Any]]:
    """Return the stands of a tile; of the first they are in the index itself."""
    index = hall.read_index()
    if at == 0:
        return list_stands(index)
    folder = hall.config["index"].rsplit("/", 1)[0]
    return list_stands(read_json(hall.url, f"{folder}/{index['tiles']['file'][at]}"))


def farthest(hall: HallVisit) -> dict[str, Any]:
    """Return a stand of the tile that is last to come."""
    return read_tile(hall, len(hall.read_index()["tiles"]["count"]) - 1)[0]


def test_one_walks_before_the_far_tiles_have_come(tabs: Tabs, large: HallProcess) -> None:
    page, faults = tabs.open(**PHONE)
    wire = WireCount(page)
    hall = HallVisit(page, faults, large.url).enter()
    early = wire.until("hall:walkable")
    index = hall.read_index()
    late = index["tiles"]["file"][1:]
    assert not [file.url for file in early if file.url.rsplit("/", 1)[-1] in late], tell_files(
        early
    )
    assert sum(index["tiles"]["count"]) == hall.stats()["stands"] == STANDS
    assert len(index["stands"]["id"]) == index["tiles"]["count"][0] < STANDS / 4


def test_a_link_to_a_far_stand_opens_it(visit_large: Visit) -> None:
    stand = farthest(visit_large())
    hall = visit_large(link=f"stand={stand['number']}")
    hall.dialog(f"Stand {stand['number']}")
    hall.page.keyboard.press("Escape")
    assert hall.stand_before() == stand["number"]


def test_booths_stop_a_visitor_on_both_sides_of_a_tiles_edge(visit_large: Visit) -> None:
    hall = visit_large(viewport={"width": 480, "height": 320})
    count = len(hall.read_index()["tiles"]["count"])
    stands = [stand for at in range(count) for stand in read_tile(hall, at)]
    x, y = hall.position
    for turn in (0, 60):
        hall.go_to([x, y, turn])
        hall.push_until_stopped("ArrowUp")
        assert min(room_to_booth(stand, *hall.position) for stand in stands) >= SHOULDERS_M
    for at in (1, count - 1):
        hall.go_to(read_tile(hall, at)[0]["number"])
        hall.push_until_stopped("ArrowUp")
        assert min(room_to_booth(stand, *hall.position) for stand in stands) >= SHOULDERS_M


def neighbours_across_an_edge(hall: HallVisit) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return two stands side by side in one row, the second to the right and of another tile."""
    count = len(hall.read_index()["tiles"]["count"])
    tiles = [read_tile(hall, at) for at in range(count)]
    for at, tile in enumerate(tiles):
        others = {
            (round(s["x"], 2), round(s["y"], 2), s["rot"]): s
            for other, stands in enumerate(tiles)
            if other != at
            for s in stands
        }
        for stand in tile:
            beside = others.get((*place_before(stand, stand["w"], 0), stand["rot"]))
            if beside:
                return stand, beside
    raise AssertionError("no row of stands goes on in another tile")


def place_before(stand: dict[str, Any], along: float, before: float) -> tuple[float, float]:
    """Return a place so far along a stand's front and so far before it, to the centimetre."""
    turn = math.radians(stand["rot"])
    x = stand["x"] + along * math.cos(turn) + before * math.sin(turn)
    y = stand["y"] + along * math.sin(turn) - before * math.cos(turn)
    return round(x, 2), round(y, 2)


def test_one_walks_on_across_a_tiles_edge(visit_large: Visit) -> None:
    hall = visit_large(viewport={"width": 320, "height": 240})
    stand, beside = neighbours_across_an_edge(hall)
    start = place_before(stand, stand["w"] - 0.6, 1.4)
    hall.go_to([*start, stand["rot"] - 90])
    hall.hold("Shift", "ArrowUp", until="moved > 1.2")
    reached = hall.position
    assert depth_inside(beside, *reached) < 0
    assert math.dist(reached, place_before(beside, 0.6, 1.4)) < math.dist(
        reached, place_before(stand, stand["w"] - 0.6, 1.4)
    )
    hall.go_to([*reached, beside["rot"]])
    assert hall.stand_before() == beside["number"]


def test_a_tap_opens_a_stand_of_a_tile_that_came_later(visit_large: Visit) -> None:
    hall = visit_large()
    stand = farthest(hall)
    assert hall.go_to(stand["number"])
    assert hall.stand_before() == stand["number"]
    hall.page.mouse.click(480, 300)
    hall.dialog(f"Stand {stand['number']}")


def test_a_tour_of_the_tiles_keeps_to_the_means_of_a_phone(tabs: Tabs, large: HallProcess) -> None:
    page, faults = tabs.open(**PHONE, reduced_motion="reduce")
    hall = HallVisit(page, faults, large.url).enter()
    for at in range(1, len(hall.read_index()["tiles"]["count"]), 2):
        hall.go_to(read_tile(hall, at)[0]["number"])
        page.wait_for_load_state("networkidle")
        stats = hall.stats()
        assert stats["texture_bytes"] <= MOST_TEXTURE_BYTES
        assert stats["draw_calls"] <= MOST_DRAW_CALLS
        assert stats["triangles"] <= MOST_TRIANGLES


def test_the_plan_shows_all_stands_and_leads_to_a_far_one(visit_large: Visit) -> None:
    hall = visit_large()
    stand = farthest(hall)
    page = hall.page
    page.get_by_role("button", name="Plan", exact=True).click()
    expect(page.locator(".plan [data-stand]")).to_have_count(STANDS)
    page.locator(f'.plan [data-stand="{stand["id"]}"]').scroll_into_view_if_needed()
    box = page.locator(f'.plan [data-stand="{stand["id"]}"]').bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("dialog").get_by_role("button", name="Y aller").click()
    hall.wait_for_rest()
    assert hall.stand_before() == stand["number"]


def test_the_search_leads_to_a_far_stand(visit_large: Visit) -> None:
    hall = visit_large()
    stand = farthest(hall)
    page = hall.page
    page.get_by_role("button", name="Chercher").click()
    page.locator(".search-input").fill(stand["latin"])
    page.locator(".hits li").first.wait_for()
    page.get_by_role("button", name=stand["number"]).first.click()
    hall.wait_for_rest()
    assert hall.stand_before() == stand["number"]
