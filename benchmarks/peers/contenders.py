"""The pages that show one and the same hall, ours first, and a tab that times their frames."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hall_process import HallProcess
from hall_visit import read_json
from peer_site import ROOT, prepare_peers, serve_peers
from playwright.sync_api import Browser, Page

OURS = "ours"
NAIVE = "naive export"
OPTIMIZED = "gltf-transform"
MODEL_VIEWER = "model-viewer"
"""The same GLB as `gltf-transform`, in model-viewer: its own best case."""
FLOOR = "one box"
"""The least that three.js can show, nothing fetched: no hall drawn by it can be there before."""

# A frame is there when its pixels are: reading one back waits for everything drawn before. The
# same few lines run in every page, ours and theirs.
WATCH = """(() => {
  const drawn = new Set();
  const pixel = new Uint8Array(4);
  const finish = () => {
    for (const gl of drawn) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    const any = drawn.size > 0;
    drawn.clear();
    return any;
  };
  const clear = WebGL2RenderingContext.prototype.clear;
  WebGL2RenderingContext.prototype.clear = function (...what) {
    drawn.add(this);
    return clear.apply(this, what);
  };
  const mark = performance.mark.bind(performance);
  performance.mark = (name, ...more) => {
    if (name.endsWith('first-frame')) finish();
    return mark(name, ...more);
  };
  window.frameTimes = [];
  window.restTimes = [];
  const later = setTimeout;
  window.setTimeout = (task, ...more) => later((...told) => {
    drawn.clear();
    const start = performance.now();
    task(...told);
    if (finish()) window.restTimes.push(performance.now() - start);
  }, ...more);
  const ask = requestAnimationFrame.bind(window);
  window.requestAnimationFrame = task => ask(now => {
    drawn.clear();
    const start = performance.now();
    task(now);
    if (finish()) window.frameTimes.push(performance.now() - start);
  });
})()"""


@dataclass(frozen=True, slots=True)
class Contender:
    """One page: its address, and the mark that it sets when the first picture is there."""

    name: str
    url: str
    mark: str

    @property
    def is_ours(self) -> bool:
        return self.name == OURS


@contextmanager
def serve_ours(fair: str) -> Iterator[str]:
    """Serve the fair with a run-time folder that is kept between runs; gives the address."""
    state = ROOT / ".state" / "bench" / Path(fair).name
    state.mkdir(parents=True, exist_ok=True)
    with HallProcess.start(fair, state) as served:
        yield served.url


@contextmanager
def serve_contenders(fair: str, *, floor: bool = False) -> Iterator[list[Contender]]:
    """Serve our hall and its peers, seen from the same place; with `floor` also one box."""
    site = prepare_peers(fair)
    with serve_ours(fair) as url, serve_peers(site) as peers:
        x, y, heading = find_overlook(url)
        at = f"at={x},{y},{heading}"
        yield [
            Contender(OURS, f"{url}/fr/hall#{at}", "hall:first-frame"),
            _peer(NAIVE, f"{peers}/gltf/gltf.html?file=/naive.glb&{at}"),
            _peer(OPTIMIZED, f"{peers}/gltf/gltf.html?file=/optimized.glb&{at}"),
            _peer(MODEL_VIEWER, f"{peers}/model/model.html?file=/optimized.glb"),
            *([_peer(FLOOR, f"{peers}/floor/floor.html")] if floor else []),
        ]


def find_overlook(url: str) -> tuple[float, float, int]:
    """Return a place from which the whole hall is in view: the middle of its south wall."""
    config = read_json(url, "/api/v1/hall?lang=fr")
    xs, ys = zip(*read_json(url, config["index"])["hall"]["outline"], strict=True)
    return (min(xs) + max(xs)) / 2, min(ys) + 0.5, 0


def _peer(name: str, url: str) -> Contender:
    return Contender(name, url, "peer:first-frame")


@contextmanager
def open_watched(browser: Browser, contender: Contender, **options: object) -> Iterator[Page]:
    """Give an empty page of a fresh context that will time what it shows."""
    context = browser.new_context(
        service_workers="block",
        reduced_motion="reduce",
        locale="fr-MA",
        **options,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    if contender.is_ours:
        page.add_init_script("localStorage.setItem('hall.help.seen', '1')")
    try:
        yield page
    finally:
        context.close()


def wait_for_mark(page: Page, mark: str, limit_s: float) -> float:
    """Return milliseconds from the opening of the page to the mark."""
    told = page.wait_for_function(
        "name => performance.getEntriesByName(name)[0]?.startTime",
        arg=mark,
        timeout=limit_s * 1000,
        polling=100,  # not by frames: those are counted
    )
    return float(told.json_value())
