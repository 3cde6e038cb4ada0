from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from glb_view import assert_valid, validate
from laid_hall import draw_label

from assets.forms import build_form
from assets.values import Exhibit
from exporters.errors import ModelUnreadable
from exporters.model import build_model, read_model


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "twin"])
def test_model_reads_back_as_it_was_written(packed: bool) -> None:  # noqa: FBT001
    form = build_form(Exhibit("p", "vase", "#b5452c", draw_label(1)))
    model = read_model(build_model(form.mesh, draw_label(1), packed=packed))
    assert model.texture == draw_label(1)
    assert model.mesh.uvs is not None
    for axis in range(3):
        assert model.mesh.positions[:, axis].min() == pytest.approx(
            form.mesh.positions[:, axis].min(), abs=1e-4
        )
    assert np.all(model.mesh.colours <= 1)


def test_validator_finds_nothing_in_models(tmp_path: Path) -> None:
    mesh = build_form(Exhibit("p", "jar", "#b5452c", draw_label(2))).mesh
    assert_valid(
        validate(
            tmp_path,
            packed=build_model(mesh, draw_label(2)),
            twin=build_model(mesh, draw_label(2), packed=False),
            bare=build_model(mesh, None),
        )
    )


@pytest.mark.parametrize("data", [b"", b"glTF", b"glTF\x02\0\0\0" + b"\0" * 20])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ModelUnreadable):
        read_model(data)
