from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assets.forms import FORMS, FormError, build_form
from assets.forms.build import form_parts
from assets.forms.part import bounds
from assets.shading import ColourError, linear_colour
from assets.values import Exhibit

ALL = sorted(FORMS)
CLOTHS = sorted(form_id for form_id, form in FORMS.items() if form.cloth)


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (180, 90, 40)).save(out, "PNG")
    return out.getvalue()


def exhibit(form: str, **changes: object) -> Exhibit:
    return Exhibit("p1", form, "#c48a2c", **changes)  # type: ignore[arg-type]


def test_the_forms_that_the_tables_name_are_there() -> None:
    named = (
        "jar bottle flask sachet box basket soap tagine bowl vase plate rug textile bag bread"
        " figurine book frame"
    )
    assert set(named.split()) <= set(FORMS)


@pytest.mark.parametrize("form", ALL)
def test_a_near_form_stays_within_its_triangles(form: str) -> None:
    mesh = build_form(exhibit(form, picture=png(300, 200))).mesh
    assert mesh.triangle_count <= (60 if FORMS[form].cloth else 250)


@pytest.mark.parametrize("detail", ["near", "picture"])
@pytest.mark.parametrize("form", ALL)
def test_every_triangle_turns_the_way_its_normals_point(form: str, detail: str) -> None:
    mesh = build_form(exhibit(form, picture=png(30, 20)), detail=detail).mesh  # type: ignore[arg-type]
    corners = mesh.positions[mesh.indices.reshape(-1, 3)].astype(np.float64)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = mesh.normals[mesh.indices.reshape(-1, 3)].mean(axis=1)
    facing = (across * normals).sum(axis=1)
    area = np.linalg.norm(across, axis=1)
    drawn = area > 1e-3 * area.max()
    assert (facing[drawn] > 0).all()


@pytest.mark.parametrize("form", ALL)
def test_a_form_stands_at_its_origin_in_its_own_size(form: str) -> None:
    mesh = build_form(exhibit(form), detail="picture").mesh
    low, high = mesh.positions.min(axis=0), mesh.positions.max(axis=0)
    size = np.array(FORMS[form].size_mm) / 1000
    assert abs(low[1]) < 0.002
    assert np.allclose(high - low, size, atol=0.002)
    assert abs(low[0] + high[0]) / 2 < 0.1 * size[0]


@pytest.mark.parametrize("form", ALL)
def test_a_picture_lies_within_0_and_1_on_triangles_of_its_own(form: str) -> None:
    built = build_form(exhibit(form, picture=png(300, 200)))
    assert built.mesh.uvs is not None
    assert built.carries_picture.any()
    assert built.mesh.uvs.min() >= 0
    assert built.mesh.uvs.max() <= 1
    of_corner = built.carries_picture[built.mesh.indices.reshape(-1, 3)]
    assert (of_corner.all(axis=1) | ~of_corner.any(axis=1)).all()


@pytest.mark.parametrize("form", ALL)
def test_a_picture_is_upright_and_not_mirrored(form: str) -> None:
    built = build_form(exhibit(form, picture=png(300, 200)))
    carried = np.nonzero(built.carries_picture)[0]
    assert built.mesh.uvs is not None
    uvs, places = built.mesh.uvs[carried], built.mesh.positions[carried]
    assert np.corrcoef(uvs[:, 0], places[:, 0])[0, 1] > 0.8
    assert np.corrcoef(uvs[:, 1], places[:, 1])[0, 1] < -0.8


@pytest.mark.parametrize("form", ALL)
def test_without_a_picture_nothing_is_textured(form: str) -> None:
    built = build_form(exhibit(form))
    assert built.mesh.uvs is None
    assert not built.carries_picture.any()


def test_a_wide_picture_is_cropped_not_squeezed() -> None:
    built = build_form(exhibit("frame", picture=png(800, 200)))
    assert built.mesh.uvs is not None
    u = built.mesh.uvs[built.carries_picture, 0]
    v = built.mesh.uvs[built.carries_picture, 1]
    shown_aspect = (np.ptp(u) * 800) / (np.ptp(v) * 200)
    assert shown_aspect == pytest.approx(FORMS["frame"].label_aspect, rel=0.01)
    assert (u.min() + u.max()) / 2 == pytest.approx(0.5)


