"""Stands that have their places but no ids, numbers and open sides yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from layout.values import Lane, Placement, StandRequest

Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a placing decided, before it is numbered and measured.

    `placements` are in walking order (after an edit: in the order of the last lock);
    `unplaced` found no place. `reasons` says for exhibitors that moved why, and for whom or
    what (see `layout.values.Move`).
    """

    placements: tuple[Placement, ...]
    unplaced: tuple[StandRequest, ...] = ()
    lanes: tuple[Lane, ...] = ()
    reasons: Mapping[str, Reason] = field(default_factory=dict)
