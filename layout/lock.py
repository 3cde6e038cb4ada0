"""placement.lock.json: what the engine decided, one stand a line, for people and git.

Its memory (`LockMemory`) carries what must not change: which stand an exhibitor has and
where, its number, which numbers it had before, numbers and ids that are never given again,
and the aisles that the stands were placed along.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from layout.errors import LockUnreadable
from layout.values import (
    SIDES,
    AisleRank,
    Certificate,
    KitName,
    Lane,
    LayoutReport,
    PlacedHall,
    Placement,
    PointMm,
)

LOCK_VERSION = 2
READABLE_VERSIONS = (1, 2)
Place = tuple[int, int, int]

_KITS = ("shell_scheme", "space_only", "island", "pavilion")
_RANKS = ("main", "aisle", "cross")
_FARTHEST_MM = 10**9  # a thousand kilometres: beyond it a number is garbage
_CORNERS = 4


@dataclass(frozen=True, slots=True)
class LockMemory:
    """What earlier placings decided.

    `stand_ids` and `numbers` map an exhibitor to its stand's id and number, `places` to the
    x, y and rotation of its stand (mm, millidegrees); `former_numbers`
    an old number to the stand that had it; `retired_numbers` are not used any more;
    `next_stand` is the next free serial of stand ids. `stands` are the stands as they stood,
    `lanes` the aisles between them; a lock of version 1 has no lanes.
    """

    stand_ids: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    former_numbers: Mapping[str, str] = field(default_factory=dict)
    retired_numbers: tuple[str, ...] = ()
    next_stand: int = 1
    input_hash: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    stands: tuple[Placement, ...] = ()
    lanes: tuple[Lane, ...] = ()


NO_MEMORY = LockMemory()


def natural_key(number: str) -> tuple[tuple[int, int | str], ...]:
    """Return a sort key by which A2 comes before A12."""
    parts = re.findall(r"\d+|\D+", number)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)


def remember(placed: PlacedHall, memory: LockMemory | None) -> LockMemory:
    """Return the memory after a placing: the old one, with what is new or gone noted."""
    old = memory or NO_MEMORY
    stand_ids = dict(old.stand_ids)
    numbers: dict[str, str] = {}
    former = dict(old.former_numbers)
    serial = old.next_stand
    for stand in placed.placements:
        if stand.exhibitor is None:
            continue
        stand_ids[stand.exhibitor] = stand.stand_id
        numbers[stand.exhibitor] = stand.number
        serial = max(serial, int(stand.stand_id.rpartition("-")[2]) + 1)
        before = old.numbers.get(stand.exhibitor)
        if before is not None and before != stand.number:
            former[before] = stand.stand_id
    used = set(numbers.values())
    gone = set(old.numbers.values()) | set(old.retired_numbers) | set(former)
    # An exhibitor who left may come back: the id stays with the name for good.
    return LockMemory(
        stand_ids,
        numbers,
        {number: stand for number, stand in former.items() if number not in used},
        tuple(sorted(gone - used, key=natural_key)),
        serial,
        placed.input_hash,
        _places(placed.placements),
        tuple(stand for stand in placed.placements if stand.exhibitor),
        placed.lanes,
    )


def _places(stands: tuple[Placement, ...]) -> dict[str, Place]:
    return {s.exhibitor: (s.x_mm, s.y_mm, s.rotation_mdeg) for s in stands if s.exhibitor}


def format_lock(placed: PlacedHall, memory: LockMemory | None) -> str:
    """Return the text of placement.lock.json; the same values give the same bytes."""
    kept = remember(placed, memory)
    lines = ["{", f'"version": {LOCK_VERSION},', f'"input_hash": {_json(placed.input_hash)},']
    lines += [f'"report": {_json(_report(placed.report))},']
    if placed.certificate is not None:
        lines += _certificate(placed.certificate)
    lines += [f'"next_stand": {kept.next_stand},']
    lines += _block("former_numbers", sorted(kept.former_numbers.items()))
    lines += [f'"retired_numbers": {_json(list(kept.retired_numbers))},']
    away = set(kept.stand_ids) - {stand.exhibitor for stand in placed.placements}
    lines += _block("away", sorted((name, kept.stand_ids[name]) for name in away))
    lines += _list("lanes", [_json(_lane(lane)) for lane in placed.lanes], ",")
    lines += [*_list("stands", [_json(_stand(stand)) for stand in placed.placements], ""), "}"]
    return "\n".join(line for line in lines if line) + "\n"


def _list(name: str, rows: list[str], end: str) -> list[str]:
    return [f'"{name}": [', ",\n".join(rows), f"]{end}"]


def _block(name: str, pairs: list[tuple[str, str]]) -> list[str]:
    if not pairs:
        return [f'"{name}": {{}},']
    rows = [f"{_json(key)}: {_json(value)}" for key, value in pairs]
    return [f'"{name}": {{', ",\n".join(rows), "},"]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _certificate(certificate: Certificate) -> list[str]:
    """Return the certificate with one check and one bound a line."""
    value = asdict(certificate)
    checks, bounds = value.pop("checks"), value.pop("bounds")
    head = ", ".join(f"{_json(key)}: {_json(number)}" for key, number in value.items())
    lines = ['"certificate": {' + head + ","]
    lines += _list("checks", [_json(check) for check in checks], ",")
    return [*lines, *_list("bounds", [_json(bound) for bound in bounds], ""), "},"]


def _report(report: LayoutReport) -> dict[str, object]:
    value: dict[str, object] = {
        "stands_requested": report.stands_requested,
        "stands_placed": report.stands_placed,
        "gross_m2": report.gross_m2,
        "usable_m2": report.usable_m2,
        "net_m2": report.net_m2,
        "bound_m2": report.bound_m2,
        "bound_name": report.bound_name,
        "exit_travel_m": dict(sorted(report.exit_travel_m.items())),
    }
    shares = {"fairness": report.fairness, "wishes_gap": report.wishes_gap}
    return value | {key: share for key, share in shares.items() if share is not None}


def _lane(lane: Lane) -> dict[str, object]:
    corners = [list(point) for point in lane.corners]
    return {"rank": lane.rank, "width_mm": lane.width_mm, "corners": corners}


def _stand(stand: Placement) -> dict[str, object]:
    return {
        "number": stand.number,
        "id": stand.stand_id,
        "sector": stand.sector,
        "exhibitor": stand.exhibitor,
        "co_exhibitors": list(stand.co_exhibitors),
        "x_mm": stand.x_mm,
        "y_mm": stand.y_mm,
        "rotation_mdeg": stand.rotation_mdeg,
        "width_mm": stand.width_mm,
        "depth_mm": stand.depth_mm,
        "open_sides": list(stand.open_sides),
        "kit": stand.kit,
    }


def parse_lock(text: str) -> LockMemory:
    """Return the memory in a lock file of version 1 or 2.

    Raises:
        LockUnreadable: the text is not a lock file that `format_lock` could have written.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LockUnreadable(f"placement.lock.json is not JSON: {error}") from error
    try:
        return _memory(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"placement.lock.json lacks or garbles {error}; restore it from git"
        raise LockUnreadable(message) from error


def _memory(document: dict[str, Any]) -> LockMemory:
    if document["version"] not in READABLE_VERSIONS:
        raise ValueError(f"version {document['version']!r} (this program writes {LOCK_VERSION})")
    written = [_read_stand(stand) for stand in _rows(document["stands"])]
    stands = tuple(stand for stand in written if stand.exhibitor is not None)
    ids = {_text(name): _text(stand) for name, stand in document["away"].items()}
    ids |= {stand.exhibitor or "": stand.stand_id for stand in stands}
    if not all(re.fullmatch(r"s-\d{1,9}", stand_id) for stand_id in ids.values()):
        raise ValueError("a stand id (expected s-1, s-2, ...)")
    return LockMemory(
        ids,
        _unique_numbers(stands),
        {_text(old): _text(new) for old, new in document["former_numbers"].items()},
        tuple(_text(number) for number in _rows(document["retired_numbers"])),
        _whole(document["next_stand"]),
        _text(document["input_hash"]),
        _places(stands),
        stands,
        tuple(_read_lane(lane) for lane in _rows(document.get("lanes", []))),
    )


def _unique_numbers(stands: tuple[Placement, ...]) -> dict[str, str]:
    numbers = {stand.exhibitor or "": stand.number for stand in stands}
    if len(numbers) != len(stands) or len(set(numbers.values())) != len(stands):
        raise ValueError("a stand: two have one exhibitor or one number")
    if len({stand.stand_id for stand in stands}) != len(stands):
        raise ValueError("a stand: two have one id")
    return numbers


def _read_stand(value: dict[str, Any]) -> Placement:
    exhibitor = value["exhibitor"]
    sides = tuple(side for side in SIDES if side in _rows(value["open_sides"]))
    width, depth = _whole(value["width_mm"]), _whole(value["depth_mm"])
    if width <= 0 or depth <= 0:
        raise ValueError(f"a stand's size {width} x {depth} mm")
    return Placement(
        stand_id=_text(value["id"]),
        number=_text(value["number"]),
        sector=_text(value["sector"]),
        exhibitor=None if exhibitor is None else _text(exhibitor),
        co_exhibitors=tuple(_text(name) for name in _rows(value["co_exhibitors"])),
        x_mm=_whole(value["x_mm"]),
        y_mm=_whole(value["y_mm"]),
        rotation_mdeg=_whole(value["rotation_mdeg"]),
        width_mm=width,
        depth_mm=depth,
        open_sides=sides,
        kit=cast("KitName", _one_of(value["kit"], _KITS)),
    )


def _read_lane(value: dict[str, Any]) -> Lane:
    points = tuple((_whole(x), _whole(y)) for x, y in value["corners"])
    if len(points) != _CORNERS:
        raise ValueError(f"a lane with {len(points)} corners")
    return Lane(
        cast("tuple[PointMm, PointMm, PointMm, PointMm]", points),
        cast("AisleRank", _one_of(value["rank"], _RANKS)),
        _whole(value["width_mm"]),
    )


def _rows(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r:.40} (expected a list)")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} (expected a text)")
    return value


def _one_of(value: object, words: tuple[str, ...]) -> str:
    if value not in words:
        raise ValueError(f"{value!r:.40} (expected one of {', '.join(words)})")
    return str(value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _FARTHEST_MM:
        raise TypeError(f"{value!r:.40} (expected a whole number)")
    return value
