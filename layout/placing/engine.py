"""Places stands: rows back to back between aisles, each sector one quarter of the hall.

A hall that was laid out before stays as it is but for what must move (`layout.assigning`).
Else it is drawn anew (`layout.placing.anew`): on a regular grid with the widest aisles that
hold everyone, or, where floor is short, in the densest rows there are (`layout.rows`). No
chance and no clock: the same input gives the same hall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layout.assigning.pinning import take_pins
from layout.assigning.standing import Standing
from layout.assigning.staying import stay_put
from layout.input_hash import hash_input
from layout.lock import LockMemory
from layout.placing.anew import draw_anew
from layout.placing.finishing import finish_hall, settle_slots
from layout.placing.floor import build_floor
from layout.placing.pins import check_pins
from layout.placing.slots import slot_of
from layout.placing.soundness import drop_unsound
from layout.values import PlacedHall, Placement, Plan, StandRequest


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
    digest = hash_input(plan, ordered)
    unchanged = previous is not None and previous.input_hash == digest
    guard = _Guard(plan, frozenset(stand.request.exhibitor for stand in pinned))
    kept: Standing | None = None
    if previous is not None:
        kept = stay_put(
            plan, ordered, pinned, floor, previous,
            find_unsound=guard.find_unsound, unchanged=unchanged,
        )  # fmt: skip
    standing = guard.only_sound(ordered, kept) if kept and unchanged else kept
    if standing is None or (standing.unplaced and (not unchanged or standing is not kept)):
        drawn = draw_anew(plan, floor, pinned, waiting, previous)
        other = guard.only_sound(ordered, settle_slots(plan, drawn, pinned, previous))
        if standing is None or len(other.unplaced) < len(standing.unplaced):
            standing = other
    return finish_hall(plan, ordered, previous, standing, digest, findings)


class _Guard:
    """The last look at a hall. Stands at pins stay: `check_pins` has judged them."""

    def __init__(self, plan: Plan, pinned: frozenset[str]) -> None:
        self.plan, self.pinned = plan, pinned

    def find_unsound(self, stands: Sequence[Placement]) -> list[int]:
        """Return the indices of stands that break a rule, none of them at a pin."""
        slots = [slot_of(stand, index) for index, stand in enumerate(stands)]
        fixed = frozenset(i for i, stand in enumerate(stands) if stand.exhibitor in self.pinned)
        sound = drop_unsound(slots, build_floor(self.plan).walk, self.plan, fixed)
        kept = {slot.band for slot in sound}
        return [index for index in range(len(stands)) if index not in kept]

    def only_sound(self, requests: Sequence[StandRequest], standing: Standing) -> Standing:
        """Return what stands less what breaks a rule: who that is has no place, and it is told."""
        unsound = set(self.find_unsound(standing.placements))
        if not unsound:
            return standing
        out = {
            name
            for index in unsound
            for stand in (standing.placements[index],)
            for name in (stand.exhibitor, *stand.co_exhibitors)
        }
        return replace(
            standing,
            placements=tuple(s for i, s in enumerate(standing.placements) if i not in unsound),
            unplaced=(*standing.unplaced, *(r for r in requests if r.exhibitor in out)),
        )
