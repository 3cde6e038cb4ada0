"""What a visitor does in the 3D hall, in the words of a visitor."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any
from urllib.request import urlopen

from browser_tab import Faults
from playwright.sync_api import Locator, Page

WALKABLE = "() => performance.getEntriesByName('hall:walkable').length > 0"
_MARKED = "name => performance.getEntriesByName(name).length > 0"
# At rest: the same place in four looks, 0.12 s and at least a frame apart.
_AT_REST = """async (asked) => {
  const most = asked ?? 200; // Python's None arrives as null
  const place = () => {
    const { position, heading } = window.hall.stats();
    return [...position, heading].map(value => value.toFixed(3)).join();
  };
  const wait = () => new Promise(done => setTimeout(() => requestAnimationFrame(done), 120));
  let [last, same] = [place(), 0];
  for (let look = 0; same < 4 && look < most; look++) {
    await wait();
    const now = place();
    same = now === last ? same + 1 : 0;
    last = now;
  }
}"""

# A visitor's shoulders are 0.28 m; the last centimetre of a step may be missing.
SHOULDERS_M = 0.26
# How far one may step over an open side, at most a quarter of the stand.
STEP_ON_M = 0.6

# Sliding along a row of booths says no more after some seconds.
_LOOKS_AT_A_PUSH = 24
_GONE = """([x0, y0, heading0]) => {
  const { position: [x, y], heading } = window.hall.stats();
  const moved = Math.hypot(x - x0, y - y0);
  const turned = Math.abs(heading - heading0);
  return %s;
}"""


@dataclass
class HallVisit:
    """A visit to the hall of the fair at `url`, in one language."""

    page: Page
    faults: Faults
    url: str
    lang: str = "fr"

    def enter(self, link: str = "", *, help_seen: bool = True) -> HallVisit:
        """Open the hall and wait until one can walk; `link` is what follows the #."""
        if help_seen:
            self.page.add_init_script("localStorage.setItem('hall.help.seen', '1')")
        self.page.goto(f"{self.url}/{self.lang}/hall{'#' + link if link else ''}")
        self.page.wait_for_function(WALKABLE, timeout=90_000)
        return self

    def wait_for_mark(self, name: str) -> None:
        self.page.wait_for_function(_MARKED, arg=name)

    def stats(self) -> dict[str, Any]:
        return dict(self.page.evaluate("() => window.hall.stats()"))

    @property
    def position(self) -> tuple[float, float]:
        x, y = self.stats()["position"]
        return x, y

    def go_to(self, place: str | list[float]) -> bool:
        """Be taken to a stand's number or to [x, y, heading]; wait until one is there."""
        went = bool(self.page.evaluate("place => window.hall.goTo(place)", place))
        self.wait_for_rest()
        return went

    def wait_for_rest(self) -> None:
        """Wait until the visitor neither walks nor turns."""
        self.page.evaluate(_AT_REST)

    def hold(self, *keys: str, until: str = "", until_rest: bool = False) -> None:
        """Hold keys down until one is where `until` says, or gets no farther; wait for rest.

        `until` is a condition in JavaScript of x, y, heading, `moved` (metres) and `turned`
        (degrees).
        """
        x, y = self.position
        heading = self.stats()["heading"]
        for key in keys:
            self.page.keyboard.down(key)
        if until_rest:
            self.page.evaluate(_AT_REST, _LOOKS_AT_A_PUSH)
        else:
            self.page.wait_for_function(_GONE % until, arg=[x, y, heading])
        for key in keys:
            self.page.keyboard.up(key)
        self.wait_for_rest()

    def push_until_stopped(self, key: str) -> None:
        """Walk on briskly until one gets no farther, or has slid along for some seconds."""
        self.hold("Shift", key, until_rest=True)

    @property
    def config(self) -> dict[str, Any]:
        """What the page tells the viewer to start from."""
        return dict(
            self.page.evaluate(
                "() => JSON.parse(document.getElementById('hall-config').textContent)"
            )
        )

    def read_index(self) -> dict[str, Any]:
        """Return the index file that the viewer walks by."""
        return dict(read_json(self.url, self.config["index"]))

    def list_overlooks(self) -> list[list[float]]:
        """Return places from which one sees the whole hall: each end, looking to the other."""
        xs, ys = zip(*self.read_index()["hall"]["outline"], strict=True)
        west, east, south, north = min(xs), max(xs), min(ys), max(ys)
        across, along = (west + east) / 2, (south + north) / 2
        return [[across, south, 0], [across, north, 180], [west, along, 270], [east, along, 90]]

    def first_stand(self, sector: str = "") -> dict[str, Any]:
        """Return a stand that has goods, of a sector if one is named."""
        index = self.read_index()
        wanted = [at for at, s in enumerate(index["sectors"]) if sector in ("", s["id"])]
        return next(s for s in list_stands(index) if s["near"] and s["sector"] in wanted)

    def list_stands(self) -> list[dict[str, Any]]:
        return list_stands(self.read_index())

    def read_stand(self, stand: str) -> dict[str, Any]:
        """Return what the server tells of a stand, in the visit's language."""
        return dict(read_json(self.url, f"/api/v1/stands/{stand}?lang={self.lang}"))

    def dialog(self, title: str = "") -> Locator:
        """Return the open sheet, once it shows a title."""
        sheet = self.page.get_by_role("dialog")
        # Numbers and names are kept apart from the words around by invisible characters.
        words = [re.escape(word) for word in title.split()]
        name = re.compile(r"[\W]*".join(words))
        sheet.get_by_role("heading", name=name, level=2).wait_for()
        return sheet

    def stand_before(self) -> str:
        """Return the number of the stand before the visitor, as the page tells it."""
        return self.page.locator(".where .where-number").inner_text()


def read_json(url: str, path: str) -> Any:
    address = path if path.startswith("http") else url + path
    with urlopen(address, timeout=20) as answer:
        return json.load(answer)


def list_stands(index: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the stands of an index file, one dictionary each."""
    columns = index["stands"]
    names = list(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def place_on_stand(stand: dict[str, Any], x: float, y: float) -> tuple[float, float]:
    """Return a place in the stand's own frame: along its front from the left, and into it."""
    turn = math.radians(stand["rot"])
    dx, dy = x - stand["x"], y - stand["y"]
    return dx * math.cos(turn) + dy * math.sin(turn), dy * math.cos(turn) - dx * math.sin(turn)


def depth_inside(stand: dict[str, Any], x: float, y: float) -> float:
    """Return how far inside a stand's rectangle a place is, in metres; negative outside."""
    along, across = place_on_stand(stand, x, y)
    return min(along, stand["w"] - along, across, stand["d"] - across)


def room_to_booth(stand: dict[str, Any], x: float, y: float) -> float:
    """Return the distance to the part of a stand where nobody walks, in metres; 0 in it."""
    front, left, right, back = (bool(stand["open"] & side) for side in (1, 2, 4, 8))
    along, across = place_on_stand(stand, x, y)
    u, v = min(STEP_ON_M, stand["w"] / 4), min(STEP_ON_M, stand["d"] / 4)
    beside = max(left * u - along, along - stand["w"] + right * u, 0.0)
    before = max(front * v - across, across - stand["d"] + back * v, 0.0)
    return math.hypot(beside, before)


def depth_inside_hall(outline: list[list[float]], x: float, y: float) -> float:
    """Return the distance to the hall's outline, negative outside it."""
    inside, least = False, math.inf
    for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        length = math.hypot(bx - ax, by - ay)
        share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length**2 if length else 0
        share = min(1.0, max(0.0, share))
        least = min(least, math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)))
    return least if inside else -least
