"""Mends a hall of stands: no narrow way, every front on the one system of aisles."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely import Polygon

from layout.rows.frame import direction
from layout.rows.standing import TOLERANCE_MM, Bounds, Stand, Standing, beside, grown

_ROUNDS = 6
_MARGIN_MM = 50.0
Change = tuple[tuple[int, Stand | None], ...]


def mend(standing: Standing) -> None:
    """Move or take away the few stands that squeeze a way or whose aisle is cut off."""
    for _ in range(_ROUNDS):
        necks = standing.all_necks()
        for neck in necks:
            _open_up(standing, neck)
        cut = standing.blocked()
        for key in cut:
            standing.remove(key)
        if not cut and not necks:
            return


def mend_within(standing: Standing, bounds: Bounds) -> None:
    """Undo the narrow ways within bounds, and take away what is then cut off."""
    for _ in range(_ROUNDS):
        necks = standing.necks(bounds)
        for neck in necks:
            _open_up(standing, neck)
        if not necks:
            break
    for key in standing.blocked():
        standing.remove(key)


def _open_up(standing: Standing, neck: Polygon) -> None:
    """Undo one neck: slide a run of stands, or take away as few as possible."""
    around = grown(neck.bounds, _MARGIN_MM)
    if not standing.necks(around):
        return
    near = [k for k in standing.near(around) if standing.shapes[k].dwithin(neck, 2.0)]
    groups = list(dict.fromkeys(_group(standing, key) for key in near))
    best: tuple[int, int, Change] | None = None
    for lost, changes in enumerate((_slides(standing, groups), _losses(standing, near, groups))):
        for change in changes:
            bounds = _reach(standing, change, around)
            before = _faults(standing, bounds)
            undo = _apply(standing, change)
            gain = _faults(standing, bounds) - before
            _apply(standing, undo)
            gone = sum(stand is None for _, stand in change)
            if gain < 0 and (best is None or (gone, gain) < best[:2]):
                best = gone, gain, change
        if best is not None and not lost:
            break
    _apply(standing, best[2] if best else tuple((key, None) for key in near))


def _faults(standing: Standing, bounds: Bounds) -> int:
    """Return how many ways within bounds are narrow and how many fronts near them are hidden."""
    near = standing.near(grown(bounds, standing.aisle))
    return len(standing.necks(bounds)) + len(standing.hidden(near))


def _group(standing: Standing, key: int) -> tuple[int, ...]:
    """Return the stands side by side with one, from left to right; keys follow each other."""
    found = [key]
    for step in (-1, 1):
        at = key
        while at + step in standing.stands:
            pair = (at, at + step) if step > 0 else (at + step, at)
            if not beside(standing.stands[pair[0]], standing.stands[pair[1]], standing.width):
                break
            at += step
            found.append(at)
    return tuple(sorted(found))


def _slides(standing: Standing, groups: list[tuple[int, ...]]) -> Iterator[Change]:
    """Yield each group moved along its row until it meets something."""
    for group in groups:
        for side in (-1, 1):
            room = _room_beside(standing, group, side)
            if room > TOLERANCE_MM:
                yield tuple((key, _moved(standing.stands[key], side * room)) for key in group)


def _losses(standing: Standing, near: list[int], groups: list[tuple[int, ...]]) -> Iterator[Change]:
    """Yield the changes that take stands away: one, one with a slide, two or three at an end."""
    for key in near:
        yield ((key, None),)
    for group in groups:
        for side, far in ((-1, group[-1]), (1, group[0])):
            room = _room_beside(standing, group, side)
            if room > TOLERANCE_MM and len(group) > 1:
                yield tuple(
                    (key, None if key == far else _moved(standing.stands[key], side * room))
                    for key in group
                )
        for count in (2, 3):
            if len(group) > count:
                for part in (group[:count], group[-count:]):
                    yield tuple((key, None) for key in part)


def _room_beside(standing: Standing, group: tuple[int, ...], side: int) -> int:
    """Return how far the stands of a group may slide to the left (-1) or right (1)."""
    end = standing.stands[group[0] if side < 0 else group[-1]]
    strip = standing.rectangle(_moved(end, side * standing.width), -standing.depth)
    others = [standing.shapes[k] for k in standing.near(strip.bounds) if k not in group]
    blocked = strip.difference(standing.ground.stands.intersection(strip))
    things = shapely.union_all([blocked, *others]).intersection(
        strip.buffer(-TOLERANCE_MM, join_style="mitre")
    )
    if things.is_empty:
        return 0  # nothing near to slide to
    cos, sin = direction(end.mdeg)
    along = shapely.get_coordinates(things) @ [cos, sin]
    start = end.x * cos + end.y * sin
    edge = start if side < 0 else start + standing.width
    return max(0, int(round((along - edge).min() if side > 0 else (edge - along).min()) - 1))


def _moved(stand: Stand, by_mm: float) -> Stand:
    cos, sin = direction(stand.mdeg)
    return Stand(round(stand.x + by_mm * cos), round(stand.y + by_mm * sin), stand.mdeg)


def _reach(standing: Standing, change: Change, around: Bounds) -> Bounds:
    bounds = [around, *(standing.shapes[key].bounds for key, _ in change)]
    low, high = zip(*((b[:2], b[2:]) for b in bounds), strict=True)
    x0, y0 = (min(values) for values in zip(*low, strict=True))
    x1, y1 = (max(values) for values in zip(*high, strict=True))
    return grown((x0, y0, x1, y1), standing.aisle)


def _apply(standing: Standing, change: Change) -> Change:
    """Make a change and return the one that undoes it."""
    undo: list[tuple[int, Stand | None]] = []
    for key, stand in change:
        undo.append((key, standing.stands.get(key)))
        if key in standing.stands:
            standing.remove(key)
        if stand is not None:
            standing.put(key, stand)
    return tuple(undo)
