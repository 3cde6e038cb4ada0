from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import brotli
import numpy as np
import pytest
from glb_view import GlbView, assert_valid, validate
from laid_hall import draw_label, dress_stand

from assets.forms import FORMS, build_form
from assets.pictures import PictureError
from assets.values import Exhibit, StandDressing
from exporters.atlas import build_atlas
from exporters.errors import ModelUnreadable
from exporters.model import build_model
from exporters.near import MOST_TRIANGLES, build_near, list_prints
from layout.values import SIDES

MIXED = ("jar", "bottle", "soap", "box", "tagine", "rug", "textile", "frame")
STANDS = {
    "mixed": dress_stand(MIXED),
    "rugs": dress_stand(("rug", "rug", "rug", "textile", "textile", "frame")),
    "empty": dress_stand((), logo=False),
    "plain": dress_stand(("jar", "basket"), pictures=False, logo=False),
    "narrow": dress_stand(MIXED, size_mm=(2000, 3000)),
    "pavilion": dress_stand(MIXED, kit="pavilion", sides=("front", "left")),
    "space": dress_stand(MIXED, kit="space_only", sides=SIDES),
    "island": dress_stand(tuple(FORMS), kit="island", size_mm=(6000, 6000), sides=SIDES),
}


def find_products(view: GlbView) -> list[str]:
    return [node["extras"]["product"] for node in view.nodes() if "extras" in node]


def test_validator_finds_nothing_in_near_tiers_and_twins(tmp_path: Path) -> None:
    files = {name: build_near(stand) for name, stand in STANDS.items()}
    files |= {f"{name}-twin": build_near(s, packed=False) for name, s in STANDS.items()}
    assert_valid(validate(tmp_path, **files))


@pytest.mark.parametrize("name", STANDS)
def test_each_product_is_one_node_within_the_triangle_budget(name: str) -> None:
    stand = STANDS[name]
    view = GlbView(build_near(stand))
    assert find_products(view) == [exhibit.product_id for exhibit in stand.exhibits]
    assert view.nodes()[0]["name"] == "front"
    assert view.total_triangles() <= MOST_TRIANGLES


@pytest.mark.parametrize("name", STANDS)
def test_products_stay_inside_their_stand(name: str) -> None:
    stand = STANDS[name]
    view = GlbView(build_near(stand))
    for node in view.nodes():
        rows = view.rows(view.primitive(node)["attributes"]["POSITION"]).astype(float)
        points = rows * node["scale"] + np.array(node.get("translation", (0, 0, 0)))
        low, high = points.min(axis=0), points.max(axis=0)
        assert low[0] > -0.02, (node["name"], low)
        assert high[0] < stand.width_mm / 1000 + 0.02
        assert low[1] > -0.03
        assert high[1] < 4.0
        assert low[2] > -stand.depth_mm / 1000 - 0.02
        assert high[2] < 0.02


def test_first_triangles_of_a_product_are_one_piece_of_it() -> None:
    view = GlbView(build_near(dress_stand(("jar", "box"))))
    for node in view.nodes()[1:]:
        primitive = view.primitive(node)
        one = node["extras"]["triangles"]
        assert (view.triangles(node) - one) % node["extras"]["copy_triangles"] == 0
        indices = view.rows(primitive["indices"])[: one * 3, 0]
        points = view.rows(primitive["attributes"]["POSITION"]) * node["scale"]
        size = np.ptp(points[indices], axis=0)
        assert size.max() < 0.3
        assert np.ptp(points, axis=0).max() > size.max()


def test_few_products_fill_the_shelves_with_copies() -> None:
    view = GlbView(build_near(dress_stand(("jar", "soap"))))
    for node in view.nodes()[1:]:
        told = node["extras"]
        copies = (view.triangles(node) - told["triangles"]) / told["copy_triangles"]
        assert copies >= 5


def test_copies_repeat_no_texture_bytes() -> None:
    view = GlbView(build_near(STANDS["mixed"]))
    assert len(view.document["images"]) == 1
    assert view.document["images"][0]["mimeType"] == "image/webp"
    assert len(view.document["textures"]) == len(view.document["materials"]) == 1


def test_stand_without_pictures_has_no_texture() -> None:
    document = GlbView(build_near(STANDS["plain"])).document
    assert "images" not in document
    assert "EXT_texture_webp" not in document["extensionsUsed"]


def test_typical_stand_weighs_at_most_40_kb() -> None:
    assert len(brotli.compress(build_near(STANDS["mixed"]), quality=11)) <= 40 * 1024


def test_empty_stand_shows_plants() -> None:
    view = GlbView(build_near(STANDS["empty"]))
    assert find_products(view) == []
    assert view.total_triangles() > 100


def test_packed_near_tier_decodes_to_its_twin() -> None:
    ours = GlbView(build_near(STANDS["mixed"]))
    plain = GlbView(build_near(STANDS["mixed"], packed=False))
    for mine, theirs in zip(ours.nodes(), plain.nodes(), strict=True):
        first, second = ours.primitive(mine), plain.primitive(theirs)
        for name, place in first["attributes"].items():
            np.testing.assert_array_equal(ours.rows(place), plain.rows(second["attributes"][name]))


def test_same_stand_gives_the_same_bytes_with_and_without_a_kept_atlas() -> None:
    stand = STANDS["mixed"]
    first = build_near(stand)
    kept = build_atlas(list_prints(stand))
    build_atlas.cache_clear()
    assert build_near(stand) == first
    assert build_near(stand, atlas=kept) == first


def test_model_is_shown_instead_of_the_form() -> None:
    mesh = build_form(Exhibit("p0", "vase", "#c48a2c")).mesh
    model = build_model(mesh, None)
    stand = dress_stand((), logo=False)
    stand = replace(stand, exhibits=(Exhibit("p0", "jar", "#c48a2c", model=model),))
    view = GlbView(build_near(stand))
    assert view.nodes()[1]["extras"]["triangles"] == GlbView(model).total_triangles()


@pytest.mark.parametrize(
    ("exhibit", "error"),
    [
        (Exhibit("p0", "jar", "#c48a2c", model=b"glTF no"), ModelUnreadable),
        (Exhibit("p0", "rug", "#c48a2c", picture=draw_label(3)[:200]), PictureError),
    ],
    ids=["model", "picture"],
)
def test_broken_content_is_named(exhibit: Exhibit, error: type[Exception]) -> None:
    stand: StandDressing = replace(dress_stand((), logo=False), exhibits=(exhibit,))
    with pytest.raises(error):
        build_near(stand)
