"""placement.lock.json: what the engine decided, one stand a line, for people and git.

Its memory (`LockMemory`) carries what must not change: which stand an exhibitor has, its
number, which numbers it had before, and numbers and ids that are never given again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from layout.errors import LockUnreadable
from layout.values import LayoutReport, PlacedHall, Placement

LOCK_VERSION = 1
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class LockMemory:
    """What earlier placings decided.

    `stand_ids` and `numbers` map an exhibitor to its stand's id and number, `places` to the
    x, y and rotation of its stand (mm, millidegrees); `former_numbers`
    an old number to the stand that had it; `retired_numbers` are not used any more;
    `next_stand` is the next free serial of stand ids.
    """

    stand_ids: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    former_numbers: Mapping[str, str] = field(default_factory=dict)
    retired_numbers: tuple[str, ...] = ()
    next_stand: int = 1
    input_hash: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)


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
        {s.exhibitor: (s.x_mm, s.y_mm, s.rotation_mdeg) for s in placed.placements if s.exhibitor},
    )


def format_lock(placed: PlacedHall, memory: LockMemory | None) -> str:
    """Return the text of placement.lock.json; the same values give the same bytes."""
    kept = remember(placed, memory)
    lines = ["{", f'"version": {LOCK_VERSION},', f'"input_hash": {_json(placed.input_hash)},']
    lines += [f'"report": {_json(_report(placed.report))},', f'"next_stand": {kept.next_stand},']
    lines += _block("former_numbers", sorted(kept.former_numbers.items()))
    lines += [f'"retired_numbers": {_json(list(kept.retired_numbers))},']
    away = set(kept.stand_ids) - {stand.exhibitor for stand in placed.placements}
    lines += _block("away", sorted((name, kept.stand_ids[name]) for name in away))
    stands = [_json(_stand(stand)) for stand in placed.placements]
    lines += ['"stands": [', ",\n".join(stands), "]", "}"]
    return "\n".join(line for line in lines if line) + "\n"


def _block(name: str, pairs: list[tuple[str, str]]) -> list[str]:
    if not pairs:
        return [f'"{name}": {{}},']
    rows = [f"{_json(key)}: {_json(value)}" for key, value in pairs]
    return [f'"{name}": {{', ",\n".join(rows), "},"]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _report(report: LayoutReport) -> dict[str, object]:
    return {
        "stands_requested": report.stands_requested,
        "stands_placed": report.stands_placed,
        "gross_m2": report.gross_m2,
        "usable_m2": report.usable_m2,
        "net_m2": report.net_m2,
        "bound_m2": report.bound_m2,
        "bound_name": report.bound_name,
        "exit_travel_m": dict(sorted(report.exit_travel_m.items())),
    }


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
    """Return the memory in a lock file.

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
    if document["version"] != LOCK_VERSION:
        raise ValueError(f"version {document['version']!r} (this program writes {LOCK_VERSION})")
    stands = [stand for stand in document["stands"] if stand["exhibitor"] is not None]
    ids = {str(name): str(stand) for name, stand in document["away"].items()}
    ids |= {str(stand["exhibitor"]): str(stand["id"]) for stand in stands}
    if not all(re.fullmatch(r"s-\d{1,9}", stand_id) for stand_id in ids.values()):
        raise ValueError("a stand id (expected s-1, s-2, ...)")
    return LockMemory(
        ids,
        {str(stand["exhibitor"]): str(stand["number"]) for stand in stands},
        {str(old): str(new) for old, new in document["former_numbers"].items()},
        tuple(str(number) for number in document["retired_numbers"]),
        int(document["next_stand"]),
        str(document["input_hash"]),
        {
            str(stand["exhibitor"]): (
                int(stand["x_mm"]),
                int(stand["y_mm"]),
                int(stand["rotation_mdeg"]),
            )
            for stand in stands
        },
    )
