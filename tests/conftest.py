"""Fixtures that several folders of tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hall_process import HallProcess

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", default=None, help="folder to write screenshots into")


@pytest.fixture(scope="session")
def oriental_state() -> Path:
    """The run-time folder of the Oriental fair, kept between runs: media are prepared once."""
    folder = ROOT / ".state" / "tests" / "oriental-2022"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def oriental(oriental_state: Path) -> HallProcess:
    """The Oriental fair, served by the real command on a free port."""
    behind_proxy = {"HALL_TRUSTED_PROXIES": "127.0.0.0/8"}
    with HallProcess.start("oriental-2022", oriental_state, environ=behind_proxy) as served:
        yield served
