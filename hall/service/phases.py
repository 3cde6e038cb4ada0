"""Phases of the fair: which one it is today, and what can be done in it.

| phase | orders | messages | delivery |
|---|---|---|---|
| preparing | not yet | yes | |
| open | yes | yes | every way |
| online_only | yes | yes | nothing is collected at the fair |
| closed, archive | no more | yes | |
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hall.model.catalogue import Catalogue
from hall.model.fair import BY_DATE, Fair

PHASES_WITHOUT_ORDERS = ("preparing", "closed", "archive")


def find_phase(fair: Fair, today: dt.date) -> str:
    """Return the phase that the organiser set, or the one that the days of the fair give.

    By date a fair is preparing until its first day, open through its last, then closed;
    `today` is a day in the fair's zone.
    """
    if fair.phase != BY_DATE:
        return fair.phase
    day = today.isoformat()
    if day < fair.starts:
        return "preparing"
    return "open" if day <= fair.ends else "closed"


def takes_orders(fair: Fair, today: dt.date) -> bool:
    return find_phase(fair, today) not in PHASES_WITHOUT_ORDERS


def at_phase(catalogue: Catalogue, today: dt.date) -> Catalogue:
    """Return the catalogue as it is in the phase of `today`.

    Online only, the ways of delivery that need somebody at the fair are left out.
    """
    phase = find_phase(catalogue.fair, today)
    delivery = catalogue.delivery
    if phase == "online_only":
        modes = tuple(mode for mode in delivery.modes if not mode.at_fair)
        delivery = replace(delivery, modes=modes)
    return replace(catalogue, fair=replace(catalogue.fair, phase=phase), delivery=delivery)
