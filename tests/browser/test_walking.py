"""Walking in the hall: by keys, by the floor, by plan, by link; never through anything."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hall_visit import SHOULDERS_M, HallVisit, depth_inside_hall, list_stands, room_to_booth

EYE_M = 1.6
FIELD_OF_VIEW_DEG = 58
Visit = Callable[..., HallVisit]


def test_arrows_walk_and_turn(visit: Visit) -> None:
    hall = visit()
    x, y = hall.position
    heading = hall.stats()["heading"]
    hall.hold("ArrowUp", until="moved > 0.6")
    nx, ny = hall.position
    ahead = math.radians(heading)
    assert -(nx - x) * math.sin(ahead) + (ny - y) * math.cos(ahead) > 0.5
    hall.hold("ArrowLeft", until="turned > 5")
    assert (hall.stats()["heading"] - heading) % 360 < 180


@pytest.mark.parametrize("heading", [90, 270, 180])
def test_walls_stop_a_visitor(visit: Visit, heading: int) -> None:
    hall = visit()
    outline = hall.read_index()["hall"]["outline"]
    hall.go_to([*hall.position, heading])
    hall.push_until_stopped("ArrowUp")
    assert depth_inside_hall(outline, *hall.position) >= SHOULDERS_M


def test_booths_stop_a_visitor_wherever_they_are_pushed(visit: Visit) -> None:
    hall = visit(viewport={"width": 480, "height": 320})
    index = hall.read_index()
    stands, outline = list_stands(index), index["hall"]["outline"]
    for stand in stands[::7]:
        hall.go_to(stand["number"])
        x, y = hall.position
        heading = hall.stats()["heading"]
        for turn in (0, 35):
            hall.go_to([x, y, heading + turn])
            hall.push_until_stopped("ArrowUp")
            place = hall.position
            assert min(room_to_booth(s, *place) for s in stands) >= SHOULDERS_M, stand["number"]
            assert depth_inside_hall(outline, *place) >= SHOULDERS_M, stand["number"]


def test_a_click_on_the_floor_walks_there(visit: Visit) -> None:
    hall = visit(reduced_motion="no-preference")
    x, y = hall.position
    width, height, down = 960, 600, 130
    hall.page.mouse.click(width / 2, height / 2 + down)
    hall.page.wait_for_function("y => window.hall.stats().position[1] > y + 1", arg=y)
    hall.wait_for_rest()
    focal = height / 2 / math.tan(math.radians(FIELD_OF_VIEW_DEG / 2))
    assert hall.position == pytest.approx((x, y + EYE_M * focal / down), abs=0.5)


def test_the_plan_leads_to_a_stand(visit: Visit) -> None:
    hall = visit()
    stand = hall.first_stand("crafts")
    page = hall.page
    page.get_by_role("button", name="Plan", exact=True).click()
    box = page.locator(f'.plan [data-stand="{stand["id"]}"]').bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("dialog").get_by_role("button", name="Y aller").click()
    hall.wait_for_rest()
    assert hall.stand_before() == stand["number"]


def test_the_entrance_is_one_tap_away(visit: Visit) -> None:
    hall = visit()
    start = hall.position
    hall.go_to(hall.first_stand("crafts")["number"])
    assert hall.position != pytest.approx(start, abs=1)
    hall.page.get_by_role("button", name="Revenir à l’entrée").click()
    hall.wait_for_rest()
    assert hall.position == pytest.approx(start, abs=0.1)


def test_go_to_takes_a_number_or_a_place(visit: Visit) -> None:
    hall = visit()
    stand = hall.first_stand("crafts")
    assert hall.go_to(stand["number"])
    assert hall.stand_before() == stand["number"]
    x, y = hall.position
    assert hall.go_to([x, y, 200])
    assert hall.stats()["heading"] == pytest.approx(200, abs=0.5)
    assert not hall.go_to("Z999")
    assert hall.position == pytest.approx((x, y), abs=0.05)


def test_a_link_to_a_stand_opens_it(visit: Visit) -> None:
    number = visit().first_stand("crafts")["number"]
    hall = visit(link=f"stand={number}")
    hall.dialog(f"Stand {number}")
    hall.page.keyboard.press("Escape")
    assert hall.stand_before() == number


def test_a_link_to_a_product_opens_it_before_its_stand(visit: Visit) -> None:
    first = visit()
    stand = first.first_stand("terroir")
    product = first.read_stand(stand["id"])["products"][0]
    hall = visit(link=f"product={product['id']}")
    card = hall.dialog(product["name"]["text"])
    card.get_by_role("button", name="Fermer").click()
    hall.wait_for_rest()
    assert hall.stand_before() == stand["number"]


def test_a_link_to_an_unknown_stand_says_so(visit: Visit) -> None:
    hall = visit(link="stand=Z999")
    hall.page.get_by_role("status").filter(has_text="Z999").wait_for()
