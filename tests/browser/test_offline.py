"""A dead spot: one walks on, what was written is sent once and later, the next visit starts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from hall_visit import HallVisit, list_stands
from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., HallVisit]
KEPT = """async () => {
  const files = await caches.open('hall-files-1');
  const pages = await caches.open('hall-pages-1');
  const [kept, shown] = [await files.keys(), await pages.keys()];
  return shown.length > 0 && kept.filter(({ url }) => url.includes('/f/')).length >= 4;
}"""
LETTERS = """async () => {
  const letters = await caches.open('hall-letters-1');
  const kept = await letters.keys();
  return Promise.all(kept.map(async (name) => (await letters.match(name)).json()));
}"""
# As the service worker has it.
MOST_GOODS = 1400
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
LAZY = re.compile(r"/a/(?!viewer|opening)")
"""Code and styles that come after the first picture, or when they are wanted."""
NO_NETWORK = r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|no answer|Failed to fetch"


def wait_until_kept(page: Page) -> None:
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function(f"() => ({KEPT})()")


@pytest.fixture
def without_parts(visit: Visit) -> HallVisit:
    """One walks, and then the network fails before any later part has come."""
    hall = visit(service_workers="block")
    hall.faults.expect(NO_NETWORK)
    hall.page.add_init_script(SAVE_DATA)  # nothing is fetched ahead
    hall.page.route(LAZY, lambda route: route.abort("internetdisconnected"))
    return hall.enter()


def test_a_sheet_that_cannot_come_is_told_and_comes_whole_with_the_next_tap(
    without_parts: HallVisit,
) -> None:
    page = without_parts.page
    search = page.get_by_role("button", name="Chercher")
    search.click()
    expect(told_offline(page)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.unroute(LAZY)
    search.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("searchbox")).to_be_visible()
    # Without the styles that had failed it would be the browser's plain box.
    expect(sheet).to_have_css("border-top-style", "none")


def test_a_card_opens_with_the_second_tap_where_the_first_had_no_network(
    without_parts: HallVisit,
) -> None:
    page = without_parts.page
    product = find_product(without_parts)
    ask = "id => { location.hash = '#product=' + id }"
    page.evaluate(ask, product["id"])
    expect(told_offline(page)).to_be_visible()
    page.unroute(LAZY)
    page.evaluate(ask, "")
    page.evaluate(ask, product["id"])
    expect(page.get_by_role("dialog")).to_contain_text(product["name"]["text"])


def test_goods_come_by_themselves_when_the_network_is_back(without_parts: HallVisit) -> None:
    without_parts.hold("ArrowUp", until="moved > 0.6")
    without_parts.page.unroute(LAZY)
    number = without_parts.first_stand()["number"]
    without_parts.go_to(number)
    near = "number => window.hall.stats().tiers.at === number"
    without_parts.page.wait_for_function(near, arg=number, timeout=120_000)


def test_what_cannot_be_fetched_ahead_keeps_nothing_else_from_coming(visit: Visit) -> None:
    hall = visit(service_workers="block")
    hall.faults.expect(NO_NETWORK)
    hall.page.route(LAZY, lambda route: route.abort("internetdisconnected"))
    told: list[str] = []
    hall.page.on("console", lambda message: told.append(message.text))
    # The last thing of all: the worker that keeps the hall for the next visit.
    with hall.page.expect_console_message(lambda message: "registration blocked" in message.text):
        hall.enter()
    assert any("not fetched ahead" in text for text in told)


def told_offline(page: Page) -> Locator:
    return page.get_by_text("Vérifiez la connexion")


def test_the_second_visit_starts_without_the_network(visit: Visit) -> None:
    hall = visit()
    wait_until_kept(hall.page)
    hall.faults.expect(NO_NETWORK)
    hall.page.context.set_offline(True)
    hall.enter()
    x, y = hall.position
    hall.hold("ArrowUp", until="moved > 0.6")
    assert hall.position != (x, y)


def test_a_long_walk_does_not_push_out_what_the_hall_starts_from(visit: Visit) -> None:
    hall = visit()
    page = hall.page
    wait_until_kept(page)
    walked = """async ([most, last]) => {
      const goods = await caches.open('hall-goods-1');
      const puts = Array.from({ length: most + 40 }, (_, at) =>
        goods.put(`/f/passed-${at}.glb`, new Response('')));
      await Promise.all(puts);
      await fetch(last);
    }"""
    page.evaluate(walked, [MOST_GOODS, hall.config["search"]])
    counted = "async (most) => (await (await caches.open('hall-goods-1')).keys()).length <= most"
    page.wait_for_function(counted, arg=MOST_GOODS)
    kept = "async () => (await (await caches.open('hall-files-1')).keys()).map(({ url }) => url)"
    assert any(url.endswith(hall.config["shell"]) for url in page.evaluate(kept))


def test_an_order_in_a_dead_spot_is_sent_once_when_the_network_is_back(visit: Visit) -> None:
    hall = visit()
    page = hall.page
    wait_until_kept(page)
    form = write_order_offline(hall)
    page.get_by_role("button", name="Fermer").click()
    page.get_by_role("button", name="Ma visite").click()
    expect(form).to_contain_text("attend le réseau")
    page.get_by_role("button", name="Fermer").click()
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_contain_text("Envoyé")
    page.get_by_role("button", name="Ma visite").click()
    receipts = form.get_by_role("link").filter(has_text="-")
    expect(receipts).to_have_count(1)
    expect(form).not_to_contain_text("attend le réseau")
    receipts.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reçu")


def test_forms_and_receipts_are_not_kept_on_the_device(visit: Visit) -> None:
    hall = visit()
    hall.faults.expect("401")  # the desk of somebody who did not sign in
    wait_until_kept(hall.page)
    exhibitor = next(s["exhibitor"] for s in list_stands(hall.read_index()) if s["exhibitor"])
    hall.page.goto(f"{hall.url}/fr/exhibitors/{exhibitor}")
    hall.page.goto(f"{hall.url}/fr/exhibitors/{exhibitor}/message")
    hall.page.goto(f"{hall.url}/fr/desk")
    kept = hall.page.evaluate(
        "async () => (await (await caches.open('hall-pages-1')).keys()).map(({ url }) => url)"
    )
    assert any(url.endswith(f"/fr/exhibitors/{exhibitor}") for url in kept)
    assert not any("/message" in url or "/desk" in url for url in kept)


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_the_fair_can_be_installed(visit: Visit, lang: str) -> None:
    hall = visit(lang)
    address = hall.page.locator("link[rel=manifest]").get_attribute("href")
    with urlopen(f"{hall.url}{address}", timeout=20) as answer:  # our own server
        manifest = json.load(answer)
    assert manifest["lang"] == lang
    assert manifest["display"] == "standalone"
    sizes = {icon["sizes"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= sizes
    for icon in manifest["icons"]:
        with urlopen(f"{hall.url}{icon['src']}", timeout=20) as answer:
            assert answer.headers["Content-Type"].startswith(icon["type"])
            assert len(answer.read()) > 100


def write_order_offline(hall: HallVisit) -> Locator:
    """Write an order in a dead spot, where it is kept; return the dialogue."""
    page = hall.page
    product = find_product(hall)
    page.evaluate("id => { location.hash = '#product=' + id }", product["id"])
    page.get_by_role("button", name="Commander").click()
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name="Votre nom").fill("Acheteuse d’essai")
    form.get_by_role("textbox", name="Téléphone").fill("0661234567")
    form.get_by_role("textbox", name="Ville").fill("Oujda")
    address = form.get_by_role("textbox", name="Adresse")
    if address.is_visible():
        address.fill("12, rue des Oliviers")
    form.get_by_role("checkbox", name="J’accepte").check()
    hall.faults.expect(NO_NETWORK)
    page.context.set_offline(True)
    form.get_by_role("button", name="Envoyer la commande").click()
    expect(form.get_by_role("heading", name="Gardé sur cet appareil")).to_be_visible()
    return form


def test_an_order_is_sent_without_its_page_once_the_browser_has_network(visit: Visit) -> None:
    hall = visit()
    page = hall.page
    wait_until_kept(page)
    write_order_offline(hall)
    page.wait_for_function(f"async () => (await ({LETTERS})()).length === 1")
    hall.faults.expect("localStorage")  # an empty page has none
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{hall.url}/fr/help")
    dispatch_sync(page, hall.url)
    page.wait_for_function(f"async () => (await ({LETTERS})()).some(({{ answer }}) => answer)")
    (kept,) = page.evaluate(LETTERS)
    number = kept["answer"]["receipt"]["number"]
    hall.enter()
    page.wait_for_function(f"async () => (await ({LETTERS})()).length === 0")
    page.get_by_role("button", name="Ma visite").click()
    form = page.get_by_role("dialog")
    expect(form).not_to_contain_text("attend le réseau")
    expect(form.get_by_role("link").filter(has_text="-")).to_have_text([re.compile(number)])


def dispatch_sync(page: Page, origin: str) -> None:
    """Let the browser tell its service worker that the network is back."""
    session = page.context.new_cdp_session(page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(
            entry["registrationId"]
            for entry in told["registrations"]
            if not entry["isDeleted"] and entry["scopeURL"].startswith(origin)
        ),
    )
    session.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(50)
    session.send(
        "ServiceWorker.dispatchSyncEvent",
        {"origin": origin, "registrationId": found[0], "tag": "hall-letters", "lastChance": False},
    )


def find_product(hall: HallVisit) -> dict[str, object]:
    """Return a product that can be ordered."""
    for stand in list_stands(hall.read_index()):
        for product in hall.read_stand(stand["id"])["products"]:
            if product["can_order"]:
                return dict(product)
    raise AssertionError("nothing can be ordered")
