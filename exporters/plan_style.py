"""Colours and sizes of the drawn plan. Lengths in plan metres, colours `#rrggbb`."""

from __future__ import annotations

from functools import lru_cache

INK = "#22262c"
SOFT_INK = "#5b626c"
PAPER = "#ffffff"
FLOOR = "#f6f3ec"
MAIN_AISLE = "#ece5d6"
WALL = "#39404a"
COLUMN = "#39404a"
ENTRANCE = "#a3341f"
EXIT = "#15803d"
EMERGENCY = "#0b6b57"
AXIS = "#8a7a55"
ROUTE = "#0b6b57"
ZONE_FILLS = {
    "stage": "#e4d9ea",
    "workshop": "#dbe7f3",
    "conference": "#e0e0f2",
    "cafe": "#f3e3cf",
    "prayer_room": "#d9ece3",
    "toilets": "#e3e5e8",
    "desk": "#f2d9d3",
    "service": "#e3e5e8",
    "rest": "#e5eeda",
    "keep_out": "#e3e5e8",
}
ZONE_EDGE = "#9aa0a8"
FONTS = "system-ui, 'Noto Sans', 'Noto Sans Arabic', 'Noto Kufi Arabic', Arial, sans-serif"

MARGIN_M = 4.0
NUMBER_M = 1.4
BIG_NUMBER_M = 2.0
BIG_STAND_M = 4.0
ZONE_TEXT_M = 2.0
LEGEND_TEXT_M = 2.6
LEGEND_NOTE_M = 2.0
LEGEND_ROW_M = 6.2
LEGEND_COLUMN_M = 36.0
LEAST_TEXT_MM = 1.45
"""Smaller letters (4.1 points) are not read on paper: what needs them is left out."""


@lru_cache(maxsize=512)
def tint(colour: str, share: float) -> str:
    """Return a colour mixed with white: share 0 is white, 1 the colour itself."""
    parts = (int(colour[index : index + 2], 16) for index in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in parts)


@lru_cache(maxsize=512)
def shade(colour: str, share: float) -> str:
    """Return a colour mixed with black: share 0 is black, 1 the colour itself."""
    parts = (int(colour[index : index + 2], 16) for index in (1, 3, 5))
    return "#" + "".join(f"{round(part * share):02x}" for part in parts)
