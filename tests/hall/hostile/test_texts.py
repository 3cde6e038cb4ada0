"""Hostile texts in every field that a stranger fills in, as the pages show them."""

from __future__ import annotations

import json
import unicodedata
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hostile_texts import HOSTILE_TEXTS
from open_app import OpenApp, open_app
from page_reading import Page, read_page

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
# Elements whose number on a page is the page's own affair, never a visitor's.
COUNTED = (
    "script", "style", "iframe", "object", "embed", "base", "meta", "link", "form", "input",
    "textarea", "svg", "math", "img", "template", "video", "audio", "details", "noscript", "title",
)  # fmt: skip
LINKS = ("href", "src", "action", "formaction", "srcset", "poster", "data")
SCHEMES = ("", "http", "https", "tel", "mailto")
# Controls, and signs that turn text around; the interface's own isolates are none.
UNSEEN = ("\u202a", "\u202b", "\u202d", "\u202e", "\u061c", "\0", "\x1b", "\x08")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenApp]:
    with open_app(tmp_path_factory.mktemp("texts")) as opened:
        yield opened


def describe(page: Page) -> Counter[str]:
    return Counter(e.tag for e in page.elements if e.tag in COUNTED)


def list_dangers(html: str, honest: Counter[str]) -> list[str]:
    """Return what of a page is not the page's own."""
    page = read_page(html)
    found = list(page.faults)
    found.extend(f"sign {sign!r}" for sign in UNSEEN if sign in html)
    changed = describe(page)
    changed.subtract(honest)
    found.extend(f"{count} <{tag}> too many" for tag, count in changed.items() if count)
    for element in page.elements:
        for name, value in element.attrs.items():
            if name.startswith("on") or name in {"style", "srcdoc"}:
                found.append(f"<{element.tag} {name}={value!r}>")
            if name in LINKS and urlsplit(value).scheme.lower() not in SCHEMES:
                found.append(f"<{element.tag} {name}={value!r}>")
    return found


def is_nothing(text: str) -> bool:
    """Return whether a text is empty once it is cleaned."""
    return all(unicodedata.category(sign)[0] in "CZ" for sign in text)


def place_order(app: OpenApp, text: str) -> str | None:
    """Order with `text` in every field; return the receipt's path, or None if refused."""
    body = {
        "lines": [{"product_id": "coussin", "quantity": 1}],
        "buyer": {"name": text[:120], "phone": "0661234567"},
        "recipient": {"name": text[:120], "phone": ""},
        "delivery_mode": "parcel", "payment_mode": "cash_on_delivery", "consent_version": "3",
        "town": text[:60], "address": text[:200], "note": text[:500],
    }  # fmt: skip
    key = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    raw = json.dumps(body).encode()
    answer = app.ask("POST", "/api/v1/orders?lang=fr", raw, key)
    assert answer.status in {201, 422}, (text, answer.body)
    return urlsplit(answer.json()["receipt_url"]).path if answer.status == 201 else None


def send_message(app: OpenApp, text: str) -> str | None:
    fields = {
        "kind": "question", "text": text[:1500], "name": text[:120], "phone": "0661234567",
        "country": "MA", "consent_version": "3", "key": str(uuid.uuid4()),
    }  # fmt: skip
    raw = urlencode(fields, errors="replace").encode()
    answer = app.ask("POST", "/fr/exhibitors/coop-azir/message", raw, FORM)
    assert answer.status in {303, 422}, (text, answer.status)
    return urlsplit(answer.headers["location"]).path if answer.status == 303 else None


def test_receipts_and_answers_show_texts_as_texts(app: OpenApp) -> None:
    baseline: dict[str, Counter[str]] = {}
    dangers: dict[str, Any] = {}
    shown = 0
    for text in ("Exemple", *HOSTILE_TEXTS):
        path = place_order(app, text)
        if path is None:
            continue
        shown += 1
        handed = urlsplit(app.ask("GET", f"{path}/whatsapp").headers["location"])
        assert (handed.scheme, handed.netloc) == ("https", "wa.me")
        letter = parse_qs(handed.query)["text"][0]
        link = next(word for word in letter.split() if "/answers/" in word)
        answer_path = urlsplit(link.strip("\u2066\u2067\u2068\u2069")).path
        for kind, page_path in (("receipt", path), ("answer", answer_path)):
            html = app.ask("GET", page_path).text
            honest = baseline.setdefault(kind, describe(read_page(html)))
            found = list_dangers(html, honest)
            if found:
                dangers[f"{kind}: {text[:40]!r}"] = found
    assert dangers == {}
    assert shown > len(HOSTILE_TEXTS) * 0.6


