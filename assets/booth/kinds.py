"""Kinds of booth, and the few kinds that all others are stretched from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from layout.values import SIDES, KitName, Side

MOST_ARCHETYPES = 14
_SMALL_MM, _LARGE_MM, _LIMIT_MM = 3000, 6000, 4500


@dataclass(frozen=True, slots=True, order=True)
class BoothKind:
    """What makes two booths look the same, apart from their tint."""

    kit: KitName
    width_mm: int
    depth_mm: int
    open_sides: tuple[Side, ...]


def find_archetype(kind: BoothKind) -> BoothKind:
    """Return the kind whose mesh this kind uses, stretched to its own size.

    It depends on nothing else, so that the near tier of a stand, built alone, knows where the
    shelves of its booth are. Booths with walls stretch from 3 x 3 m; of the others, sides up to
    4.5 m do, longer ones stretch from 6 m. A stand without walls looks the same whatever its
    open sides.
    """
    open_sides = kind.open_sides
    if kind.kit == "island" or (kind.kit == "space_only" and "front" in open_sides):
        open_sides = SIDES
    if kind.kit in {"shell_scheme", "pavilion"}:
        return BoothKind(kind.kit, _SMALL_MM, _SMALL_MM, open_sides)
    width, depth = (_find_length(length) for length in (kind.width_mm, kind.depth_mm))
    return BoothKind(kind.kit, width, depth, open_sides)


def choose_archetypes(
    kinds: Collection[BoothKind], most: int = MOST_ARCHETYPES
) -> Mapping[BoothKind, BoothKind]:
    """Return for each kind the kind whose mesh it uses, at most `most` different ones.

    Beyond that number the rarest archetype is given up first, for one with the same open sides
    and kit if there is one, else for one that puts no wall on an open side.
    """
    wanted = {kind: find_archetype(kind) for kind in set(kinds)}
    kept = Counter(find_archetype(kind) for kind in kinds)
    while len(kept) > most:
        rare = min(kept, key=lambda kind: (kept[kind], kind))
        others = [kind for kind in kept if kind != rare]
        heir = min(others, key=lambda kind: (_measure_unlikeness(rare, kind), kind))
        kept[heir] += kept.pop(rare)
        wanted = {kind: heir if used == rare else used for kind, used in wanted.items()}
    return wanted


def _find_length(length_mm: int) -> int:
    return _SMALL_MM if length_mm <= _LIMIT_MM else _LARGE_MM


def _measure_unlikeness(kind: BoothKind, other: BoothKind) -> tuple[int, int, int, int]:
    walled = len(set(kind.open_sides) - set(other.open_sides))
    opened = len(set(other.open_sides) - set(kind.open_sides))
    stretch = abs(kind.width_mm - other.width_mm) + abs(kind.depth_mm - other.depth_mm)
    return walled, opened, int(kind.kit != other.kit), stretch
