"""An application behind a real socket for each module, and how to sign in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from open_app import OpenApp, open_app
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
