"""The browser, the served fairs and a visitor's tabs, for the tests that look at the whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from browser_tab import Tabs
from chromium import launch_chromium
from hall_process import ROOT, HallProcess
from hall_visit import HallVisit
from playwright.sync_api import Browser
from servable_fair import ServableFair
from small_fair import make_small_fair

# Every test's visitors have addresses of their own, as on the street: limits count by network.
BEHIND_PROXY = {"HALL_TRUSTED_PROXIES": "127.0.0.0/8"}
NETWORKS = count(1)
HERE = Path(__file__).parent
FIRST_RUN_S = 900  # it prepares the media of 260 stands, or builds a hall of 440


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever stands in this folder as a test of the browser, with time for a first run."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(FIRST_RUN_S))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; not for the whole session, because its loop would stop other tests' loops."""
    with launch_chromium() as browser:
        yield browser


@pytest.fixture
def serving() -> Iterator[ExitStack]:
    """What this test serves; it goes after the test's tabs."""
    with ExitStack() as servers:
        yield servers


@pytest.fixture
def tabs(chromium: Browser, serving: ExitStack) -> Iterator[Tabs]:
    """Opens tabs; a test fails on whatever one of them noted."""
    opened = Tabs(chromium, next(NETWORKS))
    yield opened
    noted = opened.close()
    serving.close()  # not before: a server that goes first is noted as a failed request
    assert noted == []


@pytest.fixture(scope="session")
def small_fair(tmp_path_factory: pytest.TempPathFactory) -> ServableFair:
    """The small fair; its prepared media are kept between runs, orders are not."""
    state = ROOT / ".state" / "tests" / "small"
    state.mkdir(parents=True, exist_ok=True)
    for old in state.glob("hall.sqlite3*"):
        old.unlink()
    return ServableFair(make_small_fair(tmp_path_factory.mktemp("small") / "fair"), state)


@pytest.fixture(scope="session")
def small(small_fair: ServableFair) -> Iterator[HallProcess]:
    with small_fair.serve(environ=BEHIND_PROXY) as served:
        yield served


@pytest.fixture
def own_fair(small: HallProcess, small_fair: ServableFair, tmp_path: Path) -> ServableFair:
    """A copy of the built small fair that a test may change."""
    assert small.url  # it is built
    # copytree keeps the times of files, so that the build stays fresh.
    shutil.copytree(small_fair.fair, tmp_path / "fair")
    ours = shutil.ignore_patterns("hall.sqlite3*", "serving.lock")
    shutil.copytree(small_fair.state, tmp_path / "state", ignore=ours)
    return ServableFair(tmp_path / "fair", tmp_path / "state")


@pytest.fixture
def own_served(own_fair: ServableFair, serving: ExitStack) -> HallProcess:
    return serving.enter_context(own_fair.serve(environ=BEHIND_PROXY))


@pytest.fixture
def visit(tabs: Tabs, small: HallProcess) -> Callable[..., HallVisit]:
    """Opens the hall of the small fair; movement is calm unless a test wants it otherwise."""

    def open_hall(lang: str = "fr", link: str = "", **options: object) -> HallVisit:
        calm = {"viewport": {"width": 960, "height": 600}, "reduced_motion": "reduce"}
        return HallVisit(*tabs.open(**{**calm, **options}), small.url, lang).enter(link)

    return open_hall
