"""Half an hour of walking leaves no more behind than its first minutes: memory, GPU, page.

`HALL_SOAK_MINUTES` sets another length.
"""

from __future__ import annotations

import logging
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from browser_tab import PHONE, Tabs
from hall_process import HallProcess
from hall_visit import HallVisit
from playwright.sync_api import CDPSession, Page

MINUTES = float(os.environ.get("HALL_SOAK_MINUTES", "30"))
pytestmark = [
    pytest.mark.full,
    pytest.mark.timeout(MINUTES * 60 + 1200),
]

LOG = logging.getLogger(__name__)
SAMPLES = 20
WARM_SHARE = 0.3  # by then every kind of thing has been shown
HEAP_SLACK_BYTES = 6_000_000
TEXTURE_LIMIT_BYTES = 64_000_000
# Caches fill to their bounds; what leaks grows with every stand that is passed.
GPU_SLACK = 1.5
NODES_SLACK = 400
# Counts what the page holds on the GPU, whoever made it.
COUNT = """(() => {
  window.held = { Buffer: 0, Texture: 0, VertexArray: 0, Program: 0 };
  const type = WebGL2RenderingContext.prototype;
  for (const kind of Object.keys(window.held)) {
    const make = type['create' + kind];
    const free = type['delete' + kind];
    const live = new WeakSet();
    type['create' + kind] = function () {
      const made = make.call(this);
      if (made) { live.add(made); window.held[kind]++; }
      return made;
    };
    type['delete' + kind] = function (thing) {
      if (thing && live.delete(thing)) window.held[kind]--;
      return free.call(this, thing);
    };
  }
})()"""


@dataclass(frozen=True, slots=True)
class Held:
    """What a page holds at one moment, after its garbage was collected."""

    heap_bytes: int
    nodes: int
    texture_bytes: int
    gpu: dict[str, int]


def look(page: Page, session: CDPSession) -> Held:
    session.send("HeapProfiler.collectGarbage")
    return Held(
        int(session.send("Runtime.getHeapUsage")["usedSize"]),
        int(session.send("Memory.getDOMCounters")["nodes"]),
        int(page.evaluate("() => window.hall.stats().texture_bytes")),
        dict(page.evaluate("() => ({ ...window.held })")),
    )


def walk_about(hall: HallVisit, chance: random.Random) -> Iterator[str]:
    """Go to stand after stand without end, walk on, turn, and open a card now and then."""
    numbers = [stand["number"] for stand in hall.list_stands()]
    page = hall.page
    while True:
        for number in chance.sample(numbers, len(numbers)):
            hall.go_to(number)
            if chance.random() < 0.2:
                page.locator(".where-stand").click()
                page.get_by_role("dialog").wait_for()
                page.keyboard.press("Escape")
                page.get_by_role("dialog").wait_for(state="hidden")
            for key in chance.choices(("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"), k=2):
                page.keyboard.down(key)
                page.wait_for_timeout(600)
                page.keyboard.up(key)
            yield number


def soak(hall: HallVisit, session: CDPSession) -> list[Held]:
    """Walk for the set time; return what was held at equal pauses."""
    held: list[Held] = []
    start = time.monotonic()
    for _ in walk_about(hall, random.Random(4)):  # noqa: S311  a walk, no secret
        share = (time.monotonic() - start) / (MINUTES * 60)
        if share * SAMPLES >= len(held) + 1:
            held.append(look(hall.page, session))
        if share >= 1:
            break
    return held


def test_walking_on_leaves_nothing_behind(tabs: Tabs, oriental: HallProcess) -> None:
    page, faults = tabs.open(**PHONE)
    page.set_default_timeout(60_000)  # one slow answer in half an hour is no fault
    page.add_init_script(COUNT)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    hall = HallVisit(page, faults, oriental.url).enter()
    held = soak(hall, session)
    warm = max(2, round(len(held) * WARM_SHARE))
    first, later = held[:warm], held[warm:]
    LOG.info("held at equal pauses:\n%s", "\n".join(map(str, held)))  # with --log-cli-level
    assert len(later) >= 3, "too short a walk to tell"
    most = max(sample.heap_bytes for sample in first)
    assert min(sample.heap_bytes for sample in later[-3:]) <= most + HEAP_SLACK_BYTES
    assert max(sample.texture_bytes for sample in held) <= TEXTURE_LIMIT_BYTES
    assert later[-1].nodes <= max(sample.nodes for sample in first) + NODES_SLACK
    for kind in held[0].gpu:
        assert later[-1].gpu[kind] <= max(s.gpu[kind] for s in first) * GPU_SLACK, kind
