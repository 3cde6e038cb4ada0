"""Settings from the command line and the environment, checked once at start.

| variable | meaning | default |
|---|---|---|
| `HALL_DATA_DIR` | run-time state: database, uploads, built files | the user's state folder |
| `HALL_PUBLIC_URL` | scheme, host and base path that visitors see | `http://HOST:PORT` |
| `HALL_TRUSTED_PROXIES` | networks whose `X-Forwarded-For` is believed, comma-separated | none |
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

APP_NAME = "virtual-hall"


class SettingRefused(ValueError):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a fair is, where its state goes, and how it is reached."""

    fair_dir: Path
    state_dir: Path
    public_url: str
    trusted_proxies: tuple[str, ...]

    @property
    def base(self) -> str:
        return urlsplit(self.public_url).path.rstrip("/")


def read_settings(
    fair_dir: Path,
    fair_id: str,
    *,
    data_dir: str | None,
    address: str,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Return the settings; the command line goes before the environment.

    Raises:
        SettingRefused: a value cannot be used; the message names the variable.
    """
    chosen = data_dir or environ.get("HALL_DATA_DIR")
    state = Path(chosen) if chosen else Path(platformdirs.user_state_dir(APP_NAME)) / fair_id
    public_url = environ.get("HALL_PUBLIC_URL", address).rstrip("/")
    parts = urlsplit(public_url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        message = f"HALL_PUBLIC_URL is {public_url!r}: write https://host or https://host/base"
        raise SettingRefused(message)
    proxies = tuple(
        p.strip() for p in environ.get("HALL_TRUSTED_PROXIES", "").split(",") if p.strip()
    )
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError as error:
            message = f"HALL_TRUSTED_PROXIES has {proxy!r}: write networks such as 10.0.0.0/8"
            raise SettingRefused(message) from error
    return Settings(fair_dir, state.resolve(), public_url, proxies)
