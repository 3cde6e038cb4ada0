"""What an import changes, thing by thing: new, modified, deleted, unchanged."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hall.service.importing.exhibitors import Seating
from hall.service.importing.found import Survey
from hall.service.importing.plan_items import degrees, metres
from hall.service.importing.rings import area_of, box_of
from hall.service.importing.target import Target, written_halls
from layout.lock import LockMemory
from layout.values import Axis, Column, Door, Fixture, Hall, Pin, Plan, Ring, Zone

State = Literal["new", "modified", "deleted", "unchanged"]
STATES: tuple[State, ...] = ("new", "modified", "deleted", "unchanged")
Thing = Hall | Column | Door | Zone | Axis | Fixture


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing of the plan: `what` says how it differs, `place` where it was drawn."""

    state: State
    kind: str
    id: str
    what: str = ""
    place: str = ""


def find_differences(
    plan: Plan | None, target: Target, survey: Survey, seating: Seating
) -> tuple[Difference, ...]:
    """Return the differences of all kinds that the drawing speaks of."""
    found: list[Difference] = []
    if "hall" in survey.covers and survey.halls:
        old_halls = {hall.id: hall for hall in written_halls(plan)}
        found += _compare("hall", old_halls, {h.id: h for h in target.halls}, target)
    old_lists = (
        ("columns", plan.columns if plan else (), target.columns),
        ("doors", plan.doors if plan else (), target.doors),
        ("zones", plan.zones if plan else (), target.zones),
        ("axes", plan.axes if plan else (), target.axes),
        ("fixtures", plan.fixtures if plan else (), target.fixtures),
    )
    for kind, old, new in old_lists:
        if kind in survey.covers or old != new:
            some = _compare(kind, {t.id: t for t in old}, {t.id: t for t in new}, target)
            # Something drawn could not be taken: it may be what seems deleted.
            found += [d for d in some if d.state != "deleted" or kind not in survey.faulty]
    return (*found, *_stands(plan, seating))


def _compare(
    kind: str,
    old: Mapping[str, Thing],
    new: Mapping[str, Thing],
    target: Target,
) -> Iterable[Difference]:
    for name, thing in new.items():
        source = target.sources.get((kind, name))
        place = source.place if source else ""
        was = old.get(name)
        if was is None:
            yield Difference("new", kind, name, _describe(thing), place)
        else:
            what = _change(was, thing)
            yield Difference("modified" if what else "unchanged", kind, name, what, place)
    for name, thing in old.items():
        if name not in new:
            yield Difference("deleted", kind, name, _describe(thing))


def _describe(thing: Thing) -> str:
    if isinstance(thing, Axis):
        ends = f"from {_at(*thing.points[0])} to {_at(*thing.points[-1])}"
        return f"main aisle, {metres(thing.width_mm)} m wide, {ends}"
    if isinstance(thing, Fixture):
        return f"{thing.kind} at {_at(thing.x_mm, thing.y_mm)}"
    if isinstance(thing, Column):
        return f"{_size(thing.width_mm, thing.depth_mm)} at {_at(thing.x_mm, thing.y_mm)}"
    if isinstance(thing, Door):
        ends = f"from {_at(*thing.a)} to {_at(*thing.b)}"
        return f"{thing.kind}, {metres(thing.width_mm)} m wide, {ends}"
    box = box_of(thing.outline)
    area = abs(area_of(thing.outline)) / 1e6
    shape = f"{_size(box[2] - box[0], box[3] - box[1])}, {area:,.1f} m², at {_at(box[0], box[1])}"
    if isinstance(thing, Zone):
        return f"{thing.kind}, {shape}"
    return f"{shape}, {len(thing.outline)} corners, {len(thing.holes)} holes"


def _change(was: Thing, now: Thing) -> str:
    """Return in words how a thing changed, nothing where it did not."""
    words: list[str] = []
    if isinstance(was, Column) and isinstance(now, Column):
        words += _moved((was.x_mm, was.y_mm), (now.x_mm, now.y_mm))
        words += _resized((was.width_mm, was.depth_mm), (now.width_mm, now.depth_mm))
    elif isinstance(was, Door) and isinstance(now, Door):
        words += _change_door(was, now)
    elif isinstance(was, Axis) and isinstance(now, Axis):
        words += _change_axis(was, now)
    elif isinstance(was, Fixture) and isinstance(now, Fixture):
        words += [] if was.kind == now.kind else [f"{was.kind} → {now.kind}"]
        words += _moved((was.x_mm, was.y_mm), (now.x_mm, now.y_mm))
    elif isinstance(was, Hall | Zone) and isinstance(now, Hall | Zone):
        words += _reshaped(was.outline, now.outline)
        if isinstance(was, Hall) and isinstance(now, Hall):
            words += _change_holes(was, now)
    return ", ".join(words)


