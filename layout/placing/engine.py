"""Places stands: rows back to back between aisles, each sector one quarter of the hall.

A hall that was laid out before stays as it is but for what must move (`layout.assigning`).
Else it is drawn anew (`layout.placing.anew`): on a regular grid with the widest aisles that
hold everyone, or, where floor is short, in the densest rows there are (`layout.rows`). No
chance and no clock: the same input gives the same hall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layout.assigning.pinning import PinnedStand, take_pins
from layout.assigning.standing import Standing
from layout.assigning.staying import stay_put
from layout.input_hash import hash_input
from layout.lock import LockMemory
from layout.placing.anew import draw_anew
from layout.placing.finishing import finish_hall, settle_slots
from layout.placing.floor import Floor, build_floor
from layout.placing.pins import check_pins
from layout.placing.slots import slot_of
from layout.placing.soundness import drop_unsound
from layout.values import PlacedHall, Plan, StandRequest


def place_stands(
    plan: Plan, requests: Sequence[StandRequest], previous: LockMemory | None
) -> PlacedHall:
    """Return the hall with every stand that found a place.

    Args:
        plan: as read by `layout.plan.text`.
        requests: one per exhibitor with a stand; their order does not matter.
        previous: what an earlier lock remembers; its stand ids and numbers are kept.

    Who found no place is named in a finding `stand.not_placed`; nothing is raised for a
    hall that is too small. Placements are sorted by number.
    """
    ordered = sorted(requests, key=lambda request: request.exhibitor)
    at_pins, waiting = take_pins(plan, ordered)
    pinned, refused, findings = check_pins(plan, at_pins, ordered)
    waiting = sorted([*waiting, *refused], key=lambda request: request.exhibitor)
    bare = build_floor(plan)
    floor = bare.without([(stand.shape, stand.lane) for stand in pinned])
    digest = hash_input(plan, ordered)
    unchanged = previous is not None and previous.input_hash == digest
    kept = _keep(plan, ordered, pinned, floor, previous, unchanged=unchanged)
    standing = _only_sound(plan, bare, ordered, kept) if kept is not None else None
    if standing is None or (standing.unplaced and (not unchanged or standing is not kept)):
        drawn = draw_anew(plan, floor, pinned, waiting, previous)
        settled = settle_slots(plan, drawn, pinned, previous)
        other = _only_sound(plan, bare, ordered, settled)
        if standing is None or len(other.unplaced) < len(standing.unplaced):
            standing = other
    return finish_hall(plan, ordered, previous, standing, digest, findings)


def _only_sound(
    plan: Plan, bare: Floor, requests: Sequence[StandRequest], standing: Standing
) -> Standing:
    """Return what stands less what breaks a rule: whoever that is has no place, and it is told.

    Pinned stands stay: `check_pins` has judged them.
    """
    pinned = {pin.exhibitor for pin in plan.pins}
    slots = [slot_of(stand, index) for index, stand in enumerate(standing.placements)]
    fixed = frozenset(i for i, s in enumerate(standing.placements) if s.exhibitor in pinned)
    kept = {slot.band for slot in drop_unsound(slots, bare.walk, plan, fixed)}
    if len(kept) == len(slots):
        return standing
    out = {
        name
        for index, stand in enumerate(standing.placements)
        if index not in kept
        for name in (stand.exhibitor, *stand.co_exhibitors)
    }
    return replace(
        standing,
        placements=tuple(s for index, s in enumerate(standing.placements) if index in kept),
        unplaced=(*standing.unplaced, *(r for r in requests if r.exhibitor in out)),
    )


def _keep(
    plan: Plan,
    requests: Sequence[StandRequest],
    pinned: Sequence[PinnedStand],
    floor: Floor,
    previous: LockMemory | None,
    *,
    unchanged: bool,
) -> Standing | None:
    """Return the hall of the last lock with the fewest changes, if it can be kept."""
    if previous is None:
        return None
    return stay_put(plan, requests, pinned, floor, previous, unchanged=unchanged)
