"""Who stands where: the exhibitors by the number of their stand."""

from __future__ import annotations

from collections.abc import Sequence

from exporters import plan_style as look
from exporters.sheet.marks import Anchor, Sheet
from exporters.sheet.typeface import Typeface
from exporters.sheet.words import SheetWords
from exporters.wall_plan.columns import Box, Columns
from layout.values import PlacedHall

Entry = tuple[str, str, str]
_LEADING = 1.42


def list_entries(placed: PlacedHall, words: SheetWords) -> list[Entry]:
    """Return number, exhibitor and sector colour; those who share a stand each have a line."""
    colours = {sector.id: sector.colour for sector in placed.plan.sectors}
    entries = []
    for stand in placed.placements:
        people = [p for p in (stand.exhibitor, *stand.co_exhibitors) if p is not None]
        names = [words.exhibitors.get(person, person) for person in people]
        colour = colours.get(stand.sector, look.ZONE_EDGE)
        entries += [(stand.number, name, colour) for name in names or [words.say("index.free")]]
    return entries


def line_height(size: float) -> float:
    """Return the height of an entry whose letters are `size` mm."""
    return size * _LEADING


def count_fitting(box: Box, size: float, least_width: float) -> tuple[int, int]:
    """Return how many columns and how many lines of index a box holds."""
    count = max(1, int((box[2] + size * 2) // (least_width + size * 2)))
    return count, count * int(box[3] // (size * _LEADING))


def name_start(typeface: Typeface, entries: Sequence[Entry], size: float) -> float:
    """Return how far into a column the names begin, after mark and number."""
    longest = max((entry[0] for entry in entries), key=len, default="")
    return typeface.width(longest, size, bold=True) + size * 2.1


def draw_entries(
    sheet: Sheet,
    typeface: Typeface,
    columns: Columns,
    entries: Sequence[Entry],
    size: float,
    *,
    first: int = 0,
) -> int:
    """Draw as many entries from `first` on as the columns hold; return the next to draw."""
    rtl = sheet.right_to_left
    names_at = name_start(typeface, entries, size)
    for index in range(first, len(entries)):
        number, name, colour = entries[index]
        top = columns.take(size * _LEADING)
        if top is None:
            return index
        base = top + size
        mark = columns.inward(size * 0.8) if rtl else columns.left
        sheet.box(mark, top + size * 0.2, size * 0.8, size * 0.8, fill=look.tint(colour, 0.55),
                  stroke=look.shade(colour, 0.78), line=0.08)  # fmt: skip
        anchor: Anchor = "right" if rtl else "left"
        sheet.text(number, (columns.inward(size * 1.2), base), size, bold=True, anchor=anchor,
                   colour=look.INK, right_to_left=False)  # fmt: skip
        room = columns.width - names_at
        shown = typeface.shorten(name, size, room)
        sheet.text(shown, (columns.inward(names_at), base), size, anchor=anchor,
                   colour=look.INK)  # fmt: skip
    return len(entries)
