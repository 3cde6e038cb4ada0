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
from small_fair import make_small_fair

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
    where = run_installed(python, tmp_path, "-c", "import hall; print(hall.__file__)")
    assert str(installed) in where
    fair = make_small_fair(tmp_path / "fair")
    with (
        HallProcess.start(str(fair), tmp_path / "state", python=python, cwd=tmp_path) as served,
        urlopen(f"{served.url}/fr/hall", timeout=20) as answer,
    ):
        assert answer.status == 200
        assert "viewer-" in answer.read().decode()


def test_shipped_fairs_are_read_and_never_written_to(installed: Path, tmp_path: Path) -> None:
    python = str(installed / "bin" / "python")
    before = {path: path.stat().st_mtime_ns for path in installed.rglob("_share/data/**/*")}
    for fair in ("oriental-2022", "beni-mellal"):
        assert "0 errors" in run_installed(python, tmp_path, "-m", "hall", "check", fair)
        run_installed(python, tmp_path, "-m", "hall", "layout", fair)
    after = {path: path.stat().st_mtime_ns for path in installed.rglob("_share/data/**/*")}
    assert after == before


def run_installed(python: str, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [python, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout
