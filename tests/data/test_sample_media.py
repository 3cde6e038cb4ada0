"""The pictures of the sample fairs: all there, none left over, small, in true proportions."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from PIL import Image

DATA = Path(__file__).parents[2] / "data"
FAIRS = ("oriental-2022", "beni-mellal")


def named_pictures(fair: str) -> set[str]:
    """Return every path below media/ that a table of the fair names."""
    paths: set[str] = set()
    for name, columns in (("exhibitors", ["logo"]), ("products", ["picture", "photos"])):
        with (DATA / fair / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                paths.update(path for column in columns for path in row[column].split("|"))
    profile = yaml.safe_load((DATA / fair / "fair.yaml").read_text("utf-8"))
    paths.update(partner.get("logo", "") for partner in profile["partners"])
    paths.add(profile["look"]["logo"])
    return paths - {""}


def drawn_pictures(fair: str) -> dict[str, int]:
    media = DATA / fair / "media"
    return {
        path.relative_to(media).as_posix(): path.stat().st_size
        for path in media.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("fair", FAIRS)
def test_what_the_tables_name_is_drawn_and_nothing_else(fair: str) -> None:
    assert named_pictures(fair) == set(drawn_pictures(fair))


@pytest.mark.parametrize(("fair", "most_mb"), [("oriental-2022", 12), ("beni-mellal", 8)])
def test_pictures_are_small(fair: str, most_mb: float) -> None:
    sizes = drawn_pictures(fair)
    labels = [size for name, size in sizes.items() if name.startswith("labels/")]
    assert sum(sizes.values()) <= most_mb * 1_000_000
    assert sum(labels) / len(labels) <= 8_000
    assert max(size for name, size in sizes.items() if name.startswith("cloths/")) <= 25_000
    assert max(size for name, size in sizes.items() if name.startswith("logos/")) <= 4_500


@pytest.mark.parametrize("fair", FAIRS)
def test_a_cloth_has_the_proportions_of_the_cloth(fair: str) -> None:
    with (DATA / fair / "products.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["picture"].startswith("cloths/")]
    assert rows
    for row in rows[::7]:
        with Image.open(DATA / fair / "media" / row["picture"]) as picture:
            true = float(row["length_cm"]) / float(row["width_cm"])
            assert picture.height / picture.width == pytest.approx(true, rel=0.02)
            assert max(picture.size) >= 384


@pytest.mark.parametrize("fair", FAIRS)
def test_no_two_pictures_are_the_same(fair: str) -> None:
    media = DATA / fair / "media"
    seen: dict[bytes, str] = {}
    twins = []
    for name in drawn_pictures(fair):
        data = (media / name).read_bytes()
        if data in seen:
            twins.append((name, seen[data]))
        seen[data] = name
    assert twins == []
