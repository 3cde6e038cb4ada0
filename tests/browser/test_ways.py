"""Finding one's way: a lit path, favourites, walks past several stands, tours."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from browser_tab import Tabs
from hall_visit import HallVisit, list_stands
from PIL import Image
from playwright.sync_api import expect
from servable_fair import ServableFair

from hall.service.wording import word

Visit = Callable[..., HallVisit]
TOUR = """\
tours:
- id: two-stops
  name: {fr: Deux étapes, ar: محطتان, en: Two stops}
  stops:
  - {exhibitor: FIRST, text: {fr: Demandez la date de récolte.}}
  - {exhibitor: SECOND}
"""


def said(text: str) -> re.Pattern[str]:
    """Match a text whatever marks keep its parts from being turned round among Arabic."""
    return re.compile("[\u2068\u2069]*".join(map(re.escape, text)))


def count_lit_pixels(hall: HallVisit) -> int:
    """Return how many pixels of the picture have the yellow of the path and of nothing else."""
    picture = Image.open(io.BytesIO(hall.page.locator("canvas").screenshot())).convert("RGB")
    return sum(
        count
        for count, (red, green, blue) in picture.getcolors(1 << 24)
        if red > 245 and 205 < green < 235 and blue < 120
    )


def open_card(hall: HallVisit, number: str) -> None:
    hall.go_to(number)
    hall.page.get_by_role("button", name=said(f"Ouvrir le stand {number},")).first.click()


def test_the_way_to_a_stand_is_lit_and_walked(visit: Visit) -> None:
    hall = visit()
    door = [*hall.position, hall.stats()["heading"]]
    stand = max(list_stands(hall.read_index()), key=lambda s: math.dist(door[:2], (s["x"], s["y"])))
    open_card(hall, stand["number"])
    lead = hall.page.get_by_role("button", name="Montrer le chemin")
    lead.wait_for()
    hall.go_to(door)
    lead.click()
    guide = hall.page.get_by_role("region", name="Le chemin")
    expect(guide).to_contain_text(said(f"stand {stand['number']},"))
    hall.wait_for_rest()
    assert count_lit_pixels(hall) > 200  # one looks along the path
    guide.get_by_role("button", name="Marcher").click()
    expect(guide).to_contain_text("Vous y êtes")
    assert count_lit_pixels(hall) == 0
    guide.get_by_role("button", name="Terminer").click()
    expect(guide).to_have_count(0)


def test_favourites_are_kept_and_visited_in_a_good_order(visit: Visit) -> None:
    hall = visit()
    page = hall.page
    stands = list_stands(hall.read_index())
    chosen = [stands[0], stands[-1], stands[1]]
    for stand in chosen:
        open_card(hall, stand["number"])
        page.get_by_role("dialog").get_by_role("button", name="Garder").click()
        expect(page.get_by_role("button", name="Gardé")).to_have_attribute("aria-pressed", "true")
        page.get_by_role("button", name="Fermer").click()
    page.reload()
    hall.enter()
    page.get_by_role("button", name="Ma visite").click()
    mine = page.get_by_role("dialog")
    for stand in chosen:
        expect(
            mine.get_by_role("button", name=said(f"Retirer le stand {stand['number']},"))
        ).to_be_visible()
    mine.get_by_role("button", name=said("Visiter mes stands (3)")).click()
    guide = page.get_by_role("region", name="Le chemin")
    seen = []
    for at in range(3):
        expect(guide).to_contain_text(said(f"{at + 1} sur 3"))
        line = guide.locator(".guide-line").inner_text()
        seen.append(next(s["number"] for s in chosen if said(f"stand {s['number']},").search(line)))
        guide.get_by_role("button", name="Marcher").click()
        guide.get_by_role("button", name="Terminer" if at == 2 else "Étape suivante").click()
    assert sorted(seen) == sorted(stand["number"] for stand in chosen)
    # The two that stand together are visited one after the other.
    assert abs(seen.index(chosen[0]["number"]) - seen.index(chosen[2]["number"])) == 1
    expect(guide).to_have_count(0)


def test_a_tour_of_the_organiser_is_followed_from_its_link(
    own_fair: ServableFair, serving: ExitStack, tabs: Tabs
) -> None:
    folder = own_fair.fair
    rows = (folder / "exhibitors.csv").read_text("utf-8-sig").splitlines()[1:]
    ids = [row.partition(",")[0] for row in rows if row[:1].isalpha()]
    text = TOUR.replace("FIRST", ids[0]).replace("SECOND", ids[1])
    (folder / "tours.yaml").write_text(text, "utf-8")
    served = serving.enter_context(own_fair.serve())
    page_and_log = tabs.open(viewport={"width": 960, "height": 600}, reduced_motion="reduce")
    hall = HallVisit(*page_and_log, served.url, "fr").enter("tour=two-stops")
    guide = hall.page.get_by_role("region", name="Le chemin")
    expect(guide).to_contain_text("Deux étapes")
    expect(guide).to_contain_text(said("1 sur 2"))
    guide.get_by_role("button", name="Marcher").click()
    expect(guide).to_contain_text("Demandez la date de récolte.")
    guide.get_by_role("button", name="Éteindre le chemin").click()
    expect(guide).to_have_count(0)
    hall.page.goto(f"{served.url}/fr/tours")
    expect(hall.page.get_by_role("heading", name="Deux étapes")).to_be_visible()


def open_from_menu(hall: HallVisit, name: str) -> None:
    hall.page.locator(".menu summary").click()
    hall.page.get_by_role("button", name=name, exact=True).click()


def test_the_small_plan_stays_open_and_leads_to_a_place(visit: Visit) -> None:
    hall = visit()
    page = hall.page
    open_from_menu(hall, word("fr", "viewer.map.title"))
    page.reload()
    hall.enter()
    picture = page.get_by_role("img", name=word("fr", "viewer.map.picture"))
    start = hall.position
    hall.go_to([start[0], start[1] + 12, 0])
    box = picture.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 20)
    page.wait_for_function(
        "([x, y]) => Math.hypot(window.hall.stats().position[0] - x,"
        " window.hall.stats().position[1] - y) > 0.5",
        arg=[start[0], start[1] + 12],
    )
    beside = page.get_by_role("region", name=word("fr", "viewer.map.title"))
    beside.get_by_role("button", name=word("fr", "viewer.tool.entrance")).click()
    hall.wait_for_rest()
    assert hall.position == pytest.approx(start, abs=0.1)
    beside.get_by_role("button", name=word("fr", "viewer.map.close")).click()
    expect(beside).to_have_count(0)


def test_letters_walk_no_more_once_they_are_switched_off(visit: Visit) -> None:
    hall = visit()
    page = hall.page
    open_from_menu(hall, word("fr", "viewer.tool.settings"))
    page.get_by_label(word("fr", "viewer.settings.off"), exact=True).check()
    page.get_by_label(re.compile("30")).check()
    page.keyboard.press("Escape")
    before, heading = hall.position, hall.stats()["heading"]
    page.keyboard.down("KeyW")
    page.wait_for_timeout(400)
    page.keyboard.up("KeyW")
    assert hall.position == before
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "old => Math.abs((window.hall.stats().heading - old + 360) % 360 - 30) < 1", arg=heading
    )


def test_a_dark_look_is_chosen_and_kept(visit: Visit) -> None:
    hall = visit(color_scheme="light")
    page = hall.page
    open_from_menu(hall, word("fr", "viewer.tool.settings"))
    page.get_by_label(word("fr", "viewer.settings.dark")).check()
    page.reload()
    hall.enter()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_a_session_leads_to_its_room(visit: Visit) -> None:
    hall = visit()
    page = hall.page
    before = hall.position
    open_from_menu(hall, word("fr", "viewer.tool.programme"))
    page.locator(".session").first.wait_for()
    page.locator(".session .action").first.click()
    hall.wait_for_rest()
    assert hall.position != pytest.approx(before, abs=1)
