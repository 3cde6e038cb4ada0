"""A wall plan: one large sheet, and A4 pages with what does not fit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporters import plan_style as look
from exporters.sheet.book import Book, number_pages
from exporters.sheet.doors import draw_doors
from exporters.sheet.ground import Ground, hall_box
from exporters.sheet.marks import Anchor, Sheet
from exporters.sheet.paper import Frame, Needs, need_frame, text_size
from exporters.sheet.proof import write_certificate, write_rules
from exporters.sheet.typeface import Typeface
from exporters.sheet.words import SheetWords
from exporters.wall_plan.columns import Columns
from exporters.wall_plan.index import Entry, count_fitting, draw_entries, list_entries
from exporters.wall_plan.legend import (
    draw_scale_and_north,
    draw_sectors,
    draw_signs,
    heading,
)
from layout.values import PlacedHall

_HEAD, _FOOT, _AROUND = 6.4, 4.0, 6.0
_LEGEND_WIDTH, _WIDEST, _NARROWEST = 24.0, 42.0, 17.0
_HASH_LETTERS = 16
_INDEX_SIZES = (0.92, 0.84, 0.76, 0.7, 0.64)
_BOOK_INDEX_MM = 2.4


def draw_wall_plan(
    placed: PlacedHall, words: SheetWords, typeface: Typeface, paper: str
) -> tuple[Sheet, ...]:
    """Return the sheets of a wall plan: `paper` is A4 to A0, further pages are A4.

    Raises:
        FontUnusable: the typeface cannot be read.
        HallTooLarge: the hall does not fit the paper.
    """
    entries = list_entries(placed, words)
    frame = _frame(placed, words, paper)
    sheet = Sheet(frame.width, frame.height, words.right_to_left)
    ground = place_ground(placed, words, typeface, sheet, frame)
    ground.draw()
    draw_doors(ground, door_labels(placed, words))
    _head(ground, frame)
    rest = _panel(ground, frame, entries, paper)
    _foot(ground, frame, paper)
    book = Book(words, typeface, words.say("plan.title"))
    if rest:
        _write_index(book, entries)
    write_rules(book, placed.plan.rules)
    write_certificate(book, placed)
    sheets = [sheet, *book.sheets]
    number_pages(sheets, words, words.say("not_authorised"))
    return tuple(sheets)


def _frame(placed: PlacedHall, words: SheetWords, paper: str) -> Frame:
    west, south, east, north = hall_box(placed)
    sectors = len({stand.sector for stand in placed.placements})
    below = max(16.0, sectors * 1.5 + 8)
    needs = Needs(
        ((east - west) / 1000, (north - south) / 1000), _HEAD, _FOOT, _AROUND, _LEGEND_WIDTH, below
    )
    return need_frame(paper, needs, right_to_left=words.right_to_left)


def place_ground(
    placed: PlacedHall, words: SheetWords, typeface: Typeface, sheet: Sheet, frame: Frame
) -> Ground:
    """Return the hall in the middle of the frame's drawing."""
    west, south, east, north = hall_box(placed)
    left, top, width, height = frame.drawing
    across, down = (east - west) / frame.scale, (north - south) / frame.scale
    at = (left + (width - across) / 2, top + (height - down) / 2)
    return Ground(placed, words, typeface, sheet, frame.scale, *at, frame.text)


def door_labels(placed: PlacedHall, words: SheetWords) -> Mapping[str, Sequence[str]]:
    """Return what is written beside each door: its name or kind, and its clear width."""
    return {
        door.id: (
            words.name(door.names) or words.say(f"door.{door.kind}"),
            words.metres(door.width_mm),
        )
        for door in placed.plan.doors
    }


def _head(ground: Ground, frame: Frame) -> None:
    words, text, sheet = ground.words, frame.text, ground.sheet
    left, top, width, _ = frame.inner
    rtl = words.right_to_left
    start, anchor = (left + width, "right") if rtl else (left, "left")
    side: Anchor = "right" if anchor == "right" else "left"
    fair = words.fair
    size = text * 2.3
    while size > text and ground.typeface.width(fair.name, size, bold=True) > width:
        size *= 0.95
    sheet.text(fair.name, (start, top + text * 2.0), size, bold=True, anchor=side, colour=look.INK)
    line = " · ".join(part for part in (fair.edition, fair.dates, fair.venue) if part)
    small = text * 1.15
    shown = ground.typeface.shorten(line, small, width)
    sheet.text(shown, (start, top + text * 4.0), small, anchor=side, colour=look.SOFT_INK)
    y = top + text * 5.2
    sheet.lines(((left, y), (left + width, y)), stroke=fair.colour, width=text * 0.3)


