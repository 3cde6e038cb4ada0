"""A small fair to import into, and drawings made for the tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_fair import make_small_fair


@pytest.fixture(scope="session")
def _small_fair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small_fair(tmp_path_factory.mktemp("importing") / "small")


@pytest.fixture
def fair(_small_fair: Path, tmp_path: Path) -> Path:
    """Return a folder of the small fair: a hall of 40 x 26 m, three doors, one workshop."""
    folder = tmp_path / "fair"
    shutil.copytree(_small_fair, folder)
    return folder
