"""`hall capacity`: how many stands of which size fit with which aisle."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from small_fair import make_small_fair

from hall.cli.main import main


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small_fair(tmp_path_factory.mktemp("capacity") / "fair")


def capacity(fair: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    code = main(["capacity", str(fair), *options])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_json_is_one_document_with_stands_bounds_and_gaps(
    fair: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = capacity(fair, capsys, "--json", "--sizes", "3x3,2x3", "--aisles", "3,2")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert len(document["cells"]) == 4
    for cell in document["cells"]:
        assert 0 < cell["stands"] <= cell["bound_stands"]
        assert cell["gap"] == pytest.approx(1 - cell["stands"] / cell["bound_stands"], abs=1e-4)
        area = cell["stands"] * cell["width_m"] * cell["depth_m"]
        assert cell["net_ratio"] == pytest.approx(area / document["gross_m2"], abs=1e-4)


def test_narrower_aisles_never_hold_fewer_stands_than_the_bound_says_of_wider_ones(
    fair: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = capacity(fair, capsys, "--json", "--sizes", "3x3", "--aisles", "2,2.5,3")
    bounds = [cell["bounds"][-1]["value"] for cell in json.loads(out)["cells"]]
    assert bounds == sorted(bounds, reverse=True)


def test_the_table_names_every_size_and_aisle(
    fair: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = capacity(fair, capsys, "--sizes", "3x3,2x3", "--aisles", "2.4")
    for words in ("3 x 3 m (9 m²)", "2 x 3 m (6 m²)", "aisle 2.4 m", "at most"):
        assert words in out


def test_to_writes_a_table_and_a_picture(
    fair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert capacity(fair, capsys, "--sizes", "3x3", "--aisles", "2,3", "--to", str(out))[0] == 0
    rows = list(csv.DictReader((out / "capacity.csv").read_text("utf-8").splitlines()))
    assert [row["aisle_m"] for row in rows] == ["2", "3"]
    texts = [e.text for e in ET.parse(out / "capacity.svg").iter() if e.tag.endswith("text")]  # noqa: S314 - our own file
    assert rows[0]["stands"] in texts


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--sizes", "3"), "--sizes"),
        (("--sizes", "0.1x3"), "range"),
        (("--sizes", "900x3"), "range"),
        (("--aisles", "wide"), "--aisles"),
        (("--aisles", "nan"), "--aisles"),
        (("--aisles", "inf"), "--aisles"),
        (("--aisles", ",".join(str(1 + n / 50) for n in range(101))), "at most"),
    ],
)
def test_what_cannot_be_read_is_a_usage_error(
    fair: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], word: str
) -> None:
    code, out, err = capacity(fair, capsys, *options)
    assert (code, out) == (2, "")
    assert word in err


def test_nothing_of_the_fair_changes(fair: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in fair.rglob("*")}
    capacity(fair, capsys, "--sizes", "3x3", "--aisles", "3")
    assert {path: path.stat().st_mtime_ns for path in fair.rglob("*")} == before