def _panel(ground: Ground, frame: Frame, entries: Sequence[Entry], paper: str) -> bool:
    """Draw legend and index; return whether the index must go to pages of its own."""
    left, top, width, height = frame.panel
    text = frame.text
    if frame.beside:
        inset = text * 1.5
        left, width = (left, width - inset) if ground.words.right_to_left else (left + inset, width - inset)
    box = (left, top + text * 0.8, width, height - text * 1.6)
    fewest = max(1, int((width + text * 2) // (_WIDEST * text)))
    most = max(fewest, int((width + text * 2) // (_NARROWEST * text)))
    for count in range(fewest, most + 1):
        for share in _INDEX_SIZES:
            trial = Sheet(1, 1, ground.words.right_to_left)
            columns = Columns(trial, box, count, text * 2)
            size = text * share
            _legend(_on(ground, trial), columns, paper)
            if size < look.LEAST_TEXT_MM or columns.is_full:
                continue
            heading(_on(ground, trial), columns, "-")
            if not entries or _fits(columns, size, len(entries)):
                columns = Columns(ground.sheet, box, count, text * 2)
                _legend(ground, columns, paper)
                if entries:
                    heading(ground, columns, ground.words.say("index.title"))
                    draw_entries(ground.sheet, ground.typeface, columns, entries, size)
                return False
    count = max(1, int((width + text * 2) // (_LEGEND_WIDTH * text)))
    _legend(ground, Columns(ground.sheet, box, count, text * 2), paper)
    return True


def _on(ground: Ground, sheet: Sheet) -> Ground:
    return Ground(
        ground.placed, ground.words, ground.typeface, sheet, ground.scale, ground.left,
        ground.top, ground.text,
    )  # fmt: skip


def _fits(columns: Columns, size: float, entries: int) -> bool:
    trial = Columns(columns.sheet, columns.box, columns.count, columns.gap, columns.column)
    trial.y = columns.y
    return all(trial.take(size * 1.42) is not None for _ in range(entries))


def _legend(ground: Ground, columns: Columns, paper: str) -> None:
    draw_sectors(ground, columns)
    columns.take(ground.text * 0.8)
    draw_signs(ground, columns)
    columns.take(ground.text * 0.8)
    draw_scale_and_north(ground, columns, paper)
    columns.take(ground.text * 0.8)


def _foot(ground: Ground, frame: Frame, paper: str) -> None:
    words, text, sheet = ground.words, frame.text, ground.sheet
    left, top, width, height = frame.inner
    y = top + height - text * 2.6
    sheet.lines(((left, y), (left + width, y)), stroke=look.ZONE_EDGE, width=0.2)
    report = ground.placed.report
    size = text * 0.82
    ends = (left + width, left) if words.right_to_left else (left, left + width)
    anchors: tuple[Anchor, Anchor] = ("right", "left") if words.right_to_left else ("left", "right")
    rows = (
        (words.say("not_authorised"), words.say("foot.rules", profile=ground.placed.plan.rules.profile)),
        (
            words.say(
                "foot.figures",
                stands=report.stands_placed,
                net=words.square_metres(report.net_m2),
                gross=words.square_metres(report.gross_m2),
            ),
            words.say("foot.hash", hash=short_hash(ground.placed.input_hash)),
        ),
    )
    for index, (first, last) in enumerate(rows):
        base = y + size * (1.3 + index * 1.35)
        sheet.text(first, (ends[0], base), size, bold=index == 0, anchor=anchors[0], colour=look.INK)
        sheet.text(last, (ends[1], base), size, anchor=anchors[1], colour=look.SOFT_INK)


def short_hash(key: str) -> str:
    """Return the beginning of a hash, enough to tell one revision from another."""
    return key.removeprefix("sha256:")[:_HASH_LETTERS]


def _write_index(book: Book, entries: Sequence[Entry]) -> None:
    """Write all exhibitors in columns over as many A4 pages as it takes."""
    rest = list(entries)
    while rest:
        book.turn_page()
        book.heading(book.words.say("index.title"))
        box = (book.left, book.y + 2, book.width, book.bottom - book.y - 2)
        count, _ = count_fitting(box, _BOOK_INDEX_MM, 54)
        columns = Columns(book.sheet, box, count, 6)
        drawn = draw_entries(book.sheet, book.typeface, columns, rest, _BOOK_INDEX_MM)
        rest = rest[drawn:]
    book.y = book.bottom
