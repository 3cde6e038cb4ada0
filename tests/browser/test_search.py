"""What people type at the fair of the Oriental, and what they find first."""

from __future__ import annotations

import re
from collections.abc import Callable

from browser_tab import Tabs
from hall_process import HallProcess
from hall_visit import HallVisit
from playwright.sync_api import Locator, Page, expect

from hall.service.wording import word

Visit = Callable[..., HallVisit]

# A question, and what the names of the first results say, one by one.
FOUND_IN_FRENCH = {
    "miel": [r"^Miel", r"^Miel", r"^Miel"],
    "meil": [r"^Miel"],
    "honey": [r"^Miel"],
    "عسل": [r"^Miel"],
    "3sel": [r"^Miel"],
    "l3sel 7orr": [r"^Miel"],
    "miel زعتر": [r"^Miel de thym", r"^Miel de thym"],
    "عسل السدر": [r"^Miel de jujubier"],
    "miel de t": [r"^Miel de thym|^Miel to"],
    "miel moins d": [r"^Miel"],
    "olive oil": [r"^Huile d’olive", r"^Huile d’olive"],
    "huile d'olive": [r"^Huile d’olive"],
    "zit l3oud": [r"^Huile d’olive", r"^Huile d’olive"],
    "زيت العود": [r"^Huile d’olive"],
    "argan moins de 150 DH": [r"^Huile d’argane", r"^Huile d’argane"],
    "huile arganne": [r"^Huile d’argane"],
    "amlou": [r"^Amlou"],
    "zerbia": [r"^Tapis", r"^Tapis"],
    "zerb": [r"^Tapis"],
    "zerbiya": [r"^Tapis"],
    "زربية": [r"^Tapis"],
    "tapsi": [r"^Tapis"],
    "tapis 1 500 dh": [r"^Tapis"],
    "zerbia 9al mn 2000": [r"^Tapis"],
    "rug under 500": [r"."],
    "boucheroite": [r"^Boucherouite"],
    "dattes figuig": [r"^Dattes.*Figuig", r"^Dattes"],
    "تمور فجيج": [r"^Dattes"],
    "tmer": [r"^Dattes"],
    "kouskous": [r"^Couscous"],
    "couscous orge": [r"^Couscous d’orge"],
    "safran": [r"^Safran"],
    "panier alfa": [r"^Panier d’alfa"],
    "savon noir": [r"^Savon noir"],
    "sabon beldi": [r"^Savon noir"],
    "henné": [r"^Henné"],
    "djellaba": [r"djellaba"],
    "couverture laine": [r"^Couverture"],
    "fromage": [r"^Fromage"],
    "coopérative aziza": [r"Aziza"],
    "coffret": [r"^Coffret"],
    "Figuig": [r"^Coopérative|^Association|^Atelier"],
}
FOUND_IN_ARABIC = {
    "عسل أقل من 100": [r"^عسل"],
    "miel thym": [r"^عسل الزعتر"],
    "zit l3oud": [r"^زيت العود"],
    "عسلل": [r"^عسل"],
    "زرابي": [r"^زربية"],
}
NAMES = ".hits .product-name > span:first-child"


def open_search(page: Page, lang: str) -> Locator:
    page.get_by_role("button", name=word(lang, "viewer.tool.search")).click()
    field = page.get_by_role("searchbox")
    field.fill("")
    # What can be tapped is shown once there is something to search in.
    page.locator(".hints button").first.wait_for()
    return field


def list_wrong(page: Page, lang: str, expected: dict[str, list[str]]) -> list[str]:
    """Type every question; return those whose first results are not as expected."""
    field = open_search(page, lang)
    wrong = []
    for typed, patterns in expected.items():
        field.fill(typed)
        names = page.locator(NAMES).all_inner_texts()
        good = len(names) >= len(patterns) and all(map(re.search, patterns, names))
        if not good:
            wrong.append(f"{typed}: {names[:3]}")
    return wrong


def test_what_people_type_finds_what_they_mean_first(tabs: Tabs, oriental: HallProcess) -> None:
    hall = HallVisit(*tabs.open(reduced_motion="reduce"), oriental.url).enter()
    assert list_wrong(hall.page, "fr", FOUND_IN_FRENCH) == []


def test_it_does_so_in_arabic(tabs: Tabs, oriental: HallProcess) -> None:
    hall = HallVisit(*tabs.open(reduced_motion="reduce"), oriental.url, "ar").enter()
    assert list_wrong(hall.page, "ar", FOUND_IN_ARABIC) == []


def test_a_price_is_kept_to_and_a_stand_found_by_its_number(
    tabs: Tabs, oriental: HallProcess
) -> None:
    hall = HallVisit(*tabs.open(reduced_motion="reduce"), oriental.url).enter()
    field = open_search(hall.page, "fr")
    field.fill("tapis moins de 1 000 dh")
    prices = hall.page.locator(".hits .price").all_inner_texts()
    assert prices
    assert all(int(re.sub(r"\D", "", price)) <= 1000 for price in prices)
    field.fill("A12")
    expect(hall.page.locator(".hits .go").first).to_have_text("A12")


def test_more_come_when_one_has_come_to_their_end(tabs: Tabs, oriental: HallProcess) -> None:
    hall = HallVisit(*tabs.open(reduced_motion="reduce"), oriental.url).enter()
    open_search(hall.page, "fr").fill("miel")
    rows = hall.page.locator(".hits li")
    expect(rows).to_have_count(40)
    rows.last.scroll_into_view_if_needed()
    hall.page.wait_for_function("() => document.querySelectorAll('.hits li').length > 40")


def test_what_nothing_has_is_said_with_a_way_on(visit: Visit) -> None:
    page = visit().page
    field = open_search(page, "fr")
    told = page.get_by_role("dialog").get_by_role("status")
    field.fill("xyzzyx")
    expect(told).to_have_text(word("fr", "viewer.search.none"))
    field.fill("miel xyzzyx")
    expect(told).to_contain_text("Rien n’a tous ces mots")
    field.fill("miel")
    page.get_by_label(word("fr", "viewer.search.kind")).select_option("exhibitor")
    page.get_by_role("button", name=word("fr", "viewer.search.labelled")).click()
    expect(told).to_have_text(word("fr", "viewer.search.none"))
    page.get_by_role("button", name=word("fr", "viewer.search.unfilter")).click()
    expect(page.locator(".hits li").first).to_be_visible()


def test_an_example_is_asked_with_one_tap(visit: Visit) -> None:
    page = visit().page
    field = open_search(page, "fr")
    page.get_by_role("button", name="زربية").click()
    expect(field).to_have_value("زربية")
    expect(page.locator(".hits li").first).to_be_visible()


def test_enter_leads_to_the_first_result(visit: Visit) -> None:
    page = visit().page
    field = open_search(page, "fr")
    field.fill("miel")
    field.press("Enter")
    expect(page.locator(".hits .product-row").first).to_be_focused()


def test_results_are_shown_on_the_plan(visit: Visit) -> None:
    page = visit().page
    open_search(page, "fr").fill("miel")
    page.get_by_role("button", name=word("fr", "viewer.search.on_plan")).click()
    expect(page.get_by_role("dialog")).to_contain_text("Stands trouvés")
