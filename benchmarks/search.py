"""Times a key press in the viewer's search among 5,000 exhibitors and 20,000 products.

A real Chromium slowed down four times, the real panel, a search file made of the sample fair's
words; the time is that of the input event's handler, with the list that it draws. The peer in
the same run is a plain scan: every row's folded text searched for every word, no typing slips.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import tempfile  # noqa: E402  # needs the path above

from chromium import launch_chromium  # noqa: E402
from playwright.sync_api import Page, Route  # noqa: E402
from servable_fair import ServableFair  # noqa: E402
from small_fair import make_small_fair  # noqa: E402

EXHIBITORS, PRODUCTS = 5_000, 20_000
SLOWDOWN = 4
TYPED = (
    "miel de thym",
    "zerbia moins de 2000",
    "عسل",
    "olive oil",
    "huile d’argan",
    "tapsi",
    "3sel",
)
PRESS = """async typed => {
  const input = document.querySelector('.search-input');
  const times = [];
  for (let length = 1; length <= typed.length; length++) {
    input.value = typed.slice(0, length);
    const start = performance.now();
    input.dispatchEvent(new Event('input'));
    times.push(performance.now() - start);
    await new Promise(done => requestAnimationFrame(done));
  }
  return { times, found: document.querySelectorAll('.hits li').length };
}"""
SCAN = """async ([rows, typed]) => {
  const times = [];
  for (let length = 1; length <= typed.length; length++) {
    const start = performance.now();
    const words = typed.slice(0, length).toLowerCase().split(' ').filter(Boolean);
    let found = 0;
    for (const row of rows) if (words.every(word => row.includes(word))) found++;
    times.push(performance.now() - start);
    await new Promise(done => requestAnimationFrame(done));
  }
  return times;
}"""


def grow(small: dict[str, Any], stands: int) -> dict[str, Any]:
    """Return a search file of the full size; every copy's rows have a word of their own."""
    exhibitors, products = small["exhibitors"], small["products"]
    grown = [
        [f"e{n}", f"{name} {n}", place, n % stands, f"{keywords} w{n}a"]
        for n in range(EXHIBITORS)
        for _, name, place, _, keywords in [exhibitors[n % len(exhibitors)]]
    ]
    goods = [
        [f"p{n}", f"{name} {n // 7}", n % EXHIBITORS, price, "", f"{keywords} v{n}b", amount, label]
        for n in range(PRODUCTS)
        for _, name, _, price, _, keywords, amount, label in [products[n % len(products)]]
    ]
    return small | {"exhibitors": grown, "products": goods}


def open_search(page: Page, url: str) -> dict[str, Any]:
    """Open the panel over a search file that has been grown on its way."""
    held: dict[str, Any] = {}

    def answer(route: Route) -> None:
        held.update(grow(route.fetch().json(), 20))
        route.fulfill(json=held)

    page.add_init_script("localStorage.setItem('hall.help.seen', '1')")
    page.goto(f"{url}/fr/hall")
    page.wait_for_function("() => document.documentElement.dataset.viewer === 'walkable'")
    config = json.loads(page.locator("#hall-config").text_content() or "{}")
    page.route(f"**{config['search']}", answer)
    page.get_by_role("button", name="Chercher").click()
    page.wait_for_timeout(3000)
    return held


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        fair = ServableFair(make_small_fair(Path(folder) / "fair"), Path(folder) / "state")
        with fair.serve() as served, launch_chromium() as browser:
            page = browser.new_context(service_workers="block").new_page()
            held = open_search(page, served.url)
            rows = [
                " ".join(map(str, row)).lower() for row in (*held["exhibitors"], *held["products"])
            ]
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
            counts = f"{len(held['exhibitors']):,} exhibitors, {len(held['products']):,} products"
            print(f"{counts}, {SLOWDOWN} x slower; milliseconds a key press")
            for typed in TYPED:
                told = page.evaluate(PRESS, typed)
                print(f"  {typed!r:24} ours {tell(told['times'])}", end="")
                print(f"   plain scan {tell(page.evaluate(SCAN, [rows, typed]))}")


def tell(times: list[float]) -> str:
    return f"median {statistics.median(times):5.1f}, worst {max(times):5.1f}"


if __name__ == "__main__":
    main()
