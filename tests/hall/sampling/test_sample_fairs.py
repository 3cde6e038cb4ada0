"""Sample fairs of any size: the same bytes for the same numbers, invented, and without errors."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from hall.resources import fair_dir
from hall.service.sampling.folder import SampleRefused, SampleShape, write_sample
from hall.service.sampling.names import MOST_NAMES, invent_name
from hall.store.folder import read_fair_folder
from layout.placing.engine import place_stands

SOURCE = "oriental-2022"
TABLES = ("fair.yaml", "plan.yaml", "exhibitors.csv", "products.csv", "programme.csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sample") / "fair"
    write_sample(fair_dir(SOURCE), target, SampleShape(60, 2400, 2))
    return target


def test_every_stand_finds_its_place(folder: Path) -> None:
    read = read_fair_folder(folder)
    assert read.is_usable
    assert read.plan is not None
    placed = place_stands(read.plan, read.requests, None)
    assert len(placed.placements) == 60
    assert [f for f in (*read.findings, *placed.findings) if f.severity == "error"] == []


def test_the_same_numbers_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_sample(fair_dir(SOURCE), tmp_path / "again", SampleShape(60, 2400, 2))
    for name in TABLES:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_a_sample_says_that_it_is_one(folder: Path) -> None:
    fair = (folder / "fair.yaml").read_text("utf-8")
    assert "sample: true" in fair
    assert "id: sample-60" in fair
    assert SOURCE not in fair
    assert "Sample fair of 60 stands" in fair


def test_exhibitors_share_neither_names_nor_addresses(folder: Path) -> None:
    with (folder / "exhibitors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column in ("id", "name_fr", "name_ar", "name_en", "phone", "email"):
        assert len({row[column] for row in rows}) == 60, column
    assert all(row["email"].endswith(".example") for row in rows)


def test_every_exhibitor_shows_as_many_products_as_asked_for(folder: Path) -> None:
    with (folder / "products.csv").open(encoding="utf-8", newline="") as file:
        counts = Counter(row["exhibitor"] for row in csv.DictReader(file))
    assert set(counts.values()) == {2}
    assert len(counts) == 60


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_names_do_not_come_round(lang: str) -> None:
    assert len({getattr(invent_name(n), lang) for n in range(MOST_NAMES)}) == MOST_NAMES


@pytest.mark.parametrize(
    ("stands", "area", "products"),
    [(5, 300, 4), (6000, 180_000, 4), (100, 900, 4), (100, 3000, -1)],
)
def test_a_shape_that_cannot_be_is_refused(stands: int, area: int, products: int) -> None:
    with pytest.raises(SampleRefused, match=r"would be right|can be made|would do"):
        SampleShape(stands, area, products)
