"""What people install: the wheel's content, and the server started from it."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.request import urlopen

import pytest
from hall_process import ROOT, HallProcess

pytestmark = pytest.mark.xdist_group("packaging")
_PURELIB = "import sysconfig; print(sysconfig.get_path('purelib'))"
OURS = {"hall", "layout", "assets", "exporters"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(folder), str(ROOT)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel; third-party packages are borrowed from this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    inside = subprocess.run(
        [str(folder / "bin" / "python"), "-c", _PURELIB],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(inside)
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(inside) / "borrowed.pth").write_text("\n".join(sorted(borrowed)) + "\n")
    return folder


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_wheel_has_exactly_our_four_packages(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names_in(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == OURS


def test_wheel_carries_viewer_fonts_and_both_fairs(wheel: Path) -> None:
    names = set(names_in(wheel))
    shared = {name.removeprefix("hall/_share/") for name in names if "_share/" in name}
    assert {
        "web/manifest.json",
        "web/fonts/ReadexPro-Bold.ttf",
        "web/fonts/ReadexPro-LICENSE.txt",
    } <= shared
    for fair in ("oriental-2022", "beni-mellal"):
        assert {
            f"data/{fair}/{file}" for file in ("fair.yaml", "plan.yaml", "products.csv")
        } <= shared
        assert any(name.startswith(f"data/{fair}/media/") for name in shared)
    assert any(name.startswith("web/assets/viewer-") for name in shared)


def test_wheel_carries_templates_words_and_migrations(wheel: Path) -> None:
    names = names_in(wheel)
    assert any(name.startswith("hall/http/templates/") for name in names)
    assert "hall/service/wording/pages.ar.json" in names
    assert any("hall/store/database/migrations/versions/" in name for name in names)


def test_wheel_carries_nothing_of_the_workshop(wheel: Path) -> None:
    forbidden = ("tests/", "benchmarks/", "node_modules", "data/drawing", ".py[co]", "__pycache__")
    assert not [name for name in names_in(wheel) if any(part in name for part in forbidden)]


def test_no_top_level_name_clashes_with_a_dependency() -> None:
    owners = packages_distributions()
    for name in OURS:
        assert set(owners.get(name, ["virtual-hall"])) == {"virtual-hall"}


def test_server_starts_from_the_wheel_in_any_folder(installed: Path, tmp_path: Path) -> None:
    python = str(installed / "bin" / "python")
    where = subprocess.run(
        [python, "-c", "import hall; print(hall.__file__)"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert str(installed) in where
    state = tmp_path / "state"
    with (
        HallProcess.start("beni-mellal", state, python=python, cwd=tmp_path) as served,
        urlopen(f"{served.url}/fr/", timeout=20) as answer,
    ):
        assert answer.status == 200
        assert "Béni Mellal" in answer.read().decode()
    assert not list((installed / "lib").glob("**/data/beni-mellal/placement.lock.json.part*"))
