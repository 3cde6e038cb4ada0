from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from layout.assigning.bands import find_bands
from layout.assigning.numbering import sector_letters
from layout.lock import LockMemory, format_lock, parse_lock
from layout.placing.engine import place_stands
from layout.values import (
    Door,
    Hall,
    PlacedHall,
    Placement,
    Plan,
    Rules,
    Sector,
    StandRequest,
)


def two_sectors(template: str) -> Plan:
    hall = Hall("hall-1", ((0, 0), (40_000, 0), (40_000, 30_000), (0, 30_000)))
    door = Door("d", "entrance", (22_000, 0), (18_000, 0), 3_000)
    sectors = tuple(Sector(name, {"en": name}, "#aa3311") for name in ("crafts", "terroir"))
    rules = Rules("house", 3_000, 4_000, 60_000)
    return Plan(hall, (door,), (), (), sectors, (), rules, number_template=template)


def thirty() -> list[StandRequest]:
    return [
        StandRequest(f"x-{i:02d}", ("crafts", "terroir")[i // 15], 3_000, 3_000) for i in range(30)
    ]


def number_them(template: str, previous: LockMemory | None = None) -> PlacedHall:
    return place_stands(two_sectors(template), thirty(), previous)


@pytest.mark.parametrize(
    ("template", "shape"),
    [
        ("{sector_letter}{n}", r"[AB]\d+"),
        ("{sector_letter}{n:03d}", r"[AB]\d{3}"),
        ("{sector} {n}", r"(crafts|terroir) \d+"),
        ("{hall}/{row}-{n:02d}", r"hall-1/\d+-\d{2}"),
        ("{aisle}{n:02d}", r"\d\d{2}"),
        ("{sector_letter}{row}-{n:02d}", r"[AB]\d+-\d{2}"),
        ("N {n:04d}", r"N \d{4}"),
    ],
)
def test_numbers_follow_the_template_and_none_is_given_twice(template: str, shape: str) -> None:
    placed = number_them(template)
    numbers = [stand.number for stand in placed.placements]
    assert len(numbers) == len(set(numbers)) == 30
    assert all(re.fullmatch(shape, number) for number in numbers), numbers
    memory = parse_lock(format_lock(placed, None))
    again = number_them(template, memory)
    assert {s.exhibitor: s.number for s in again.placements} == dict(memory.numbers)


def test_along_an_aisle_one_side_is_odd_and_the_other_even() -> None:
    placed = number_them("{aisle}{n:02d}")
    sides: dict[tuple[int, bool], set[int]] = {}
    for stand, band in zip(
        placed.placements, find_bands(placed.plan, placed.placements), strict=True
    ):
        sides.setdefault((band.aisle, band.odd), set()).add(int(stand.number[-2:]) % 2)
    assert all(parities == {int(odd)} for (_, odd), parities in sides.items())
    assert any((aisle, not odd) in sides for aisle, odd in sides)


def test_rows_that_face_each_other_share_an_aisle() -> None:
    def stand(y: int, rotation: int, x: int = 0) -> Placement:
        return Placement("", "", "s", None, (), x, y, rotation, 3_000, 3_000, (), "shell_scheme")

    # South wall row faces north across 3 m to a row that faces south; its back row faces north.
    rows = [stand(3_000, 180_000), stand(6_000, 0), stand(12_000, 180_000), stand(15_000, 0, 9_000)]
    bands = find_bands(two_sectors("{n}"), rows)
    assert [band.row for band in bands] == [1, 2, 3, 4]
    assert [band.aisle for band in bands] == [1, 1, 2, 2]


def test_a_template_changed_on_purpose_gives_new_numbers_and_remembers_the_old_ones() -> None:
    before = number_them("{sector_letter}{n}")
    memory = parse_lock(format_lock(before, None))
    after = number_them("{sector_letter}-{n:03d}", memory)
    assert all("-" in stand.number for stand in after.placements)
    kept = parse_lock(format_lock(after, memory))
    assert set(kept.former_numbers) == set(memory.numbers.values())
    assert {s.exhibitor: s.stand_id for s in after.placements} == dict(memory.stand_ids)


def test_a_sector_put_before_the_others_leaves_their_letters_alone() -> None:
    before = number_them("{sector_letter}{n}")
    memory = parse_lock(format_lock(before, None))
    plan = before.plan
    grown = replace(plan, sectors=(Sector("africa", {"en": "Africa"}, "#112233"), *plan.sectors))
    assert sector_letters(grown, memory) == {"africa": "C", "crafts": "A", "terroir": "B"}
    comer = StandRequest("new-one", "africa", 3_000, 3_000)
    after = place_stands(grown, [*thirty(), comer], memory)
    numbers = {stand.exhibitor: stand.number for stand in after.placements}
    assert numbers.pop("new-one") == "C1"
    assert numbers == dict(memory.numbers)


def test_a_number_once_used_is_not_given_to_another_stand() -> None:
    before = number_them("{sector_letter}{n}")
    memory = parse_lock(format_lock(before, None))
    gone = before.placements[4]
    fewer = [request for request in thirty() if request.exhibitor != gone.exhibitor]
    without = place_stands(before.plan, fewer, memory)
    memory = parse_lock(format_lock(without, memory))
    assert gone.number in memory.retired_numbers
    comer = StandRequest("new-one", gone.sector, 3_000, 3_000)
    after = place_stands(before.plan, [*fewer, comer], memory)
    assert gone.number not in {stand.number for stand in after.placements}
    assert set(Counter(stand.number for stand in after.placements).values()) == {1}


def test_who_comes_back_has_the_id_it_had() -> None:
    before = number_them("{sector_letter}{n}")
    memory = parse_lock(format_lock(before, None))
    gone = before.placements[4]
    fewer = [request for request in thirty() if request.exhibitor != gone.exhibitor]
    without = place_stands(before.plan, fewer, memory)
    back = place_stands(before.plan, thirty(), parse_lock(format_lock(without, memory)))
    found = next(stand for stand in back.placements if stand.exhibitor == gone.exhibitor)
    assert found.stand_id == gone.stand_id
