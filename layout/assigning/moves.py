"""What moved between the last lock and a placing, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from layout.lock import LockMemory
from layout.values import Move, Placement

Spot = tuple[int, int, int]


def list_moves(
    previous: LockMemory | None,
    placements: Sequence[Placement],
    reasons: Mapping[str, tuple[str, str]],
) -> tuple[Move, ...]:
    """Return who came, left or stands elsewhere, by exhibitor.

    Args:
        previous: the last lock's memory; without one nothing has moved.
        placements: stands with ids and numbers.
        reasons: for each exhibitor why it moved, and for whom or what (see `Move`).
    """
    if previous is None or not previous.stands:
        return ()
    before = {stand.exhibitor or "": stand for stand in previous.stands}
    after = {stand.exhibitor or "": stand for stand in placements}
    hosts = {name: stand.exhibitor or "" for stand in placements for name in stand.co_exhibitors}
    moves = []
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old is not None and new is not None and _frame(old) == _frame(new):
            continue
        reason, cause = reasons.get(name, (_plain_reason(old, new), ""))
        if new is None and name in hosts:
            reason, cause = "shared", hosts[name]
        stand = new or old
        if stand is not None:
            moves.append(
                Move(
                    exhibitor=name,
                    stand_id=stand.stand_id,
                    number_before=old.number if old else "",
                    number=new.number if new else "",
                    before=_spot(old),
                    after=_spot(new),
                    reason=reason,
                    cause=cause,
                )
            )
    return tuple(moves)


def _plain_reason(old: Placement | None, new: Placement | None) -> str:
    """Return why a stand moved as far as the two stands tell."""
    if old is None:
        return "came"
    if new is None:
        return "left"
    if (old.width_mm, old.depth_mm) != (new.width_mm, new.depth_mm):
        return "resized"
    return "made_room" if old.sector == new.sector else "sector_changed"


def _frame(stand: Placement) -> tuple[object, ...]:
    return (*(_spot(stand) or ()), stand.width_mm, stand.depth_mm, stand.sector)


def _spot(stand: Placement | None) -> Spot | None:
    return None if stand is None else (stand.x_mm, stand.y_mm, stand.rotation_mdeg)
