from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.booth.surface import Surface, pack_alpha, read_surfaces, read_untinted

SURFACES: tuple[Surface, ...] = (
    "tinted", "glow", "stone", "carpet", "fabric", "metal", "wood", "paint",
)  # fmt: skip


@given(st.floats(0, 1), st.sampled_from(SURFACES))
def test_share_and_surface_come_back_from_the_stored_byte(tinted: float, surface: Surface) -> None:
    stored = np.array([round(pack_alpha(tinted, surface) * 255) / 255], np.float32)
    assert read_surfaces(stored) == [surface]
    assert read_untinted(stored)[0] == pytest.approx(1 - tinted, abs=1 / 62 + 1e-6)


@pytest.mark.parametrize(("tinted", "alpha"), [(0.0, 1.0), (1.0, 0.0)], ids=["plain", "tinted"])
def test_face_that_names_no_surface_has_the_alpha_of_old(tinted: float, alpha: float) -> None:
    assert pack_alpha(tinted) == alpha
