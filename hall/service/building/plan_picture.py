"""The plan of the hall as SVG, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from exporters.plan_captions import PlanCaptions
from exporters.svg import build_plan_svg
from hall.model.exhibitor import Exhibitor
from hall.service.wording import word
from hall.store.built import BuiltFiles
from layout.values import PlacedHall

_DOOR_KINDS = ("entrance", "exit", "emergency_exit")


def write_plans(
    placed: PlacedHall,
    exhibitors: Mapping[str, Exhibitor],
    languages: tuple[str, ...],
    base: str,
    files: BuiltFiles,
) -> dict[str, str]:
    """Return language → SVG file; every stand links to its page below `base`."""
    return {
        lang: files.put(draw_plan(placed, exhibitors, lang, base=base).encode(), ".svg")
        for lang in languages
    }


def draw_plan(
    placed: PlacedHall, exhibitors: Mapping[str, Exhibitor], lang: str, *, base: str | None
) -> str:
    """Return the plan with captions in `lang`; `base` None draws stands without links."""
    hrefs = {
        stand.stand_id: f"{base}/{lang}/stands/{quote(stand.number, safe='')}"
        for stand in placed.placements
        if base is not None
    }
    captions = PlanCaptions(
        lang=lang,
        title=word(lang, "plan.title"),
        stand=word(lang, "plan.stand"),
        north=word(lang, "plan.north"),
        metre=word(lang, "plan.metre"),
        doors={kind: word(lang, f"plan.door.{kind}") for kind in _DOOR_KINDS},
        hrefs=hrefs,
        exhibitors={key: str(exhibitor.name.pick(lang)) for key, exhibitor in exhibitors.items()},
    )
    return build_plan_svg(placed, captions)
