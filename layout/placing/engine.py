"""Places stands: rows back to back between aisles, each sector one quarter of the hall.

A hall that was laid out before stays as it is but for what must move (`layout.assigning`).
Else it is drawn anew (`layout.placing.anew`): on a regular grid with the widest aisles that
hold everyone, or, where floor is short, in the densest rows there are (`layout.rows`). No
chance and no clock: the same input gives the same hall.
"""

from __future__ import annotations

from collections.abc import Sequence

from layout.assigning.pinning import PinnedStand, take_pins
from layout.assigning.standing import Standing
from layout.assigning.staying import stay_put
from layout.input_hash import hash_input
from layout.lock import LockMemory
from layout.placing.anew import draw_anew
from layout.placing.finishing import finish_hall, settle_slots
from layout.placing.floor import Floor, build_floor
from layout.placing.pins import check_pins
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
    floor = build_floor(plan).without([(stand.shape, stand.lane) for stand in pinned])
    standing = _keep(plan, ordered, pinned, floor, previous)
    if standing is None or standing.unplaced:
        unchanged = previous is not None and previous.input_hash == hash_input(plan, ordered)
        if standing is None or not unchanged:
            drawn = draw_anew(plan, floor, pinned, waiting, previous)
            other = settle_slots(plan, drawn, pinned, previous)
            if standing is None or len(other.unplaced) < len(standing.unplaced):
                standing = other
    return finish_hall(plan, ordered, previous, standing, findings)


def _keep(
    plan: Plan,
    requests: Sequence[StandRequest],
    pinned: Sequence[PinnedStand],
    floor: Floor,
    previous: LockMemory | None,
) -> Standing | None:
    """Return the hall of the last lock with the fewest changes, if it can be kept."""
    if previous is None:
        return None
    unchanged = previous.input_hash == hash_input(plan, requests)
    return stay_put(plan, requests, pinned, floor, previous, unchanged=unchanged)
