"""docs/import.md says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from exporters.dxf import APPID, LAYERS
from hall.service.importing import dxf_drawing, limits
from hall.service.importing.layers import ROLES

ROOT = Path(__file__).resolve().parents[3]
MANUAL = (ROOT / "docs" / "import.md").read_text("utf-8")


def test_every_role_is_in_the_manual() -> None:
    rows = [line for line in MANUAL.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}
    assert named == set(ROLES)


def test_our_own_drawings_have_the_layers_that_are_read() -> None:
    assert set(ROLES) <= set(LAYERS)
    assert dxf_drawing.APPID == APPID


def test_the_limits_in_the_manual_are_those_that_hold() -> None:
    assert f"at most {limits.MAX_BYTES // 2**20} MiB" in MANUAL
    assert f"{limits.MAX_ENTITIES:,} entities" in MANUAL
    assert f"blocks {limits.MAX_DEPTH} deep" in MANUAL
