"""Finding one's way: a lit path, favourites, walks past several stands, tours."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable

import pytest
from browser_tab import Tabs
from hall_visit import HallVisit, list_stands
from PIL import Image
from playwright.sync_api import expect
from servable_fair import ServableFair

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

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
    own_fair: ServableFair, tabs: Tabs
) -> None:
    folder = own_fair.fair
    rows = (folder / "exhibitors.csv").read_text("utf-8-sig").splitlines()[1:]
    ids = [row.partition(",")[0] for row in rows if row[:1].isalpha()]
    text = TOUR.replace("FIRST", ids[0]).replace("SECOND", ids[1])
    (folder / "tours.yaml").write_text(text, "utf-8")
    with own_fair.serve() as served:
        page_and_log = tabs.open(viewport={"width": 960, "height": 600}, reduced_motion="reduce")
        hall = HallVisit(*page_and_log, served.url, "fr").enter("tour=two-stops")
        guide = hall.page.get_by_role("region", name="Le chemin")
        expect(guide).to_contain_text("Deux étapes")
        expect(guide).to_contain_text(said("1 sur 2"))
        guide.get_by_role("button", name="Marcher").click()
        expect(guide).to_contain_text("Demandez la date de récolte.")
        guide.get_by_role("button", name="Éteindre le chemin").click()
        expect(guide).to_have_count(0)
        hall.page.goto(f"{served.url}/fr/tours")  # no stream is cut when the server goes
        expect(hall.page.get_by_role("heading", name="Deux étapes")).to_be_visible()