def _change_door(was: Door, now: Door) -> list[str]:
    words = [] if was.kind == now.kind else [f"{was.kind} → {now.kind}"]
    words += _moved(_middle(was), _middle(now))
    if abs(was.width_mm - now.width_mm) > 1:
        words.append(f"{metres(was.width_mm)} → {metres(now.width_mm)} m wide")
    if not words and {was.a, was.b} != {now.a, now.b}:
        words.append("turned")
    return words


def _change_axis(was: Axis, now: Axis) -> list[str]:
    words = []
    if was.points != now.points:
        words.append(f"from {_at(*now.points[0])} to {_at(*now.points[-1])}")
    if was.width_mm != now.width_mm:
        words.append(f"{metres(was.width_mm)} → {metres(now.width_mm)} m wide")
    return words


def _change_holes(was: Hall, now: Hall) -> list[str]:
    if len(was.holes) != len(now.holes):
        return [f"{len(was.holes)} → {len(now.holes)} holes"]
    return ["a hole changed"] if was.holes != now.holes else []


def _middle(door: Door) -> tuple[float, float]:
    return (door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2


def _moved(was: tuple[float, float], now: tuple[float, float]) -> list[str]:
    far = math.dist(was, now)
    return [f"moved by {far / 1000:.2f} m to {_at(*now)}"] if far >= 1 else []


def _resized(was: tuple[float, float], now: tuple[float, float]) -> list[str]:
    return [f"{_size(*was)} → {_size(*now)}"] if was != now else []


def _reshaped(was: Ring, now: Ring) -> list[str]:
    if was == now:
        return []
    old, new = box_of(was), box_of(now)
    same_size = _size(old[2] - old[0], old[3] - old[1]) == _size(new[2] - new[0], new[3] - new[1])
    if same_size and len(was) == len(now) and abs(area_of(was) - area_of(now)) < 1:
        return _moved((old[0], old[1]), (new[0], new[1])) or ["its corners changed"]
    words = []
    if not same_size:
        words += _resized((old[2] - old[0], old[3] - old[1]), (new[2] - new[0], new[3] - new[1]))
    if len(was) != len(now):
        words.append(f"{len(was)} → {len(now)} corners")
    else:
        words.append(f"{sum(a != b for a, b in zip(was, now, strict=True))} corners moved")
    before, after = abs(area_of(was)) / 1e6, abs(area_of(now)) / 1e6
    words.append(f"{before:,.1f} → {after:,.1f} m²")
    return words


def _stands(plan: Plan | None, seating: Seating) -> Iterable[Difference]:
    pinned = {pin.exhibitor: pin for pin in plan.pins} if plan else {}
    pins = {pin.exhibitor: pin for pin in seating.pins}
    for seat in seating.moved:
        pin, was = pins[seat.exhibitor], seat.was
        place = seat.stand.source.place
        number = f"{seat.stand.number} " if seat.stand.number else ""
        if was is None and seat.exhibitor not in pinned:
            yield Difference(
                "new", "stands", seat.exhibitor, f"{number}pinned at {_pin(pin)}", place
            )
            continue
        old = (
            pinned.get(seat.exhibitor) or Pin("", was.x_mm, was.y_mm, was.rotation_mdeg)
            if was
            else pinned[seat.exhibitor]
        )
        far = math.dist((old.x_mm, old.y_mm), (pin.x_mm, pin.y_mm))
        what = f"{number}moved by {far / 1000:.2f} m to {_pin(pin)}"
        yield Difference("modified", "stands", seat.exhibitor, what, place)
    told = {seat.exhibitor for seat in seating.moved}
    for name, (width, depth) in sorted(seating.sizes.items()):
        size = f"{_size(width, depth)} (in exhibitors.csv)"
        if name not in told:
            source = seating.sources.get(name)
            yield Difference("modified", "stands", name, size, source.place if source else "")
        else:
            yield Difference("modified", "sizes", name, size)
    for name in seating.same:
        if name not in seating.sizes:
            yield Difference("unchanged", "stands", name)
    for name in seating.gone:
        what = (
            "its pin is removed"
            if name in pinned
            else "not drawn; it had no pin, so it is placed anew"
        )
        yield Difference("deleted", "stands", name, what)


def tell_numbers(numbers: Mapping[str, str], memory: LockMemory) -> tuple[Difference, ...]:
    """Return the stands whose number the file changes or gives."""
    return tuple(
        Difference("modified", "numbers", name, f"{memory.numbers[name]} → {number}")
        if name in memory.numbers
        else Difference("new", "numbers", name, number)
        for name, number in sorted(numbers.items())
    )


def _pin(pin: Pin) -> str:
    turn = f" turned {degrees(pin.rotation_mdeg)}°" if pin.rotation_mdeg else ""
    return f"{_at(pin.x_mm, pin.y_mm)}{turn}"


def _at(x: float, y: float) -> str:
    return f"[{metres(x)}, {metres(y)}]"


def _size(width: float, depth: float) -> str:
    return f"{metres(width)} x {metres(depth)} m"


def count_states(differences: Sequence[Difference]) -> dict[State, int]:
    """Return how many things are new, modified, deleted and unchanged."""
    return {state: sum(d.state == state for d in differences) for state in STATES}
