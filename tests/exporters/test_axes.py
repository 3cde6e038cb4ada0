from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.axes import to_floor, to_quaternion, to_radians


def test_north_of_the_plan_is_minus_z() -> None:
    assert to_floor((3000, 2000)) == (3.0, -2.0)


@given(st.integers(-720_000, 720_000))
def test_rotation_turns_the_front_as_on_the_plan(rotation_mdeg: int) -> None:
    angle = to_radians(rotation_mdeg)
    x, y, z, w = to_quaternion(angle)
    assert x == z == 0
    assert math.hypot(y, w) == pytest.approx(1)
    # The stand's +x turned about +Y, back on the plan: east and north of the front's direction.
    east, north = 1 - 2 * y * y, 2 * y * w
    plan = math.radians(rotation_mdeg / 1000)
    assert (east, north) == pytest.approx((math.cos(plan), math.sin(plan)), abs=1e-9)
