"""The columns on the stand that somebody wishes: other sizes, partners, distances, places."""

from __future__ import annotations

from typing import Any

import pytest

from hall.store.folder import read_fair_folder
from hall.store.folder.exhibitor_table import HEADERS
from hall.store.folder.write_back import write_tables_back
from layout.values import StandRequest

HEAD = "id,name_fr,sector,width_m,depth_m,near,apart,apart_m,accepts,may_share_with\n"


def write(fair: Any, *rows: str) -> Any:
    fair.write("exhibitors.csv", HEAD + "".join(f"{row}\n" for row in rows))
    fair.write("products.csv", "id,exhibitor,family,name_fr,price,price_date\n")
    fair.write("programme.csv", "id,date,start,end,room,title_fr\n")
    return read_fair_folder(fair.path)


def codes(read: Any) -> list[str]:
    return [f.code for f in read.findings if not f.code.endswith(".untranslated")]


def request(read: Any, name: str) -> StandRequest:
    return next(r for r in read.requests if r.exhibitor == name)


@pytest.mark.parametrize(
    ("cell", "sizes"),
    [
        ("", ()),
        ("2x3", ((2000, 3000),)),
        ("2x3; 3x2", ((2000, 3000), (3000, 2000))),
        ("2 x 3 | 3 X 2", ((2000, 3000), (3000, 2000))),
        ("2 × 3 m; 3m×2m", ((2000, 3000), (3000, 2000))),
        ('"2,5x3"', ((2500, 3000),)),
        ('"2x3, 3x2"', ((2000, 3000), (3000, 2000))),
        ('"2,5x3; 2,5x2,5"', ((2500, 3000), (2500, 2500))),
        ("٢x٣", ((2000, 3000),)),
        ("2x3; 2x3; 3x3", ((2000, 3000),)),
    ],
)
def test_other_sizes_come_in_their_order_each_once(fair: Any, cell: str, sizes: Any) -> None:
    read = write(fair, f"a,Coop A,terroir,3,3,,,,{cell},")
    assert codes(read) == []
    assert request(read, "a").accepts == sizes


@pytest.mark.parametrize("cell", ["2", "2x", "x3", "0x3", "2x3x4", "2x99", "big", "1e9x3", "nanx2"])
def test_what_is_no_size_is_refused(fair: Any, cell: str) -> None:
    assert codes(write(fair, f"a,Coop A,terroir,3,3,,,,{cell},")) == ["exhibitor.bad_size"]


def test_more_sizes_than_anyone_means_are_refused(fair: Any) -> None:
    cell = ";".join(f"2x{side}" for side in range(1, 12))
    assert codes(write(fair, f"a,Coop A,terroir,3,3,,,,{cell},")) == ["exhibitor.bad_size"]


def test_partners_count_where_both_agree(fair: Any) -> None:
    read = write(
        fair,
        "a,Coop A,terroir,3,3,,,,,b|c",
        "b,Coop B,terroir,3,3,,,,,a",
        "c,Coop C,terroir,3,3,,,,,",
    )
    assert codes(read) == ["exhibitor.one_sided"]
    assert request(read, "a").may_share_with == ("b",)
    assert request(read, "b").may_share_with == ("a",)
    assert request(read, "c").may_share_with == ()


@pytest.mark.parametrize(
    ("partner", "code"),
    [
        ("coop-z", "exhibitor.unknown_partner"),
        ("coop-a", "exhibitor.bad_partner"),
        ("coop-c", "exhibitor.bad_partner"),
    ],
)
def test_a_partner_is_another_exhibitor_with_a_stand(fair: Any, partner: str, code: str) -> None:
    read = write(fair, f"coop-a,Coop A,terroir,3,3,,,,,{partner}", "coop-c,Coop C,terroir,,,,,,,")
    assert codes(read) == [code]


def test_the_distance_to_rivals_is_fifteen_metres_unless_said(fair: Any) -> None:
    read = write(
        fair,
        "a,Coop A,terroir,3,3,,b,,,",
        'b,Coop B,terroir,3,3,,a,"22,5",,',
        "c,C,crafts,3,3,,,,,",
    )
    assert codes(read) == []
    assert [r.apart_mm for r in read.requests] == [15_000, 22_500, 15_000]


def test_a_distance_to_nobody_is_told(fair: Any) -> None:
    assert codes(write(fair, "a,Coop A,terroir,3,3,,,20,,")) == ["exhibitor.apart_of_nobody"]


@pytest.mark.parametrize("metres", ["-3", "0", "5000", "far"])
def test_a_distance_is_a_number_of_metres(fair: Any, metres: str) -> None:
    read = write(fair, f"a,Coop A,terroir,3,3,,b,{metres},,", "b,Coop B,crafts,3,3,,,,,")
    assert codes(read) == ["exhibitor.bad_number"]


def test_near_knows_entrances_doors_sectors_and_exhibitors(fair: Any) -> None:
    read = write(fair, "a,Coop A,terroir,3,3,entrance|d1|crafts|b,,,,", "b,Coop B,crafts,3,3,,,,,")
    assert codes(read) == []
    assert request(read, "a").near == ("entrance", "d1", "crafts", "b")


@pytest.mark.parametrize(
    ("name", "hint"), [("entrence", "entrance"), ("terroirs", "terroir"), ("coop-bb", "coop-b")]
)
def test_a_neighbour_that_is_not_known_is_told_with_the_nearest(
    fair: Any, name: str, hint: str
) -> None:
    read = write(fair, f"coop-a,A,terroir,3,3,{name},,,,", "coop-b,Coop B,crafts,3,3,,,,,")
    assert codes(read) == ["exhibitor.unknown_neighbour"]
    told = next(f.message for f in read.findings if f.code == "exhibitor.unknown_neighbour")
    assert f"did you mean {hint}?" in told


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Tailles acceptées", "accepts"),
        ("القياسات المقبولة", "accepts"),
        ("Accepted sizes", "accepts"),
        ("Peut partager avec", "may_share_with"),
        ("يمكن أن يتقاسم مع", "may_share_with"),
        ("Can share with", "may_share_with"),
        ("Distance minimale (m)", "apart_m"),
        ("المسافة الدنيا", "apart_m"),
        ("Minimum distance", "apart_m"),
    ],
)
def test_headers_are_known_in_three_languages(header: str, field: str) -> None:
    assert HEADERS.find_field(header) == field


class Change:
    noun, id = "exhibitor", "a"
    fields = {"phone": "0661234567"}  # noqa: RUF012 - a stand-in for a change
    base = between = {}  # noqa: RUF012 - as above


def test_writing_back_leaves_these_columns_alone(fair: Any) -> None:
    write(fair, 'a,Coop A,terroir,3,3,entrance,,,"2,5x3; 3x2",b', "b,Coop B,crafts,3,3,,,,,a")
    back = write_tables_back(fair.path, [Change()])["exhibitors.csv"].decode()
    assert 'a,Coop A,terroir,3,3,entrance,,,"2,5x3; 3x2",b,' in back
    assert "b,Coop B,crafts,3,3,,,,,a" in back
