"""An exhibitor's whole way: invited, changes a price, sends a photo; approved, it is shown."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time

import pytest
from browser_tab import PHONE, Tabs
from hall_process import ROOT, HallProcess
from hall_visit import HallVisit, list_stands, read_json
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect
from servable_fair import ServableFair

PATIENCE_S = 40.0
NEW_PRICE = "137,50"
SHOWN_PRICE = re.compile(r"137[,.]50")


@pytest.fixture
def stand(own_served: HallProcess) -> dict[str, str]:
    """A stand of the copied fair with its exhibitor and first product that has a price."""
    url = own_served.url
    index = read_json(url, read_json(url, "/api/v1/hall?lang=fr")["index"])
    shown = next(s for s in list_stands(index) if s["near"])
    card = read_json(url, f"/api/v1/stands/{shown['id']}?lang=fr")
    product = next(p for p in card["products"] if p["can_order"])
    return {
        "number": shown["number"], "exhibitor": shown["exhibitor"],
        "product": product["id"], "name": product["name"]["text"],
    }  # fmt: skip


def invite(fair: ServableFair, served: HallProcess, *whom: str) -> str:
    """Return the link that `hall invite` prints, at the address where the test serves."""
    command = [sys.executable, "-m", "hall", "invite", str(fair.fair), *whom]
    done = subprocess.run(
        [*command, "--data-dir", str(fair.state)],
        cwd=ROOT, env=None, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return re.sub(r"^https?://[^/]+", served.url, done.stdout.split()[0])


def sign_in(tabs: Tabs, link: str) -> Page:
    page, _ = tabs.open(**PHONE)
    page.goto(link)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("button", name=re.compile("Quitter|déconnecter"))).to_be_visible()
    return page


def list_pictures(page: Page) -> list[str]:
    """Return the pictures of the product that a page shows: its form's, then its photos."""
    sources = page.locator("main article").first.locator("img")
    return list(sources.evaluate_all("images => images.map(image => image.src)"))


def draw_photo() -> bytes:
    """Return a photo as a phone would take it: large, with a pot in the middle."""
    image = Image.new("RGB", (1600, 1200), "#d8c7a8")
    ImageDraw.Draw(image).ellipse((500, 250, 1100, 1000), fill="#a3401c")
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def test_a_price_and_a_photo_are_public_once_approved(
    own_fair: ServableFair, own_served: HallProcess, stand: dict[str, str], tabs: Tabs
) -> None:
    hall = HallVisit(*tabs.open(reduced_motion="reduce"), own_served.url).enter()
    hall.go_to(stand["number"])
    public, _ = tabs.open(**PHONE)
    address = f"{own_served.url}/fr/products/{stand['product']}"
    public.goto(address)
    old_pictures = list_pictures(public)

    desk = sign_in(tabs, invite(own_fair, own_served, stand["exhibitor"]))
    desk.get_by_role("link", name=f"Modifier {stand['name']}").click()
    desk.get_by_label("Prix, en dirhams", exact=True).fill(NEW_PRICE)
    desk.get_by_role("button", name="Envoyer à l’organisateur").click()
    expect(desk.get_by_role("status").first).to_contain_text("envoyé")
    desk.get_by_role("link", name=f"Photos et 3D {stand['name']}").click()
    photo = {"name": "photo.png", "mimeType": "image/png", "buffer": draw_photo()}
    form = desk.locator("form[data-upload=photo]")
    form.get_by_label("Prendre ou choisir une photo").set_input_files(files=[photo])
    form.get_by_role("button", name=re.compile("^Envoyer")).click()
    expect(desk.locator(".sent img").first).to_be_visible()
    public.reload()
    expect(public.locator(".price").first).not_to_contain_text(SHOWN_PRICE)

    organiser = sign_in(tabs, invite(own_fair, own_served, "--organiser"))
    for _ in range(2):
        organiser.get_by_role("button", name=re.compile("^Publier")).first.click()
        expect(organiser.get_by_role("status").first).to_contain_text("C’est accepté")
    expect(organiser.get_by_text("Rien n’attend votre accord.")).to_be_visible()

    hall.page.get_by_role("status").filter(has_text="mis à jour").wait_for()
    hall.page.locator(".where-stand").click()
    card = hall.dialog(f"Stand {stand['number']}")
    expect(card).to_contain_text(SHOWN_PRICE)
    expect(card.get_by_role("listitem").filter(has_text=stand["name"])).to_be_visible()
    # The photo was approved after the price: its build may be the next one.
    deadline = time.monotonic() + PATIENCE_S
    while list_pictures(public) == old_pictures:
        assert time.monotonic() < deadline, "the photo is not shown"
        public.wait_for_timeout(500)
        public.reload()
    expect(public.locator(".price").first).to_contain_text(SHOWN_PRICE)
