"""A device that takes the picture's memory away."""

from __future__ import annotations

from collections.abc import Callable

from hall_visit import HallVisit
from playwright.sync_api import expect

TAKE = """() => {
  const canvas = document.querySelector('canvas.picture');
  window.taken = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
  window.taken.loseContext();
}"""
Visit = Callable[..., HallVisit]


def test_a_picture_that_does_not_come_back_is_told(visit: Visit) -> None:
    page = visit().page
    page.evaluate(TAKE)
    message = page.get_by_role("alert").filter(has=page.get_by_role("heading"))
    expect(message).to_be_visible(timeout=15_000)
    expect(message.get_by_role("button", name="Réessayer")).to_be_visible()
    assert message.get_by_role("link").count() >= 2


def test_a_picture_that_comes_back_goes_on(visit: Visit) -> None:
    hall = visit()
    hall.page.evaluate(TAKE)
    hall.page.evaluate("() => window.taken.restoreContext()")
    hall.page.wait_for_function(
        "() => !document.querySelector('canvas.picture').getContext('webgl2').isContextLost()"
    )
    hall.hold("ArrowUp", until="moved > 0.5")
    assert hall.page.get_by_role("alert").count() == 0
