"""The phase of the fair in words: what can be done in it, and from when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hall.http.dates import format_day
from hall.http.problems import Problem
from hall.model.fair import Fair
from hall.service.errors import FormRefused
from hall.service.phases import find_phase
from hall.service.wording import word


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase by its id, and one sentence or two on it."""

    id: str
    text: str


def tell_phase(fair: Fair, today: date, lang: str) -> PhaseLine:
    """Return the phase of `today`; a day that has passed is not named as one to come."""
    phase, day = find_phase(fair, today), today.isoformat()
    if phase == "preparing" and day < fair.starts:
        text = word(lang, "phase.opens", date=format_day(fair.starts, lang))
    elif phase == "open" and day <= fair.ends:
        text = word(lang, "phase.open_until", date=format_day(fair.ends, lang))
    else:
        text = word(lang, f"phase.{phase}")
    return PhaseLine(phase, text)


def tell_orders(fair: Fair, today: date, lang: str) -> str:
    """Return what the phase changes for an order; empty while the fair is open."""
    line = tell_phase(fair, today, lang)
    return "" if line.id == "open" else line.text


def orders_closed(refused: FormRefused, line: PhaseLine) -> Problem | None:
    """Return the problem of an order in a phase without orders; None for another fault."""
    if not any(error.code in {"fair_closed", "fair_preparing"} for error in refused.errors):
        return None
    return Problem(409, "orders_closed", detail=line.text)
