from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.booth.booths import BoothInvalid, build_booth
from assets.booth.fittings import plan_fittings
from assets.booth.kinds import BoothKind, choose_archetypes, find_archetype
from layout.values import SIDES, KitName, Side

KITS: tuple[KitName, ...] = ("shell_scheme", "space_only", "island", "pavilion")
OPENINGS: tuple[tuple[Side, ...], ...] = (
    ("front",),
    ("front", "left"),
    ("front", "right"),
    ("front", "left", "right"),
    ("front", "back"),
    SIDES,
)
kinds = st.builds(
    BoothKind,
    st.sampled_from(KITS),
    st.integers(1500, 12_000),
    st.integers(1500, 9000),
    st.sampled_from(OPENINGS),
)


def archetypes() -> list[BoothKind]:
    sizes = ((3000, 3000), (6000, 3000), (6000, 6000))
    found = {
        find_archetype(BoothKind(k, w, d, o)) for k in KITS for w, d in sizes for o in OPENINGS
    }
    return sorted(found)


@pytest.mark.parametrize("kind", archetypes(), ids=str)
def test_archetype_is_a_lit_mesh_inside_its_stand(kind: BoothKind) -> None:
    mesh = build_booth(kind)
    # The portal of a pavilion has an arch on every open side: 20 triangles each.
    assert mesh.triangle_count <= (300 if len(kind.open_sides) > 2 else 225)
    low, high = mesh.positions.min(axis=0), mesh.positions.max(axis=0)
    width, depth = kind.width_mm / 1000, kind.depth_mm / 1000
    assert low == pytest.approx([0, 0, -depth], abs=0.01)
    assert high[[0, 2]] == pytest.approx([width, 0], abs=0.01)
    assert 2.0 < high[1] < 4.0
    assert np.all((mesh.colours >= 0) & (mesh.colours <= 1))
    untinted = mesh.colours[:, 3]
    assert (untinted.min(), untinted.max()) == (0.0, 1.0)
    np.testing.assert_allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-4)
    assert mesh.indices.max() < len(mesh.positions)


@pytest.mark.parametrize("kind", archetypes(), ids=str)
def test_faces_are_wound_counter_clockwise_from_outside(kind: BoothKind) -> None:
    mesh = build_booth(kind)
    a, b, c = (mesh.positions[mesh.indices[corner::3]] for corner in range(3))
    face = np.cross(b - a, c - a)
    normal = mesh.normals[mesh.indices[::3]]
    assert np.all((face * normal).sum(axis=1) > -1e-9)


def test_floor_is_darker_in_a_corner_of_walls_than_in_the_middle() -> None:
    mesh = build_booth(BoothKind("shell_scheme", 3000, 3000, ("front",)))
    carpet = (mesh.positions[:, 1] < 0.006) & (mesh.normals[:, 1] > 0.9)
    points, light = mesh.positions[carpet], mesh.colours[carpet, 0]
    corner = np.linalg.norm(points[:, [0, 2]] - [0, -3], axis=1).argmin()
    front = np.linalg.norm(points[:, [0, 2]] - [1.5, 0], axis=1).argmin()
    assert light[corner] < 0.75 * light[front]


@given(kinds)
def test_places_lie_inside_the_stand(kind: BoothKind) -> None:
    places = plan_fittings(kind)
    width, depth = kind.width_mm / 1000, kind.depth_mm / 1000
    for place in (*places.surfaces, *places.hangings):
        assert -0.01 <= place.x <= width + 0.01
        assert -depth - 0.01 <= place.z <= 0.01
        assert place.width > 0.1
    assert places.signs


@given(kinds)
def test_signs_face_each_open_side_of_a_booth_with_a_fascia(kind: BoothKind) -> None:
    signs = plan_fittings(kind).signs
    wanted = {"island": 4, "space_only": 2}.get(kind.kit, len(kind.open_sides))
    assert len(signs) == wanted
    assert all(0.3 <= sign.height <= 0.8 and sign.y < 3.5 for sign in signs)


@given(st.lists(kinds, min_size=1, max_size=60), st.integers(1, 16))
def test_archetypes_are_bounded_and_every_kind_has_one(kinds: list[BoothKind], most: int) -> None:
    chosen = choose_archetypes(kinds, most)
    assert set(chosen) == set(kinds)
    assert len(set(chosen.values())) <= most
    assert chosen == choose_archetypes(list(reversed(kinds)), most)


def test_merged_archetype_walls_no_open_side_if_one_is_left_that_does_not() -> None:
    pairs = [("front", *sides) for n in range(4) for sides in combinations(SIDES[1:], n)]
    kinds = [BoothKind("shell_scheme", 3000, 3000, tuple(pair)) for pair in pairs]
    chosen = choose_archetypes(kinds + [kinds[-1]] * 5, 3)
    for kind, used in chosen.items():
        assert set(kind.open_sides) <= set(used.open_sides)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (BoothKind("shell_scheme", 500, 3000, ("front",)), "width 500 mm"),
        (BoothKind("shell_scheme", 3000, 40_000, ("front",)), "depth 40000 mm"),
        (BoothKind("shell_scheme", 3000, 3000, ("top",)), "top"),  # type: ignore[arg-type]
    ],
    ids=["narrow", "deep", "side"],
)
def test_impossible_booth_is_refused(kind: BoothKind, words: str) -> None:
    with pytest.raises(BoothInvalid, match=words):
        build_booth(kind)
