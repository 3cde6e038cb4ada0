"""The system's Chromium with software WebGL, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# SwiftShader draws WebGL on the processor; the rest keeps the browser off the network.
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str:
    """Return the browser's path.

    Raises:
        FileNotFoundError: there is none; `make chromium` installs one on Debian.
    """
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        path = shutil.which(name)
        if path:
            return path
    raise FileNotFoundError("no Chromium on PATH: run `make chromium`")


@contextmanager
def launch_chromium(*more_flags: str) -> Iterator[Browser]:
    """Give a headless browser and close it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), headless=True, args=[*FLAGS, *more_flags]
        )
        try:
            yield browser
        finally:
            browser.close()
