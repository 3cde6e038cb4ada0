"""An application behind a real socket for each module, and how to sign in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hall_process import HallProcess
from hostile_fair import make_hostile_fair
from open_app import OpenApp, open_app
from servable_fair import ServableFair
from web_fair import NOW

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenApp]:
    deadlines = {"header_deadline_s": 1.0, "idle_deadline_s": 1.0}
    with open_app(tmp_path_factory.mktemp("open"), **deadlines) as opened:
        yield opened
        assert opened.is_well()


@pytest.fixture(scope="module")
def sign_in(app: OpenApp) -> Callable[..., str]:
    """Signs in by an invitation and returns the header `Cookie`."""

    def enter(role: str = "exhibitor", exhibitor: str | None = "coop-azir") -> str:
        made = app.call(app.services.invites.make(role, exhibitor, NOW))
        answer = app.ask("POST", f"/fr/invites/{made.code}", b"", SAME_SITE)
        assert answer.status == 303
        return answer.headers["set-cookie"].partition(";")[0]

    return enter


@pytest.fixture(scope="session")
def hostile_fair(tmp_path_factory: pytest.TempPathFactory) -> ServableFair:
    return make_hostile_fair(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def served(hostile_fair: ServableFair) -> Iterator[HallProcess]:
    """The hostile fair, served by the real command; each test's visitors come from elsewhere."""
    running = hostile_fair.serve(environ={"HALL_TRUSTED_PROXIES": "127.0.0.0/8"})
    yield running
    running.kill()  # how it stops has tests of its own
    assert "Traceback" not in "".join(running.log)
