"""axe-core finds nothing on the pages of exhibitors and organisers; their controls are large."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any
from urllib.request import Request, urlopen

from browser_tab import PHONE, Tabs
from desk_visit import make_png
from hall_process import HallProcess
from hostile_fair import first_products, invite
from page_audit import find_barriers
from playwright.sync_api import Page
from servable_fair import ServableFair

LOOKS = [("fr", "light"), ("ar", "dark"), ("en", "light")]
LEAST_PX = 44
SMALL = """least => [...document.querySelectorAll('button, summary, select, main .button')]
  .filter(e => e.checkVisibility({visibilityProperty: true}))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
  .map(([e, box]) => `${e.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`)"""
WHO = {"name": "Essai", "phone": "0661234567"}


class Desk:
    """A signed-in tab that looks at its pages in every language, light and dark."""

    def __init__(self, tabs: Tabs, url: str, invitation: str) -> None:
        self.url = url
        self.barriers: list[str] = []
        self.page, self.faults = tabs.open(**PHONE)
        _, _, self._invitation = invitation.removeprefix("/").partition("/")
        self.look(self._invitation)
        self.page.goto(url + invitation)
        with self.page.expect_navigation():
            self.page.locator("main form button").first.click()

    def look(self, path: str) -> None:
        for lang, scheme in LOOKS:
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.goto(f"{self.url}/{lang}/{path}")
            # What is folded is a part of the page, too.
            self.page.evaluate(
                "() => document.querySelectorAll('details').forEach(d => d.open = true)"
            )
            self.check()

    def check(self) -> None:
        self.barriers += find_barriers(self.page) + self.page.evaluate(SMALL, LEAST_PX)

    def send(self, page: Page, button: str) -> None:
        with page.expect_navigation():
            page.locator(button).first.click()


def post(url: str, noun: str, body: dict[str, Any]) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    request = Request(f"{url}/api/v1/{noun}?lang=fr", json.dumps(body).encode(), headers)
    assert urlopen(request, timeout=20).status == 201


def fill_the_desk(url: str, product: dict[str, str]) -> None:
    """Send an order and a message."""
    form = json.load(urlopen(f"{url}/api/v1/order-form?lang=fr&exhibitor={product['exhibitor']}"))
    consent = form["consent_version"]
    order = {
        "lines": [{"product_id": product["id"], "quantity": 1}], "buyer": WHO, "town": "Oujda",
        "address": "1, rue de l’Essai", "delivery_mode": form["delivery_modes"][0]["id"],
        "payment_mode": form["payment_modes"][0]["id"], "consent_version": consent,
    }  # fmt: skip
    post(url, "orders", order)
    message = {"exhibitor": product["exhibitor"], "kind": "question", "text": "Bonjour ?"}
    post(url, "messages", {**message, **WHO, "consent_version": consent})


def test_no_page_of_the_desk_and_of_the_review_keeps_anybody_out(
    tabs: Tabs, own_fair: ServableFair, own_served: HallProcess
) -> None:
    url = own_served.url
    product = next(row for row in first_products(own_fair) if row["price"])
    item = product["id"]
    fill_the_desk(url, product)
    desk = Desk(tabs, url, invite(own_fair, product["exhibitor"]))
    desk.faults.expect(r"status 422|console: .*status of 422")
    for path in ("desk", "desk/stand", "desk/new", f"desk/products/{item}", "desk/logo"):
        desk.look(path)
    for lang, scheme in LOOKS:
        desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        desk.page.goto(f"{url}/{lang}/desk/products/{item}")
        desk.page.fill("#price", "abc")
        desk.send(desk.page, "form.desk-form button[name=send]")
        desk.check()
    desk.page.fill("#price", "137,50")
    desk.send(desk.page, "form.desk-form button[name=send]")
    desk.check()
    desk.page.goto(f"{url}/fr/desk/products/{item}/pictures")
    photo: Any = {"name": "photo.png", "mimeType": "image/png", "buffer": make_png(640, 480)}
    desk.page.set_input_files("form[data-upload=photo] input[type=file]", files=photo)
    desk.page.locator("form[data-upload=photo] button").click()
    desk.page.locator(".sent").first.wait_for()
    desk.look(f"desk/products/{item}/pictures")
    desk.look("desk")

    organiser = Desk(tabs, url, invite(own_fair, "--organiser"))
    organiser.look("review")
    assert organiser.page.locator(".delta").count() == 1
    organiser.look("review/downloads")
    for reason in ("  ", "Dites d’où vient l’huile."):  # the first is none
        organiser.page.goto(f"{url}/fr/review")
        organiser.page.locator(".deal summary").first.click()
        organiser.page.locator(".deal textarea").first.fill(reason)
        organiser.send(organiser.page, "form[action*='/changes/'] button[value=refuse]")
        organiser.check()
    organiser.page.goto(f"{url}/fr/review")
    organiser.send(organiser.page, "form[action*='/files/'] button[value=approve]")
    organiser.check()
    desk.look("desk")  # what was refused, with its reason
    desk.look(f"desk/products/{item}")
    organiser.look("review")
    assert desk.barriers + organiser.barriers == []


def test_a_wrong_code_and_a_used_invitation_keep_nobody_out(
    tabs: Tabs, own_fair: ServableFair, own_served: HallProcess
) -> None:
    invitation = invite(own_fair, "--organiser")
    Desk(tabs, own_served.url, invitation)
    page, faults = tabs.open(**PHONE)
    faults.expect(r"status 4\d\d|console: .*status of 4\d\d")
    barriers = []
    for lang, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(own_served.url + re.sub(r"^/\w\w/", f"/{lang}/", invitation))
        barriers += find_barriers(page)
        page.goto(f"{own_served.url}/{lang}/desk")
        page.fill("#code", "AAAA-BBBB")
        with page.expect_navigation():
            page.locator(".form button").click()
        barriers += find_barriers(page)
    assert barriers == []
