"""The small fair, built once, and copies of it that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from servable_fair import ServableFair
from small_fair import make_small_fair


@pytest.fixture(scope="session")
def built_fair(tmp_path_factory: pytest.TempPathFactory) -> ServableFair:
    folder = tmp_path_factory.mktemp("served")
    served = ServableFair(make_small_fair(folder / "fair"), folder / "state")
    with served.serve():
        pass
    return served


@pytest.fixture
def own_fair(built_fair: ServableFair, tmp_path: Path) -> ServableFair:
    # copytree keeps the times of files, so that the build stays fresh.
    shutil.copytree(built_fair.fair, tmp_path / "fair")
    shutil.copytree(built_fair.state, tmp_path / "state")
    return ServableFair(tmp_path / "fair", tmp_path / "state")
