"""The published must-fail assets of the glTF validator, where a copy of its tests is at hand.

Set `GLTF_VALIDATOR_TESTS` to the `test` folder of a checkout of KhronosGroup/glTF-Validator.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hostile_models import JSON_CHUNK, chunk, container

from assets.intake import IntakeError, read_model

FOLDER = Path(os.environ.get("GLTF_VALIDATOR_TESTS", "none"))


def must_fail() -> list[Path]:
    reports = sorted(FOLDER.rglob("*.report.json"))
    return [
        report.with_name(report.name.removesuffix(".report.json"))
        for report in reports
        if json.loads(report.read_text())["issues"]["numErrors"]
    ]


@pytest.mark.skipif(not FOLDER.is_dir(), reason="GLTF_VALIDATOR_TESTS names no folder")
def test_every_published_bad_asset_is_refused_as_it_is_and_as_a_glb() -> None:
    assets = must_fail()
    assert len(assets) >= 243
    taken = []
    for asset in assets:
        data = asset.read_bytes()
        wrapped = data if asset.suffix == ".glb" else container(chunk(JSON_CHUNK, data, b" "))
        for name, upload in ((asset.name, data), ("model.glb", wrapped)):
            try:
                read_model(upload, name)
            except IntakeError:
                continue
            taken.append(f"{asset} as {name}")
    assert taken == []