def test_messages_show_texts_as_texts(app: OpenApp) -> None:
    honest = None
    dangers = {}
    for text in ("Exemple", *HOSTILE_TEXTS):
        path = send_message(app, text)
        if path is None:
            continue
        html = app.ask("GET", path).text
        honest = honest or describe(read_page(html))
        if found := list_dangers(html, honest):
            dangers[text[:40]] = found
    assert dangers == {}


def test_a_form_that_is_shown_again_shows_texts_as_texts(app: OpenApp) -> None:
    honest = None
    dangers = {}
    for text in ("Exemple", *HOSTILE_TEXTS):
        fields = dict.fromkeys(("buyer.name", "buyer.phone", "buyer.email", "town", "address",
            "note", "recipient.name", "delivery_mode", "key", "lines.0.quantity",
            "buyer.country"), text)  # fmt: skip
        fields["lines.0.product_id"] = "miel-romarin"
        raw = urlencode(fields, errors="replace").encode()
        answer = app.ask("POST", "/fr/order", raw, FORM)
        assert answer.status == 422, text
        honest = honest or describe(read_page(answer.text))
        if found := [f for f in list_dangers(answer.text, honest) if "sign" not in f]:
            dangers[text[:40]] = found
    assert dangers == {}


def test_addresses_show_texts_as_texts(app: OpenApp) -> None:
    """Searches and paths come back on pages, too."""
    honest: dict[str, Counter[str]] = {}
    dangers = {}
    for text in ("exemple-inconnu", *HOSTILE_TEXTS):
        typed = urlencode({"q": text, "family": text, "max_price": text}, errors="replace")
        name = urlencode({"": text}, errors="replace").removeprefix("=").replace("+", "%20")
        paths = (f"/fr/products?{typed}", f"/fr/products/{name}x", f"/fr/stands?{typed}",
            f"/fr/order?product={name}", f"/{name}x/hall")  # fmt: skip
        for number, path in enumerate(paths):
            answer = app.ask("GET", path[:6_000])
            assert answer.status in {200, 404}, path
            if answer.status not in {200, 404} or "html" not in answer.headers["content-type"]:
                continue
            base = honest.setdefault(f"{number} {answer.status}", describe(read_page(answer.text)))
            found = list_dangers(answer.text, base)
            # A search that finds has other pictures than one that does not.
            found = [f for f in found if "sign" not in f and "<img>" not in f]
            if found:
                dangers[path] = found
    assert dangers == {}


def test_what_an_exhibitor_writes_is_shown_as_text_to_the_organiser(
    app: OpenApp, sign_in: Callable[..., str]
) -> None:
    exhibitor, organiser = sign_in(), sign_in("organiser", None)
    columns = ("name_fr", "about_fr", "story_fr", "contact_name", "call_hours", "commune")
    texts = [text for text in HOSTILE_TEXTS if not is_nothing(text)]
    rounds = [texts[at : at + len(columns)] for at in range(0, len(texts), len(columns))]
    honest: dict[str, Counter[str]] = {}
    dangers = {}
    seen = 0
    for chosen in (["Exemple"] * len(columns), *rounds):
        typed = [text[:200] for text in chosen]
        fields = dict.fromkeys(columns, "Exemple") | dict(zip(columns, typed, strict=False))
        raw = urlencode(fields | {"send": "1"}, errors="replace").encode()
        answer = app.ask("POST", "/fr/desk/stand", raw, {**FORM, "Cookie": exhibitor})
        assert answer.status in {303, 422}, chosen
        if answer.status == 422:
            assert [f for f in list_dangers(answer.text, Counter()) if "=" in f] == []
        for path, cookie in {"/fr/desk/stand": exhibitor, "/fr/review": organiser}.items():
            html = app.ask("GET", path, None, {"Cookie": cookie}).text
            seen += html.count("&lt;script&gt;")
            base = honest.setdefault(path, describe(read_page(html)))
            if found := list_dangers(html, base):
                dangers[f"{path}: {chosen}"] = found
    assert dangers == {}
    assert seen, "the texts reached the pages"


def test_the_desk_shows_what_visitors_sent_as_text(
    app: OpenApp, sign_in: Callable[..., str]
) -> None:
    cookie = sign_in()
    for text in HOSTILE_TEXTS[:60]:
        place_order(app, text)
        send_message(app, text)
    html = app.ask("GET", "/fr/desk", None, {"Cookie": cookie}).text
    page = read_page(html)
    assert page.faults == []
    assert [e for e in page.all("script") if not e.attrs.get("src", "").startswith("/a/")] == []
    handlers = [name for e in page.elements for name in e.attrs if name.startswith("on")]
    assert handlers == []
    assert not {"iframe", "object", "embed", "base", "svg"} & {e.tag for e in page.elements}
