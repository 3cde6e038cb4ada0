"""`hall import` as a person or a script runs it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from drawings import HALL, Sheet, rectangle, small_hall

from hall.cli.main import main

PLAN = "plan.yaml"


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """Return a drawing with a column more than the plan has."""
    sheet = small_hall()
    sheet.ring("COLUMNS", rectangle(9.7, 9.7, 0.6, 0.6))
    path = tmp_path / "site.dxf"
    path.write_bytes(sheet.data())
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["import", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_nothing_is_written_without_a_yes(
    fair: Path, drawing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (fair / PLAN).read_bytes()
    code, out, err = run(capsys, fair, drawing)
    assert code == 2
    assert "+ column-1: 0.6 x 0.6 m at [10, 10]" in out
    assert "--yes" in err
    assert run(capsys, fair, drawing, "--dry-run")[0] == 0
    assert (fair / PLAN).read_bytes() == before


def test_a_yes_writes_the_plan_and_keeps_the_one_before(
    fair: Path, drawing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (fair / PLAN).read_bytes()
    code, out, _ = run(capsys, fair, drawing, "--yes")
    assert code == 0
    assert "wrote" in out
    assert (fair / "plan.yaml.before-import").read_bytes() == before
    assert b"column-1" in (fair / PLAN).read_bytes()
    code, out, _ = run(capsys, fair, drawing, "--yes")
    assert (code, "nothing to write" in out) == (0, True)


def test_json_is_one_document(
    fair: Path, drawing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, fair, drawing, "--yes", "--json")
    document: dict[str, Any] = json.loads(out)
    assert code == 0
    assert document["written"] is True
    assert document["counts"] == {"new": 1, "modified": 0, "deleted": 0, "unchanged": 5}
    assert document["differences"][0]["place"].startswith("LWPOLYLINE ")
    assert document["units"] == "m, as $INSUNITS 6 says"


def test_layers_and_units_that_nobody_told_are_refused_with_what_was_found(
    fair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = Sheet(0.001, 0)
    sheet.ring("murs", HALL)
    sheet.ring("poteaux", rectangle(9.7, 9.7, 0.6, 0.6))
    sheet.line("mobilier", (1, 1), (2, 2))
    path = tmp_path / "archi.dxf"
    path.write_bytes(sheet.data())
    code, _, err = run(capsys, fair, path, "--yes")
    assert code == 1
    assert "poteaux" in err
    assert "1 LWPOLYLINE" in err
    assert "--layers HALL=murs,COLUMNS=poteaux" in err
    layers = ("--layers", "HALL=murs,COLUMNS=poteaux")
    code, _, err = run(capsys, fair, path, "--yes", *layers)
    assert code == 1
    assert "40.0 m x 26.0 m with --units mm" in err
    code, out, _ = run(capsys, fair, path, "--yes", *layers, "--units", "mm")
    assert code == 0
    assert "columns: 1 new" in out
    assert "deleted" not in out


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.dwg", b"AC1032", "import.is_dwg"), ("a.pdf", b"%PDF", "import.unknown_kind"),
        ("a.dxf", b"", "import.empty"), ("a.dxf", b"hello", "import.not_dxf"),
        ("a.svg", b"<svg", "import.not_svg"), ("a.csv", b"\0", "table."),
        ("a.xlsx", b"PK\x03\x04", "table."), ("missing.dxf", None, "import.unreadable"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read_end_in_one_line(
    fair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None,
    code: str,
) -> None:  # fmt: skip
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    result, _, err = run(capsys, fair, path, "--yes")
    assert result == 1
    assert code in err
    assert "nothing was written" in err


def test_a_person_is_asked_for_layers_units_and_a_yes(
    fair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = Sheet(0.001, 0)
    sheet.ring("murs", HALL)
    sheet.ring("poteaux", rectangle(9.7, 9.7, 0.6, 0.6))
    path = tmp_path / "archi.dxf"
    path.write_bytes(sheet.data())

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal("HALL=mur\n\nmm\ny\n"))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    code, out, err = run(capsys, fair, path)
    assert code == 0, err
    assert "did you mean murs?" in err
    assert "--units mm" in err
    assert "wrote" in out


@pytest.mark.parametrize("origin", ["1;2", "a,b", "1", "nan,1", "1,2,3"])
def test_an_origin_is_two_numbers(
    fair: Path, drawing: Path, capsys: pytest.CaptureFixture[str], origin: str
) -> None:
    code, _, err = run(capsys, fair, drawing, "--origin", origin)
    assert code == 1
    assert "import.origin" in err


def test_a_drawing_without_content_on_its_layers_is_refused_in_words(
    fair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = Sheet()
    for layer in ("HALL", "STANDS"):
        sheet.document.layers.add(layer)
    path = tmp_path / "cut.dxf"
    path.write_bytes(sheet.data())
    assert main(["import", str(fair), str(path), "--dry-run"]) == 1
    assert "import.nothing_drawn" in capsys.readouterr().err
