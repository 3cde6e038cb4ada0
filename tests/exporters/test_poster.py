"""The picture shown until one can walk: what one will see, in as good as no bytes."""

from __future__ import annotations

import io

import numpy as np
import pytest
from laid_hall import LOOK, lay_hall
from numpy.typing import NDArray
from PIL import Image

from exporters.poster import SIDE_PX, draw_poster
from layout.values import PlacedHall

MOST_BYTES = 2_000


@pytest.fixture(scope="module")
def placed() -> PlacedHall:
    return lay_hall()


def draw(placed: PlacedHall, x: float, y: float, heading: float) -> NDArray[np.float64]:
    data = draw_poster(placed, LOOK, (x, y, heading))
    assert len(data) <= MOST_BYTES
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.float64)


def middle_of(placed: PlacedHall) -> tuple[float, float]:
    xs, ys = zip(*placed.plan.hall.outline, strict=True)
    return (min(xs) + max(xs)) / 2000, min(ys) / 1000 + 1


def test_it_is_square_and_filled_to_its_corners(placed: PlacedHall) -> None:
    picture = draw(placed, *middle_of(placed), 0)
    assert picture.shape == (SIDE_PX, SIDE_PX, 3)
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert (corners.max(axis=1) < 250).all(), "a corner shows nothing"


def test_floor_is_below_and_roof_above(placed: PlacedHall) -> None:
    picture = draw(placed, *middle_of(placed), 0)
    above, below = picture[:20].mean(), picture[-20:].mean()
    assert above > below, "a roof is lighter than a floor"


def test_whoever_turns_sees_something_else_and_twice_the_same_is_the_same(
    placed: PlacedHall,
) -> None:
    x, y = middle_of(placed)
    ahead, left, again = draw(placed, x, y, 0), draw(placed, x, y, 90), draw(placed, x, y, 0)
    assert (ahead == again).all()
    assert np.abs(ahead - left).mean() > 4


def test_left_is_left(placed: PlacedHall) -> None:
    """Near the west wall, looking north, at eye level the left shows nothing but the wall."""
    xs, ys = zip(*placed.plan.hall.outline, strict=True)
    picture = draw(placed, min(xs) / 1000 + 0.4, (min(ys) + max(ys)) / 2000, 0)
    level = picture[SIDE_PX * 2 // 5 : SIDE_PX * 3 // 5]
    left, right = level[:, : SIDE_PX // 3], level[:, -SIDE_PX // 3 :]
    assert 4 * np.abs(np.diff(left, axis=1)).mean() < np.abs(np.diff(right, axis=1)).mean()


def test_a_triangle_behind_the_eye_does_not_show(placed: PlacedHall) -> None:
    """In the middle of the hall the floor lies before and behind: cut, it still fills the foot."""
    xs, ys = zip(*placed.plan.hall.outline, strict=True)
    picture = draw(placed, (min(xs) + max(xs)) / 2000, (min(ys) + max(ys)) / 2000, 180)
    assert np.ptp(picture[-1].mean(axis=1)) < 120
