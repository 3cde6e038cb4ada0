"""Eleven places of the Oriental hall look as they did: light, stands, names, banners, goods.

References are in `places/`; `make pictures` takes them anew. What differs is written to
`test-results/places/`, to be looked at beside its reference.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_tab import Tabs
from hall_process import ROOT, HallProcess
from hall_visit import HallVisit
from PIL import Image, ImageDraw
from snapshot import compare, keep_reference, open_picture

REFERENCES = Path(__file__).parent / "places"
SEEN = ROOT / "test-results" / "places"
WINDOW = {"viewport": {"width": 640, "height": 360}, "reduced_motion": "reduce"}
# Where one stands: a stand's number, or [x, y, heading].
PLACES: dict[str, str | list[float]] = {
    "entrance": [48, 0.5, 0],
    "main-aisle": [48, 20, 0],
    "far-end": [48, 60, 180],
    "west-end": [1, 30, 270],
    "east-end": [95, 30, 90],
    "banners": [30, 30, 315],
    "stand-A21": "A21",
    "stand-H11": "H11",
    "stand-H31": "H31",
    "stand-B12": "B12",
    "stage": [48, 66, 0],
}
# Buttons and the plan lie over the picture and have tests of their own.
ONLY_THE_HALL = """() => {
  for (const part of document.querySelectorAll('#hall-app > :not(canvas.picture)')) {
    part.style.visibility = 'hidden';
    for (const inner of part.querySelectorAll('*')) inner.style.visibility = 'hidden';
  }
}"""
NO_NAMES = """
CanvasRenderingContext2D.prototype.fillText = () => {};
if (globalThis.OffscreenCanvasRenderingContext2D) {
  OffscreenCanvasRenderingContext2D.prototype.fillText = () => {};
}"""
ROUGH_EDGES = """(() => {
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, wishes) {
    return get.call(this, kind, { ...wishes, antialias: false });
  };
})()"""
MOST_LOOKS = 40
SAME_LOOKS = 3


def take(hall: HallVisit, place: str | list[float]) -> Image.Image:
    """Return the picture of a place once some looks at it are the same."""
    assert hall.go_to(place), place
    hall.page.wait_for_load_state("networkidle")
    before, same = b"", 0
    for _ in range(MOST_LOOKS):
        hall.page.wait_for_timeout(300)
        hall.page.evaluate(ONLY_THE_HALL)
        now = hall.page.screenshot()
        same = same + 1 if now == before else 0
        before = now
        if same == SAME_LOOKS:
            break
    return open_picture(before)


def enter(tabs: Tabs, url: str, script: str = "") -> HallVisit:
    page, faults = tabs.open(**WINDOW)
    if script:
        page.add_init_script(script)
    return HallVisit(page, faults, url).enter()


def reference(name: str) -> Image.Image:
    return Image.open(REFERENCES / f"{name}.webp").convert("RGB")


def test_eleven_places_look_as_they_did(
    request: pytest.FixtureRequest, tabs: Tabs, oriental: HallProcess
) -> None:
    hall = enter(tabs, oriental.url)
    differ = []
    for name, place in PLACES.items():
        picture = take(hall, place)
        if request.config.getoption("--pictures"):
            keep_reference(picture, REFERENCES / f"{name}.webp")
            continue
        difference = compare(picture, reference(name))
        if difference.is_seen:
            SEEN.mkdir(parents=True, exist_ok=True)
            picture.save(SEEN / f"{name}.png")
            differ.append(f"{name}: {difference}")
    assert differ == []


def test_other_edges_are_the_same_picture(tabs: Tabs, oriental: HallProcess) -> None:
    hall = enter(tabs, oriental.url, ROUGH_EDGES)
    for name in ("entrance", "stand-H31"):
        difference = compare(take(hall, PLACES[name]), reference(name))
        assert not difference.is_seen, f"{name}: {difference}"


def test_a_hall_without_names_is_another_picture(tabs: Tabs, oriental: HallProcess) -> None:
    hall = enter(tabs, oriental.url, NO_NAMES)
    for name in ("main-aisle", "stand-H31"):
        difference = compare(take(hall, PLACES[name]), reference(name))
        assert difference.is_seen, f"{name}: {difference}"


@pytest.mark.parametrize("name", PLACES)
def test_a_black_patch_or_another_colour_is_another_picture(name: str) -> None:
    known = reference(name)
    width, height = known.size
    black = known.copy()
    patch = (width // 2 - 16, height // 2 - 12, width // 2 + 16, height // 2 + 12)
    ImageDraw.Draw(black).rectangle(patch, fill=(0, 0, 0))
    red, green, blue = known.split()
    mixed = Image.merge("RGB", (blue, green, red))
    darker = known.point(lambda value: value * 0.9)
    assert not compare(known, known).is_seen
    for changed in (black, mixed, darker):
        assert compare(changed, known).is_seen
