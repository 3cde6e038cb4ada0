"""The plain pages do everything without JavaScript."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from browser_tab import PHONE, Tabs
from hall_process import HallProcess
from playwright.sync_api import Page, expect

BUYER = "Acheteuse d’essai"


@pytest.fixture
def plain(tabs: Tabs, small: HallProcess) -> Page:
    """A phone without JavaScript, at the French home page."""
    page, faults = tabs.open(java_script_enabled=False, **PHONE)
    # What the visitor left out is answered by the form itself, with the status that says so.
    faults.expect(r"status 422: .*/(order|message)$|console: .*status of 422")
    # Where scripts are off, Chromium refuses to fetch ahead a script that the hall would import.
    faults.expect(r"failed: .*/a/[\w-]+\.js: csp$")
    page.goto(f"{small.url}/fr/")
    return page


def follow(page: Page, name: str) -> None:
    menu = page.get_by_role("navigation", name="Menu principal")
    menu.get_by_role("link", name=name, exact=True).click()


def open_product(page: Page) -> None:
    """Go from the plan to the stand of a cooperative and to its first product."""
    follow(page, "Plan")
    address = page.locator("svg a[href*='/stands/A']").first.get_attribute("href")
    page.locator(f".stand-list a[href='{address}']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stand")
    page.locator(".card-name a").first.click()


def send_order(page: Page) -> str:
    """Order the product that is shown and return the receipt's address."""
    page.get_by_role("link", name="Commander").first.click()
    page.get_by_label("Votre nom").fill(BUYER)
    page.get_by_label("Téléphone", exact=True).fill("0661234567")
    page.get_by_label(re.compile("Ville ou village")).fill("Oujda")
    page.get_by_label(re.compile("Adresse")).fill("1, rue de l’Essai")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reçu")
    return page.url


def test_from_the_plan_to_a_receipt_and_back(plain: Page) -> None:
    open_product(plain)
    price = plain.locator(".price bdi").first.inner_text()
    send_order(plain)
    expect(plain.get_by_role("main")).to_contain_text(price)
    plain.get_by_role("button", name="Annuler la demande").click()
    expect(plain.get_by_role("status").first).to_contain_text("Annulée")


def test_what_is_left_out_is_told_and_nothing_is_lost(plain: Page) -> None:
    open_product(plain)
    plain.get_by_role("link", name="Commander").first.click()
    plain.get_by_label("Votre nom").fill(BUYER)
    plain.get_by_role("button", name="Envoyer la demande").click()
    expect(plain.get_by_role("alert")).to_contain_text("À corriger")
    assert plain.get_by_label("Votre nom").input_value() == BUYER
    plain.get_by_role("alert").get_by_role("link").first.click()
    assert urlsplit(plain.url).fragment


def test_going_back_and_sending_again_makes_no_second_order(plain: Page) -> None:
    open_product(plain)
    receipt = send_order(plain)
    plain.reload()
    assert plain.url == receipt


def test_the_exhibitor_answers_by_a_link_that_only_a_post_uses(plain: Page) -> None:
    open_product(plain)
    receipt = send_order(plain)
    handed = plain.context.request.get(f"{receipt}/whatsapp", max_redirects=0)
    (text,) = parse_qs(urlsplit(handed.headers["location"]).query)["text"]
    link = re.search(r"https?://\S+/answers/\S+", text)
    assert link is not None, text
    for _ in range(2):
        plain.goto(link[0])
        expect(plain.locator(".state-requested")).to_be_visible()
    plain.locator("button[value=accept]").click()  # in the exhibitor's own language
    expect(plain.locator(".state-accepted")).to_be_visible()
    plain.goto(receipt)
    expect(plain.get_by_role("status").first).to_contain_text("Acceptée")


def test_a_message_is_written_and_confirmed(plain: Page) -> None:
    open_product(plain)
    plain.get_by_role("link", name="Écrire un message").first.click()
    plain.get_by_label("Votre message").fill("Vendez-vous aussi en gros ?")
    plain.get_by_label("Votre nom").fill(BUYER)
    plain.get_by_label("Téléphone", exact=True).fill("0661234567")
    plain.get_by_role("checkbox").check()
    plain.get_by_role("button", name="Envoyer").click()
    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    assert "/message" not in plain.url


def test_a_search_is_narrowed_by_filters(plain: Page) -> None:
    plain.get_by_role("searchbox").fill("miel")
    plain.get_by_role("button", name="Chercher").click()
    found = int(re.sub(r"\D", "", plain.get_by_role("status").first.inner_text()[:6]))
    assert found > 0
    plain.get_by_text("Affiner").click()
    plain.get_by_label("Prix maximum (DH)").fill("90")
    plain.get_by_role("button", name="Appliquer").click()
    fewer = int(re.sub(r"\D", "", plain.get_by_role("status").first.inner_text()[:6]))
    assert 0 <= fewer <= found
    assert "max_price=90" in plain.url


def test_the_programme_leads_to_a_session(plain: Page) -> None:
    follow(plain, "Programme")
    title = plain.locator(".session-name a").first
    name = title.inner_text()
    title.click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text(name)


def test_the_hall_page_without_script_leads_on(plain: Page) -> None:
    follow(plain, "Hall en 3D")
    plain.get_by_role("link", name="Plan du salon").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Plan")
