"""What the handlers call: the services, as the composition root hands them over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from hall.model.catalogue import Catalogue
from hall.model.manifest import BuiltFinding, HallBuild
from hall.service.accounts import AccountDesk
from hall.service.changes import ChangeDesk
from hall.service.invites import InviteDesk
from hall.service.limits import Guard
from hall.service.messages import MessageDesk
from hall.service.orders import OrderDesk
from hall.service.receiving import Reception


class BuiltFiles(Protocol):
    """The folder of built files: `name` as in `HallBuild`, `suffix` empty, `.br` or `.gz`."""

    def read(self, name: str, suffix: str = "") -> bytes | None:
        """Return the bytes, or None where there is no such file."""
        ...


class Live(Protocol):
    """The hall being shown. A new build replaces `build` and `catalogue` together."""

    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def build(self) -> HallBuild: ...
    @property
    def files(self) -> BuiltFiles: ...
    @property
    def findings(self) -> Sequence[BuiltFinding]: ...

    def subscribe(self) -> AbstractAsyncContextManager[asyncio.Queue[str]]:
        """Return a bounded queue of build ids; when it is full the oldest one gives way."""
        ...


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """How the site is reached.

    `public_url` is scheme, host and base path. `trusted_proxies` are networks in CIDR form
    whose `X-Forwarded-For` is believed. `now` gives the time with its zone. `web_dir` is
    the folder of the built viewer and styles.
    """

    public_url: str
    web_dir: Path
    now: Callable[[], datetime]
    trusted_proxies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AppServices:
    """Everything the handlers need, made once by the composition root.

    `rebuild` asks for a build: something was approved or taken down.
    """

    settings: HttpSettings
    live: Live
    orders: OrderDesk
    messages: MessageDesk
    invites: InviteDesk
    accounts: AccountDesk
    guard: Guard
    changes: ChangeDesk
    reception: Reception
    rebuild: Callable[[], None]
