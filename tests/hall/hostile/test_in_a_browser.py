"""Hostile texts in a real browser: nothing runs, nothing is loaded, nothing asks."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from chromium import launch_chromium
from hall_process import HallProcess
from hostile_fair import first_products, invite
from hostile_texts import HOSTILE_TEXTS
from playwright.sync_api import Browser, BrowserContext, Page
from servable_fair import ServableFair

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
WALKABLE = "() => performance.getEntriesByName('hall:walkable').length > 0"
LONGEST_NOTE = 900
# A text that ran would have made one of these, or an element with a handler.
INJECTED = """() => [...document.querySelectorAll('*')].filter(element =>
  ['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MATH', 'MARQUEE', 'VIDEO'].includes(element.tagName)
  || [...element.attributes].some(a => a.name.startsWith('on') || a.name === 'srcdoc'
    || /^\\s*(javascript|data|vbscript):/i.test(a.value) && ['href', 'src'].includes(a.name))
  || (element.tagName === 'SCRIPT' && !element.src
    && !/^application.(ld.)?json$/.test(element.type))
).map(element => element.outerHTML.slice(0, 200))"""


class Witness:
    """Notes what a text of a stranger must never bring about."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.seen: list[str] = []
        self.page = context.new_page()
        self.page.on("dialog", self._refuse)
        self.page.on("pageerror", self._note)
        self.page.on("console", self._hear)
        context.on("page", lambda page: self.seen.append(f"opened {page.url}"))
        context.on("request", self._watch)

    def look(self, path: str) -> Page:
        self.page.goto(self.url + path)
        self.check()
        return self.page

    def check(self) -> None:
        self.seen.extend(self.page.evaluate(INJECTED))
        if urlsplit(self.page.url).netloc != urlsplit(self.url).netloc:
            self.seen.append(f"was led to {self.page.url}")

    def _refuse(self, dialog: object) -> None:
        self.seen.append(f"dialog {dialog.message}")  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    def _note(self, error: object) -> None:
        # A link to nothing is a 404 that the viewer tells; only other errors are a text's work.
        if not str(error).endswith(": 404"):
            self.seen.append(f"error: {error}")

    def _hear(self, message: object) -> None:
        text = message.text  # type: ignore[attr-defined]
        if "Content Security Policy" in text or "Refused to" in text:
            self.seen.append(text)

    def _watch(self, request: object) -> None:
        address = request.url  # type: ignore[attr-defined]
        if not address.startswith((self.url, "blob:", "data:")):
            self.seen.append(f"asked for {address}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launch_chromium() as browser:
        yield browser


@pytest.fixture
def witness(chromium: Browser, served: HallProcess) -> Iterator[Witness]:
    context = chromium.new_context(extra_http_headers={"X-Forwarded-For": "10.9.1.1"})
    context.set_default_timeout(30_000)
    watching = Witness(context, served.url)
    yield watching
    context.close()
    assert watching.seen == []


def bundle(texts: tuple[str, ...]) -> list[str]:
    """Return all texts in as few notes as there is room for."""
    notes = [""]
    for text in texts:
        if len(notes[-1]) + len(text) > LONGEST_NOTE:
            notes.append("")
        notes[-1] += f" {text[: LONGEST_NOTE // 2]}"
    return notes


def order(url: str, product: dict[str, str], note: str, number: int) -> str:
    """Send an order and return its receipt's address."""
    consent = json.load(urlopen(f"{url}/api/v1/order-form?exhibitor={product['exhibitor']}"))
    body = {
        "lines": [{"product_id": product["id"], "quantity": 1}],
        "buyer": {"name": note[:100], "phone": "0661234567"},
        "delivery_mode": consent["delivery_modes"][0]["id"],
        "payment_mode": consent["payment_modes"][0]["id"],
        "consent_version": consent["consent_version"],
        "town": "Oujda", "address": note[:250], "note": note,
    }  # fmt: skip
    headers = {
        "Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4()),
        "X-Forwarded-For": f"10.9.{number}.1",
    }  # fmt: skip
    request = Request(f"{url}/api/v1/orders?lang=fr", json.dumps(body).encode(), headers)
    return str(json.load(urlopen(request))["receipt_url"])


def test_receipt_answer_and_desk_run_nothing(
    witness: Witness, served: HallProcess, hostile_fair: ServableFair
) -> None:
    product = first_products(hostile_fair)[0]
    for number, note in enumerate(bundle(HOSTILE_TEXTS)):
        receipt = urlsplit(order(served.url, product, note, number)).path
        witness.look(receipt)
        handed = witness.context.request.get(
            f"{served.url}{receipt}/whatsapp", max_redirects=0
        ).headers["location"]
        letter = parse_qs(urlsplit(handed).query)["text"][0]
        link = next(word for word in letter.split() if "/answers/" in word)
        witness.look(urlsplit(link.strip("\u2066\u2067\u2068\u2069")).path)
    witness.look(invite(hostile_fair, product["exhibitor"]))
    witness.page.locator("main form button").first.click()
    for path in ("/fr/desk", "/fr/desk/stand", f"/fr/desk/products/{product['id']}"):
        witness.look(path)


def test_plain_pages_of_a_hostile_fair_run_nothing(
    witness: Witness, hostile_fair: ServableFair
) -> None:
    products = first_products(hostile_fair)
    for lang in ("fr", "ar"):
        for path in ("/", "/stands", "/products", "/plan", "/products?q=script",
            f"/exhibitors/{products[0]['exhibitor']}", f"/products/{products[0]['id']}",
            f"/products/{products[1]['id']}", f"/order?product={products[2]['id']}",
            f"/exhibitors/{products[0]['exhibitor']}/message"):  # fmt: skip
            witness.look(f"/{lang}{path}")


def test_the_viewers_cards_run_nothing(witness: Witness, hostile_fair: ServableFair) -> None:
    for product in first_products(hostile_fair):
        page = witness.look("/fr/help")
        page.evaluate("() => localStorage.setItem('hall.help.seen', '1')")
        page = witness.look(f"/fr/hall#product={product['id']}")
        page.wait_for_function(WALKABLE, timeout=90_000)
        page.get_by_text(product["name_fr"]).first.wait_for()
        witness.check()
        assert page.locator("dialog img[src='x'], dialog svg[onload]").count() == 0


def test_links_that_strangers_write_run_nothing(witness: Witness) -> None:
    for number, text in enumerate(
        ('"><img src=x onerror=alert(1)>', "javascript:alert(1)", "../..")
    ):
        page = witness.look(f"/fr/hall?n={number}#stand={text}&product={text}&at={text}")
        page.wait_for_function(WALKABLE, timeout=90_000)
        witness.check()
