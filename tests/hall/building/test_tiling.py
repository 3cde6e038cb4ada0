"""Tiles of a large hall: every stand in one, small enough, and blocks that cover them exactly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon
from shapely.ops import unary_union

from hall.service.building.tiling import list_blocks, make_tiles, tell_numbers
from layout.values import Placement, stand_corners

SECTORS = ("terroir", "crafts")


def make_stand(place: int, x_m: int, y_m: int, *, turn: int = 0, width_m: int = 3) -> Placement:
    sector = SECTORS[place % 7 == 0]
    return Placement(
        f"s-{place}", f"{sector[0].upper()}{place}", sector, None, (), x_m * 1000, y_m * 1000,
        turn, width_m * 1000, 3000, ("front",), "shell_scheme",
    )  # fmt: skip


def make_rows(rows: int, columns: int) -> list[Placement]:
    """Return islands of two rows back to back with aisles of 3 m."""
    return [
        make_stand(row * columns + at, 3 * at + 3 * (at // 10), 9 * (row // 2) + 3 * (row % 2))
        for row in range(rows)
        for at in range(columns)
    ]


def test_a_hall_of_four_hundred_stays_whole() -> None:
    assert make_tiles(make_rows(20, 20), (0, 0)) == ()


def test_every_stand_is_in_one_tile_and_none_is_too_large() -> None:
    stands = make_rows(30, 30)
    tiles = make_tiles(stands, (0, 0), each=100)
    found = [stand.stand_id for tile in tiles for stand in tile.stands]
    assert sorted(found) == sorted(stand.stand_id for stand in stands)
    assert max(len(tile.stands) for tile in tiles) <= 100
    assert min(len(tile.stands) for tile in tiles) >= 50


def test_the_first_tile_is_the_one_around_the_start() -> None:
    tiles = make_tiles(make_rows(30, 30), (90, 130), each=100)
    west, south, east, north = tiles[0].box
    assert west <= 90_000 <= east + 9000
    assert south <= 130_000 <= north + 9000


def test_stands_back_to_back_become_few_blocks() -> None:
    stands = [make_stand(1 + 7 * n, 3 * (n % 10), 3 * (n // 10)) for n in range(20)]
    one_sector = [s for s in stands if s.sector == stands[0].sector]
    assert len(list_blocks(one_sector)) <= 2


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1), st.data())
def test_blocks_cover_the_stands_exactly(cells: set[tuple[int, int]], data: st.DataObject) -> None:
    stands = [make_stand(data.draw(st.integers(0, 999)), 3 * x, 3 * y, width_m=3) for x, y in cells]
    floor = unary_union([Polygon(stand_corners(stand)) for stand in stands])
    blocks = list_blocks(stands)
    rings = [
        Polygon([(b.x_mm, b.y_mm), (b.x_mm + b.width_mm, b.y_mm),
                 (b.x_mm + b.width_mm, b.y_mm + b.depth_mm), (b.x_mm, b.y_mm + b.depth_mm)])
        for b in blocks
    ]  # fmt: skip
    assert unary_union(rings).symmetric_difference(floor).area == 0
    assert sum(ring.area for ring in rings) == floor.area


def test_a_stand_at_an_angle_is_a_block_of_its_own() -> None:
    (block,) = list_blocks([make_stand(1, 5, 5, turn=30_000)])
    assert (block.x_mm, block.y_mm, block.rotation_mdeg) == (5000, 5000, 30_000)


def test_numbers_are_told_in_runs() -> None:
    numbers = ("A2", "A1", "A3", "B7", "B9", "A05", "12-b")
    stands = [make_stand(n, 3 * n, 0) for n in range(len(numbers))]
    named = [
        Placement(s.stand_id, number, *[getattr(s, name) for name in Placement.__slots__[2:]])
        for s, number in zip(stands, numbers, strict=True)
    ]
    assert tell_numbers(named) == "A1-3 B7 B9 12-b A05"
