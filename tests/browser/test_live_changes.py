"""An open viewer shows what changes in the fair's files, and stays where it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from browser_tab import Tabs
from hall_process import HallProcess
from hall_visit import HallVisit
from servable_fair import ServableFair

NEW_NAME = "Miel du changement"


@pytest.fixture
def hall(own_served: HallProcess, tabs: Tabs) -> HallVisit:
    """A visitor in the hall of the copy."""
    page, faults = tabs.open(reduced_motion="reduce", viewport={"width": 640, "height": 400})
    visit = HallVisit(page, faults, own_served.url).enter()
    page.evaluate("window.entered = true")  # lost by a reload
    return visit


def wait_for_news(hall: HallVisit) -> None:
    hall.page.get_by_role("status").filter(has_text="mis à jour").wait_for()
    assert hall.page.evaluate("window.entered")


def test_a_changed_plan_is_shown_where_one_stands(hall: HallVisit, own_fair: ServableFair) -> None:
    hall.go_to([20, 3, 30])
    place, before = hall.position, hall.page.locator("canvas.picture").screenshot()
    plan = own_fair.fair / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("height: 6", "height: 12"), "utf-8")
    wait_for_news(hall)
    assert hall.position == pytest.approx(place, abs=0.01)
    assert hall.read_index()["hall"]["height"] == 6, "the page itself was not loaded again"
    assert hall.page.locator("canvas.picture").screenshot() != before


def test_a_changed_name_is_found_at_once(hall: HallVisit, own_fair: ServableFair) -> None:
    hall.page.get_by_role("button", name="Chercher").click()
    hall.page.get_by_role("searchbox").fill(NEW_NAME)
    hall.page.get_by_role("button", name="Fermer").click()
    rename_first_product(own_fair.fair / "products.csv")
    wait_for_news(hall)
    hall.page.get_by_role("button", name="Chercher").click()
    hall.page.get_by_role("searchbox").fill(NEW_NAME)
    hit = hall.page.get_by_role("dialog").get_by_role("listitem").first
    hit.filter(has_text=NEW_NAME).wait_for()


def rename_first_product(table: Path) -> None:
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["name_fr"] = NEW_NAME
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_broken_plan_changes_nothing(
    hall: HallVisit, own_fair: ServableFair, own_served: HallProcess
) -> None:
    before = hall.stats()
    plan = own_fair.fair / "plan.yaml"
    good = plan.read_text("utf-8")
    plan.write_text(good.replace("rules:", "rulse:"), "utf-8")
    while not any("has errors" in line for line in own_served.log):
        hall.page.wait_for_timeout(100)
    assert hall.stats()["stands"] == before["stands"]
    assert hall.page.evaluate("window.entered")
    # The good plan comes back: the viewer listened all the while.
    plan.write_text(good.replace("height: 6", "height: 8"), "utf-8")
    wait_for_news(hall)
