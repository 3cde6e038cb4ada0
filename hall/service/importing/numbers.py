"""Numbers that a drawing or table gives to stands: kept in placement.lock.json, their memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hall.service.importing.exhibitors import Seating
from hall.service.importing.found import Notes
from layout.assigning.numbering import give_numbers
from layout.lock import LOCK_VERSION, NO_MEMORY, LockMemory
from layout.values import Placement, Plan

_SHOWN = 20
_NO_LOCK = (
    f'{{"version": {LOCK_VERSION}, "input_hash": "", "report": {{}}, "former_numbers": {{}},'
    ' "retired_numbers": [], "away": {}, "lanes": [], "stands": []}'
)


def choose_numbers(
    plan: Plan, seating: Seating, memory: LockMemory, sectors: Mapping[str, str], notes: Notes
) -> dict[str, str]:
    """Return the number that each exhibitor shall have, where it is another than now.

    What the plan's pattern cannot give, and what another exhibitor keeps, is told.
    """
    wanted = dict(seating.numbers)
    kept = {n: name for name, n in memory.numbers.items() if name not in wanted}
    for name in sorted(wanted):
        if wanted[name] in kept:
            message = (
                f"number {wanted[name]} is drawn for {name}, but {kept[wanted[name]]} keeps it;"
                " give each its own"
            )
            notes.warn("number_taken", message, seating.sources.get(name))
            del wanted[name]
    rows = [_row(name, number, seating, memory, sectors) for name, number in wanted.items()]
    others = [stand for stand in memory.stands if stand.exhibitor not in wanted]
    asked = replace(
        memory, numbers={**memory.numbers, **wanted}, stands=(*others, *rows),
    )  # fmt: skip
    given = give_numbers(plan, rows, asked)
    refused = sorted(wanted[name] for name in wanted if given[name] != wanted[name])
    if refused:
        shown = ", ".join(refused[:_SHOWN]) + (" …" if len(refused) > _SHOWN else "")
        message = (
            f"{len(refused)} drawn numbers do not fit the pattern `{plan.number_template}` of the"
            f" plan and are given anew: {shown}. Set `numbers` in plan.yaml (for example '{{n}}')"
            " and import again to keep them"
        )
        notes.warn("number_pattern", message)
    return {name: number for name, number in wanted.items() if given[name] == number}


def write_numbers(
    lock_text: str,
    numbers: Mapping[str, str],
    seating: Seating,
    memory: LockMemory,
    sectors: Mapping[str, str],
) -> bytes:
    """Return the lock in which these exhibitors have these numbers; old ones lead to the new."""
    document: dict[str, Any] = json.loads(lock_text if memory != NO_MEMORY else _NO_LOCK)
    document.pop("certificate", None)  # of the hall as it was
    known = {row["exhibitor"]: row for row in document["stands"]}
    former = dict(document["former_numbers"])
    serial = memory.next_stand
    for name, number in numbers.items():
        row = known.get(name)
        if row is not None:
            former[row["number"]] = row["id"]
            row["number"] = number
            continue
        stand = _row(name, number, seating, memory, sectors)
        identifier = document["away"].pop(name, "")
        if not identifier:
            identifier, serial = f"s-{serial}", serial + 1
        document["stands"].append(
            {
                "number": number, "id": identifier, "sector": stand.sector, "exhibitor": name,
                "co_exhibitors": [], "x_mm": stand.x_mm, "y_mm": stand.y_mm,
                "rotation_mdeg": stand.rotation_mdeg, "width_mm": stand.width_mm,
                "depth_mm": stand.depth_mm, "open_sides": [], "kit": stand.kit,
            }
        )  # fmt: skip
    used = {row["number"] for row in document["stands"]}
    document["former_numbers"] = {old: new for old, new in former.items() if old not in used}
    document["retired_numbers"] = [n for n in document["retired_numbers"] if n not in used]
    document["next_stand"] = serial
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _row(
    name: str, number: str, seating: Seating, memory: LockMemory, sectors: Mapping[str, str]
) -> Placement:
    """Return a stand as the lock shall remember it: where it was, else where it is drawn."""
    was = next((stand for stand in memory.stands if stand.exhibitor == name), None)
    if was is not None:
        return replace(was, number=number)
    pin = next(pin for pin in seating.pins if pin.exhibitor == name)
    width, depth = seating.drawn_sizes[name]
    return Placement(
        "", number, sectors.get(name, ""), name, (), pin.x_mm, pin.y_mm, pin.rotation_mdeg,
        width, depth, (), "shell_scheme",
    )  # fmt: skip
