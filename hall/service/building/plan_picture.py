"""The plan of the hall as SVG, in each language."""

from __future__ import annotations

from collections.abc import Mapping

from exporters.svg import build_plan_svg
from hall.model.exhibitor import Exhibitor
from hall.store.built import BuiltFiles
from layout.values import PlacedHall


def write_plans(
    placed: PlacedHall,
    exhibitors: Mapping[str, Exhibitor],
    languages: tuple[str, ...],
    base: str,
    files: BuiltFiles,
) -> dict[str, str]:
    """Return language → SVG file; every stand links to its page below `base`."""
    return {
        lang: files.put(
            build_plan_svg(placed, _captions(placed, exhibitors, lang, base)).encode(), ".svg"
        )
        for lang in languages
    }
