from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from assets.forms import FORMS, build_form
from assets.product_picture import (
    render_model_picture,
    render_product_picture,
    render_product_pictures,
)
from assets.values import Exhibit

SIZE = 96


def cloth(colours: list[tuple[int, int, int]]) -> bytes:
    """A picture of horizontal bands."""
    out = io.BytesIO()
    bands = np.repeat(np.array(colours, np.uint8), 40, axis=0)
    Image.fromarray(np.tile(bands[:, None], (1, 100, 1))).save(out, "PNG")
    return out.getvalue()


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)), int)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_shows_itself_before_a_pale_backdrop(form: str) -> None:
    seen = pixels(render_product_picture(Exhibit("p", form, "#803010"), SIZE))
    assert seen.shape == (SIZE, SIZE, 3)
    corners = seen[[2, 2, -3, -3], [2, -3, 2, -3]]
    assert corners.min() > 120
    # The middle differs from the backdrop beside it.
    assert np.abs(seen - seen[:, :1]).max(axis=2).mean() > 8


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_label_shows_on_every_form(form: str) -> None:
    green = cloth([(0, 200, 0)])
    with_label = pixels(render_product_picture(Exhibit("p", form, "#803010", green), SIZE))
    greenish = (with_label[..., 1] > with_label[..., 0] + 60).sum()
    assert greenish > 0.002 * SIZE * SIZE


def test_a_rug_hangs_the_right_way_up() -> None:
    rug = Exhibit("p", "rug", "#808080", cloth([(220, 0, 0), (0, 0, 220)]))
    seen = pixels(render_product_picture(rug, SIZE))
    middle = seen[:, SIZE // 2]
    red = np.nonzero(middle[:, 0] > middle[:, 2] + 60)[0]
    blue = np.nonzero(middle[:, 2] > middle[:, 0] + 60)[0]
    assert red.max() <= blue.min() + 1


def test_a_wide_rug_looks_wide() -> None:
    red = cloth([(220, 0, 0)])

    def extent(size_mm: tuple[int, int, int]) -> float:
        seen = pixels(
            render_product_picture(Exhibit("p", "rug", "#808080", red, None, size_mm), SIZE)
        )
        rows, columns = np.nonzero(seen[..., 0] > seen[..., 1] + 60)
        return float(np.ptp(columns) / np.ptp(rows))

    assert extent((3000, 1500, 10)) > 1.5
    assert extent((1000, 2500, 10)) < 0.6


def test_the_colour_of_the_exhibit_is_seen() -> None:
    blue = pixels(render_product_picture(Exhibit("p", "vase", "#1030a0"), SIZE))
    red, _, blueness = blue[SIZE // 2, SIZE // 2 + 6]
    assert blueness > red + 40


def test_the_same_exhibit_gives_the_same_picture() -> None:
    jar = Exhibit("p", "jar", "#c48a2c", cloth([(250, 240, 210)]))
    assert render_product_picture(jar, SIZE) == render_product_picture(jar, SIZE)


def test_several_sizes_are_one_picture() -> None:
    sizes = render_product_pictures(Exhibit("p", "soap", "#70a060"), (SIZE, 32))
    assert {size: Image.open(io.BytesIO(data)).size for size, data in sizes.items()} == {
        SIZE: (SIZE, SIZE),
        32: (32, 32),
    }


def test_a_model_of_ones_own_is_pictured_in_its_own_colours() -> None:
    mesh = build_form(Exhibit("p", "soap", "#c01010")).mesh
    seen = pixels(render_model_picture(mesh, None, "#808080", SIZE))
    red, green, _ = seen[SIZE // 2, SIZE // 2]
    assert red > green + 60
    assert seen[2, 2].min() > 150
