"""The application over a real database, with a hall that tests put on show."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from web_fair import NOW, ShownHall, make_catalogue

from hall.http.app import create_app
from hall.http.services import AppServices, HttpSettings
from hall.service.accounts import AccountDesk
from hall.service.changes import ChangeDesk
from hall.service.intake import IntakeGate
from hall.service.invites import InviteDesk
from hall.service.limits import LIMITS, Guard, Limit, Limits
from hall.service.messages import MessageDesk
from hall.service.orders import OrderDesk
from hall.service.receiving import Reception
from hall.service.uploads import UploadDesk
from hall.store.database import Database

Start = Callable[..., Awaitable[TestClient[Any, Any]]]


@pytest.fixture
def web_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    (folder / "assets").mkdir(parents=True)
    entries = {
        "src/styles/site.css": {"file": "assets/site-1.css"},
        "src/desk/main.ts": {"file": "assets/desk-1.js"},
        "src/offline/worker.ts": {"file": "assets/offline-1.js"},
        "src/viewer/main.ts": {
            "file": "assets/viewer-1.js",
            "css": ["assets/viewer-1.css"],
            "imports": ["_shared.js"],
            "dynamicImports": ["_opening.js"],
            "assets": ["assets/watch-1.js", "assets/motif-1.svg"],
        },
        "_shared.js": {"file": "assets/shared-1.js"},
        "_opening.js": {"file": "assets/opening-1.js", "imports": ["_shared.js"]},
    }
    (folder / "manifest.json").write_text(json.dumps(entries))
    for name in ("site-1.css", "viewer-1.css"):
        (folder / "assets" / name).write_text(":root { color: black; }\n" * 50)
    scripts = ("desk", "offline", "viewer", "shared", "opening", "watch")
    for name in (f"{script}-1.js" for script in scripts):
        (folder / "assets" / name).write_text("export const answer = 42;\n" * 50)
    return folder


@pytest.fixture
def hall() -> ShownHall:
    return ShownHall(make_catalogue())


@pytest.fixture
def start(database: Database, web_dir: Path, aiohttp_client: Any, tmp_path: Path) -> Start:
    """Start the application: `await start(hall, public_url=..., limits=..., now=...)`."""

    async def begin(
        hall: ShownHall,
        public_url: str = "http://127.0.0.1:8080",
        limits: dict[str, Limits] | None = None,
        now: datetime = NOW,
    ) -> TestClient[Any, Any]:
        generous = Limits(Limit(1000, 60))
        guard = Guard(time.monotonic, limits or dict.fromkeys(LIMITS, generous))
        services = AppServices(
            settings=HttpSettings(public_url, web_dir, lambda: now),
            live=hall,
            orders=OrderDesk(database, b"a secret that only tests know...."),
            messages=MessageDesk(database),
            invites=InviteDesk(database),
            accounts=AccountDesk(database),
            guard=guard,
            changes=ChangeDesk(database),
            reception=Reception(UploadDesk(database), IntakeGate(), tmp_path / "uploads"),
            rebuild=hall.ask_rebuild,
        )
        return await aiohttp_client(create_app(services))

    return begin


@pytest.fixture
async def client(start: Start, hall: ShownHall) -> TestClient[Any, Any]:
    return await start(hall)
