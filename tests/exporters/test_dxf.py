from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezdxf
import pytest
from laid_hall import lay_hall

from exporters.dxf import APPID, LAYERS, build_dxf
from layout.values import Axis, Fixture, PlacedHall, stand_corners

MANUAL = Path(__file__).parents[2] / "docs" / "drawings.md"


def full_hall() -> PlacedHall:
    plan = replace(
        lay_hall().plan,
        axes=(Axis("main", ((50_000, 0), (50_000, 70_000)), 6000),),
        fixtures=(Fixture("f-1", "hose_reel", 1234, 5678),),
    )
    turned = replace(lay_hall().placements[0], rotation_mdeg=33_333, x_mm=51_237, y_mm=38_911)
    return replace(lay_hall(), plan=plan, placements=(turned, *lay_hall().placements[1:]))


@pytest.fixture(scope="module")
def drawing() -> Any:
    return ezdxf.read(io.StringIO(build_dxf(full_hall(), {}, "fr").decode()))


def on(drawing: Any, layer: str) -> list[Any]:
    return [e for e in drawing.modelspace() if e.dxf.layer == layer]


def facts(entity: Any) -> dict[str, str]:
    texts = [str(tag.value) for tag in entity.get_xdata(APPID) if tag.code == 1000]
    return dict(text.split("=", 1) for text in texts)


def test_it_is_r2010_in_metres_and_sound(drawing: Any) -> None:
    assert drawing.dxfversion == "AC1024"
    assert drawing.header["$INSUNITS"] == 6
    assert not drawing.audit().errors


def test_every_layer_is_in_the_manual() -> None:
    manual = MANUAL.read_text("utf-8")
    assert [name for name in LAYERS if f"`{name}`" not in manual] == []


def test_no_corner_of_a_stand_is_a_tenth_of_a_millimetre_off(drawing: Any) -> None:
    stands = on(drawing, "STANDS")
    placements = full_hall().placements
    assert len(stands) == len(placements)
    for shape, stand in zip(stands, placements, strict=True):
        assert shape.closed
        assert facts(shape)["id"] == stand.stand_id
        assert facts(shape)["number"] == stand.number
        for (x, y), corner in zip(shape.get_points("xy"), stand_corners(stand), strict=True):
            assert (x * 1000, y * 1000) == pytest.approx(corner, abs=0.1)


def test_each_number_lies_in_its_stand(drawing: Any) -> None:
    for text, stand in zip(on(drawing, "STAND_NO"), full_hall().placements, strict=True):
        assert text.dxf.text == stand.number
        xs, ys = zip(*stand_corners(stand), strict=True)
        assert min(xs) < text.dxf.align_point.x * 1000 < max(xs)
        assert min(ys) < text.dxf.align_point.y * 1000 < max(ys)


def test_doors_lie_on_the_layer_of_their_kind(drawing: Any) -> None:
    layers = {"entrance": "ENTRANCES", "exit": "EXITS", "emergency_exit": "EMERGENCY_EXITS"}
    for door in full_hall().plan.doors:
        line = next(e for e in on(drawing, layers[door.kind]) if facts(e)["id"] == door.id)
        assert [(x * 1000, y * 1000) for x, y in line.get_points("xy")] == [door.a, door.b]


def test_axes_and_fixtures_are_drawn(drawing: Any) -> None:
    assert facts(on(drawing, "AXES")[0]) == {"id": "main", "width_mm": "6000"}
    assert facts(on(drawing, "FIXTURES")[0])["kind"] == "hose_reel"


def test_hostile_names_stay_text() -> None:
    name = "  0\nEOF\n%%c ^J تعاونية " + "x" * 400
    stand = lay_hall().placements[0]
    data = build_dxf(lay_hall(), {stand.exhibitor or "": name}, "fr")
    drawing = ezdxf.read(io.StringIO(data.decode()))
    assert not drawing.audit().errors
    assert len(on(drawing, "STANDS")) == len(lay_hall().placements)


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import hashlib; from laid_hall import lay_hall; from exporters.dxf import build_dxf;"
        "print(hashlib.sha256(build_dxf(lay_hall(20), {}, 'fr')).hexdigest())"
    )
    root = Path(__file__).parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{root}:{root / 'tests'}"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
