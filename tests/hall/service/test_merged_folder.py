"""The fair's folder with everything approved in it reads as the hall that is shown."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from small_fair import make_small_fair

from hall.cli.main import main
from hall.model.change import Change
from hall.model.exhibitor import Exhibitor
from hall.model.product import Photo, Product
from hall.service.building.request import ApprovedChange
from hall.service.merged_folder import merge_folder, write_folder
from hall.store.database import Database, changes
from hall.store.database.database import FILE_NAME
from hall.store.folder import FolderRead, read_fair_folder

LOGO, PHOTO, GONE = "a" * 64, "b" * 64, "c" * 64
WEBP = b"RIFF\x00\x00\x00\x00WEBP"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small_fair(tmp_path_factory.mktemp("merged") / "fair")


@pytest.fixture
def fair(shared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(shared, tmp_path / "fair")


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "state" / "uploads"
    folder.mkdir(parents=True)
    for name in (LOGO, PHOTO):
        (folder / name).write_bytes(WEBP + name.encode())
    return folder


def first_of(fair: Path) -> tuple[Exhibitor, Product]:
    read = read_fair_folder(fair)
    product = read.products[0]
    return next(e for e in read.exhibitors if e.id == product.exhibitor), product


def approved(fair: Path) -> list[ApprovedChange]:
    exhibitor, product = first_of(fair)
    photos = f"sha256:{PHOTO}|sha256:{GONE}"
    alts = {f"photo_alt_{lang}": "" for lang in ("fr", "ar", "en")}
    new = {"exhibitor": exhibitor.id, "family": product.family, "name_fr": "Neuf", "price": "60",
           "price_date": "2022-05-30"}  # fmt: skip
    return [
        ApprovedChange("exhibitor", exhibitor.id, {"name_fr": "=Neuve", "logo": f"sha256:{LOGO}"}),
        ApprovedChange("product", product.id, {"price": "77", "photos": photos, **alts}),
        ApprovedChange("product", f"{exhibitor.id}-xnew12345", new),
        ApprovedChange("product", "gone", {"picture": f"sha256:{PHOTO}"}),
    ]


def without_media(read: FolderRead) -> tuple[object, ...]:
    return (
        [replace(e, logo="") for e in read.exhibitors],
        [replace(p, photos=()) for p in read.products],
        read.sessions, read.families, read.delivery, read.places, read.requests, read.lock_text,
    )  # fmt: skip


def test_the_written_folder_reads_as_the_hall_is_shown(
    fair: Path, uploads: Path, tmp_path: Path
) -> None:
    laid = read_fair_folder(fair, approved(fair))
    merged = merge_folder(fair, approved(fair), uploads)
    write_folder(fair, tmp_path / "out", merged)
    read = read_fair_folder(tmp_path / "out")
    assert [str(f) for f in read.findings if f.severity == "error"] == []
    assert without_media(read) == without_media(laid)
    exhibitor, product = first_of(tmp_path / "out")
    assert exhibitor.logo == f"uploads/{exhibitor.id}-logo-aaaaaaaa.webp"
    assert (tmp_path / "out" / "media" / exhibitor.logo).read_bytes() == WEBP + LOGO.encode()
    assert product.photos == (Photo(f"uploads/{product.id}-photos-bbbbbbbb.webp"),)


def test_what_cannot_be_written_is_told(fair: Path, uploads: Path) -> None:
    merged = merge_folder(fair, approved(fair), uploads)
    codes = [(finding.code, finding.subjects) for finding in merged.findings]
    _, product = first_of(fair)
    assert ("upload.missing", (product.id,)) in codes
    assert ("change.not_applied", ("gone",)) in codes


def test_all_other_files_are_the_same_bytes_and_hidden_ones_stay(
    fair: Path, uploads: Path, tmp_path: Path
) -> None:
    (fair / ".git").mkdir()
    (fair / ".git" / "config").write_text("x")
    merged = merge_folder(fair, approved(fair), uploads)
    write_folder(fair, tmp_path / "out", merged)
    for path in fair.rglob("*"):
        name = path.relative_to(fair).as_posix()
        copy = tmp_path / "out" / name
        if path.is_file() and name.startswith("."):
            assert not copy.exists()
        elif path.is_file() and name not in merged.files:
            assert copy.read_bytes() == path.read_bytes(), name
    assert {name for name in merged.files if not name.startswith("media/uploads/")} == {
        "exhibitors.csv", "products.csv",
    }  # fmt: skip


async def _approve(path: Path, item: str) -> None:
    database = await Database.open(path, "small")
    change = Change(
        "c1", item, "exhibitor", item, {"name_fr": "Nom neuf"}, {"name_fr": "Vu"}, "approved", 1,
        "a1", 1, 1,
    )  # fmt: skip
    await database.write(lambda at: changes.insert_change(at, change))
    await database.close()


def export(fair: Path, target: Path, state: Path) -> int:
    data = ["--data-dir", str(state)]
    return main(["export", str(fair), "--format", "fair", "--to", str(target), *data])


def test_export_writes_the_merged_folder_and_check_finds_it_clean(
    fair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exhibitor, _ = first_of(fair)
    (tmp_path / "state").mkdir()
    asyncio.run(_approve(tmp_path / "state" / FILE_NAME, exhibitor.id))
    assert export(fair, tmp_path / "out", tmp_path / "state") == 0
    # The table says neither what the exhibitor saw nor what they wrote.
    assert "exhibitor.edited_both" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "out")]) == 0
    assert first_of(tmp_path / "out")[0].name.by_lang["fr"] == "Nom neuf"


def test_export_into_the_fair_itself_changes_its_tables_only(fair: Path, tmp_path: Path) -> None:
    exhibitor, _ = first_of(fair)
    (tmp_path / "state").mkdir()
    asyncio.run(_approve(tmp_path / "state" / FILE_NAME, exhibitor.id))
    times = {path: path.stat().st_mtime_ns for path in fair.rglob("*") if path.is_file()}
    assert export(fair, fair, tmp_path / "state") == 0
    written = {path.name for path, at in times.items() if path.stat().st_mtime_ns != at}
    assert written == {"exhibitors.csv"}


def test_export_without_a_database_is_a_copy(fair: Path, tmp_path: Path) -> None:
    assert export(fair, tmp_path / "out", tmp_path / "nothing") == 0
    assert not (tmp_path / "nothing").exists()
    assert (tmp_path / "out" / "products.csv").read_bytes() == (fair / "products.csv").read_bytes()


def test_export_refuses_a_folder_inside_the_fair(
    fair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(fair, fair / "out", tmp_path) == 2
    assert "lies in the fair's own folder" in capsys.readouterr().err
