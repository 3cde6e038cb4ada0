"""A wall plan: one large sheet, and A4 pages with what does not fit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporters import plan_style as look
from exporters.errors import HallTooLarge
from exporters.sheet.book import Book, number_pages
from exporters.sheet.doors import draw_doors
from exporters.sheet.ground import Ground, hall_box
from exporters.sheet.marks import Anchor, Sheet
from exporters.sheet.paper import NICE_SCALES, Frame, Needs, need_frame
from exporters.sheet.proof import write_certificate, write_rules
from exporters.sheet.symbols import draw_fixture
from exporters.sheet.typeface import Typeface
from exporters.sheet.words import SheetWords
from exporters.wall_plan.columns import Columns
from exporters.wall_plan.index import Entry, count_fitting, draw_entries, list_entries
from exporters.wall_plan.legend import SHOWN_FIXTURES
from exporters.wall_plan.panel import LEGEND_WIDTH, PanelPlan, draw_panel, plan_panel
from layout.values import PlacedHall

_HEAD, _FOOT, _AROUND = 8.4, 4.0, 6.0
_GIVE_WAY = 1.4  # the scale may be so much smaller if the index then fits beside the plan
_HASH_LETTERS = 16
_BOOK_INDEX_MM = 2.2


def draw_wall_plan(
    placed: PlacedHall, words: SheetWords, typeface: Typeface, paper: str
) -> tuple[Sheet, ...]:
    """Return the sheets of a wall plan: `paper` is A4 to A0, further pages are A4.

    Raises:
        FontUnusable: the typeface cannot be read.
        HallTooLarge: the hall does not fit the paper.
    """
    entries = list_entries(placed, words)
    ground, frame, plan = _choose(placed, words, typeface, paper, entries)
    ground.draw()
    draw_doors(ground, door_labels(placed, words))
    for fixture in placed.plan.fixtures:
        if fixture.kind in SHOWN_FIXTURES:
            draw_fixture(ground.sheet, fixture.kind, ground.spot(fixture.x_mm, fixture.y_mm),
                         frame.text * 1.8)  # fmt: skip
    _head(ground, frame)
    draw_panel(ground, frame, paper, entries, plan)
    _foot(ground, frame)
    book = Book(words, typeface, words.say("plan.title"))
    if entries and not plan.index_size:
        _write_index(book, entries)
    write_rules(book, placed.plan.rules)
    write_certificate(book, placed)
    sheets = [ground.sheet, *book.sheets]
    number_pages(sheets, words, words.say("not_authorised"))
    return tuple(sheets)


def _choose(
    placed: PlacedHall,
    words: SheetWords,
    typeface: Typeface,
    paper: str,
    entries: Sequence[Entry],
) -> tuple[Ground, Frame, PanelPlan]:
    """Return the sheet's division: the largest scale, or a little less if the index then fits."""
    west, south, east, north = hall_box(placed)
    sectors = len({stand.sector for stand in placed.placements})
    size = ((east - west) / 1000, (north - south) / 1000)
    below = max(16.0, sectors * 1.5 + 8)
    needs = Needs(size, _HEAD, _FOOT, _AROUND, LEGEND_WIDTH, below)
    best = need_frame(paper, needs, right_to_left=words.right_to_left)
    chosen = None
    for scale in (s for s in NICE_SCALES if best.scale <= s <= best.scale * _GIVE_WAY):
        frame = need_frame(paper, needs, (scale,), right_to_left=words.right_to_left)
        sheet = Sheet(frame.width, frame.height, words.right_to_left)
        ground = place_ground(placed, words, typeface, sheet, frame)
        plan = plan_panel(ground, frame, paper, entries)
        if chosen is None or plan.index_size:
            chosen = (ground, frame, plan)
        if plan.index_size:
            break
    if chosen is None:
        raise HallTooLarge(f"no scale fits {paper}")
    return chosen


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
    size = text * 3.4
    while size > text and ground.typeface.width(fair.name, size, bold=True) > width:
        size *= 0.95
    # Arabic reaches further below its line.
    title_y, line_y = (2.55, 5.6) if rtl else (2.9, 5.3)
    sheet.text(
        fair.name, (start, top + text * title_y), size, bold=True, anchor=side, colour=look.INK
    )
    line = " · ".join(part for part in (fair.edition, fair.dates, fair.venue) if part)
    small = text * 1.4
    shown = ground.typeface.shorten(line, small, width)
    sheet.text(shown, (start, top + text * line_y), small, anchor=side, colour=look.SOFT_INK)
    y = top + text * 6.8
    sheet.lines(((left, y), (left + width, y)), stroke=fair.colour, width=text * 0.3)


def _foot(ground: Ground, frame: Frame) -> None:
    words, text, sheet = ground.words, frame.text, ground.sheet
    left, top, width, height = frame.inner
    y = top + height - text * 2.6
    sheet.lines(((left, y), (left + width, y)), stroke=look.ZONE_EDGE, width=0.2)
    report = ground.placed.report
    size = text * 0.82
    ends = (left + width, left) if words.right_to_left else (left, left + width)
    anchors: tuple[Anchor, Anchor] = ("right", "left") if words.right_to_left else ("left", "right")
    profile = ground.placed.plan.rules.profile
    rows = (
        (words.say("not_authorised"), words.say("foot.rules", profile=profile)),
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
        sheet.text(first, (ends[0], base), size, bold=index == 0, anchor=anchors[0],
                   colour=look.INK)  # fmt: skip
        sheet.text(last, (ends[1], base), size, anchor=anchors[1], colour=look.SOFT_INK)


def short_hash(key: str) -> str:
    """Return the beginning of a hash, enough to tell one revision from another."""
    return key.removeprefix("sha256:")[:_HASH_LETTERS]


def _write_index(book: Book, entries: Sequence[Entry]) -> None:
    """Write all exhibitors in columns over as many A4 pages as it takes."""
    first = 0
    while first < len(entries):
        book.turn_page()
        book.heading(book.words.say("index.title"))
        box = (book.left, book.y + 2, book.width, book.bottom - book.y - 2)
        count, _ = count_fitting(box, _BOOK_INDEX_MM, 54)
        columns = Columns(book.sheet, box, count, 6)
        first = draw_entries(
            book.sheet, book.typeface, columns, entries, _BOOK_INDEX_MM, first=first
        )
    book.y = book.bottom