@pytest.mark.parametrize("form", ALL)
def test_label_aspect_is_that_of_the_label(form: str) -> None:
    (label,) = (part for part in form_parts(form, "picture", None) if part.uvs is not None)
    assert label.uvs is not None
    corners = label.indices.reshape(-1, 3)
    edges = label.positions[corners[:, 1:]] - label.positions[corners[:, :1]]
    turns = label.uvs[corners[:, 1:]] - label.uvs[corners[:, :1]]
    # Solves edges = turns @ [metres per u, metres per v] for each triangle.
    per_uv = np.linalg.solve(turns.astype(np.float64), edges.astype(np.float64))
    across, down = np.linalg.norm(per_uv, axis=2).mean(axis=0)
    # The folds of a cloth are longer than the cloth is wide.
    tolerance = 0.1 if FORMS[form].cloth else 0.03
    assert across / down == pytest.approx(FORMS[form].label_aspect, rel=tolerance)


@pytest.mark.parametrize("form", CLOTHS)
@given(width=st.integers(300, 4000), height=st.integers(300, 4000))
@settings(max_examples=20, deadline=None)
def test_a_cloth_has_exactly_the_size_given(form: str, width: int, height: int) -> None:
    mesh = build_form(exhibit(form, size_mm=(width, height, 10))).mesh
    low, high = mesh.positions.min(axis=0), mesh.positions.max(axis=0)
    assert high[0] - low[0] == pytest.approx(width / 1000, abs=0.001)
    assert high[1] - low[1] == pytest.approx(height / 1000, abs=0.001)


@given(factor=st.floats(0.3, 3.0))
@settings(max_examples=20, deadline=None)
def test_a_jar_of_another_size_is_still_a_jar(factor: float) -> None:
    own = form_parts("jar", "near", None)
    low, high = bounds(own)
    wanted = tuple(round(float(side) * 1000 * factor) for side in high - low)
    scaled_low, scaled_high = bounds(form_parts("jar", "near", wanted))  # type: ignore[arg-type]
    ratio = (scaled_high - scaled_low) / (high - low)
    assert np.allclose(ratio, ratio[0], rtol=1e-3)
    assert ratio[0] == pytest.approx(factor, rel=0.05)


def test_the_body_takes_the_exhibits_colour() -> None:
    red = build_form(Exhibit("p", "soap", "#c02020")).mesh.colours[:, :3].mean(axis=0)
    blue = build_form(Exhibit("p", "soap", "#2020c0")).mesh.colours[:, :3].mean(axis=0)
    assert red[0] > 2 * red[2]
    assert blue[2] > 2 * blue[0]


@pytest.mark.parametrize("form", ALL)
def test_colours_are_light_between_0_and_1(form: str) -> None:
    colours = build_form(exhibit(form, picture=png(30, 20))).mesh.colours
    assert colours.min() >= 0
    assert colours.max() <= 1
    assert (colours[:, 3] == 1).all()


def test_the_same_exhibit_gives_the_same_bytes() -> None:
    first, second = (build_form(exhibit("bag", picture=png(30, 20))).mesh for _ in range(2))
    assert first.positions.tobytes() == second.positions.tobytes()
    assert first.colours.tobytes() == second.colours.tobytes()


def test_an_unknown_form_is_named_with_those_that_are() -> None:
    with pytest.raises(FormError, match=r"'teapot'.*jar"):
        build_form(exhibit("teapot"))


def test_a_size_of_nothing_is_refused() -> None:
    with pytest.raises(FormError, match="1 mm"):
        build_form(exhibit("rug", size_mm=(0, 1000, 10)))


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#12345g", "123456"])
def test_a_colour_is_a_hash_and_six_digits(colour: str) -> None:
    with pytest.raises(ColourError, match="six digits"):
        linear_colour(colour)
