"""The first sheet of a dossier: the plan at exact scale, with exits, routes and equipment."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from shapely import Polygon, STRtree, box

from exporters import plan_style as look
from exporters.dossier.equipment import SIGN_MM, draw_equipment
from exporters.dossier.figures import (
    ExitFigures,
    label_exits,
    measure_route,
    name_door,
    rate_exits,
)
from exporters.dossier.routes import Route
from exporters.errors import HallTooLarge
from exporters.sheet.doors import draw_arrow, draw_doors
from exporters.sheet.ground import Ground, hall_box
from exporters.sheet.marks import Anchor, Sheet, Spot
from exporters.sheet.paper import Frame, Needs, divide_page
from exporters.sheet.proof import rule_numbers
from exporters.sheet.symbols import FIXTURES, draw_fixture, draw_north
from exporters.sheet.typeface import Typeface
from exporters.sheet.words import SheetWords
from exporters.wall_plan.columns import Box, Columns
from exporters.wall_plan.legend import draw_scale, heading
from layout.values import PlacedHall, stand_corners

SCALES = (100, 200, 500, 1000)
_CLOSE = (100, ("A3", "A2"))
_LARGE = ("A3", "A2", "A1", "A0")
_HEAD, _FOOT, _AROUND = 1.0, 1.0, 6.5
_PANEL_WIDTH, _PANEL_HEIGHT = 36.0, 42.0
_APPROVAL, _GAP = 21.0, 1.6
_TITLE_ROWS = 8


def choose_frame(
    placed: PlacedHall, paper: str | None, *, right_to_left: bool
) -> tuple[str, Frame]:
    """Return the paper and its division: 1:100 on A3 or A2, else 1:200 on A3 to A0.

    A hall that no sheet holds at 1:200 is drawn at 1:500 or 1:1000. With `paper` given the
    largest of these scales that fits it.

    Raises:
        HallTooLarge: it fits at none of them.
    """
    west, south, east, north = hall_box(placed)
    size = ((east - west) / 1000, (north - south) / 1000)
    needs = Needs(size, _HEAD, _FOOT, _AROUND, _PANEL_WIDTH, _PANEL_HEIGHT)
    tries = [
        (name, scale)
        for scale in SCALES
        for name in _LARGE
        if scale != _CLOSE[0] or name in _CLOSE[1]
    ]
    if paper is not None:
        tries = [(paper, scale) for scale in SCALES]
    for name, scale in tries:
        frame = divide_page(name, needs, (scale,), right_to_left=right_to_left, prefer_beside=True)
        if frame is not None:
            return name, frame
    message = f"a hall of {size[0]:.0f} x {size[1]:.0f} m fits {paper or 'A0'} not even at 1:1000"
    raise HallTooLarge(message)


def draw_plan_sheet(
    placed: PlacedHall,
    words: SheetWords,
    typeface: Typeface,
    frame: Frame,
    exits: Sequence[ExitFigures],
) -> Ground:
    """Draw hall, exits, routes and fixtures; return the ground, whose sheet it is."""
    sheet = Sheet(frame.width, frame.height, words.right_to_left)
    left, top, width, height = frame.drawing
    west, south, east, north = hall_box(placed)
    across, down = (east - west) / frame.scale, (north - south) / frame.scale
    at = (left + (width - across) / 2, top + (height - down) / 2)
    ground = Ground(placed, words, typeface, sheet, frame.scale, *at, frame.text)
    ground.draw(names=False, muted=True)
    for figures in exits:
        if figures.route is not None:
            _draw_route(ground, figures.route)
    draw_doors(ground, label_exits(placed, words, exits))
    starts = [ground.spot(*f.route.points[0]) for f in exits if f.route is not None]
    dot, sign = frame.text * 0.5, SIGN_MM / 2
    fixtures = [ground.spot(f.x_mm, f.y_mm) for f in placed.plan.fixtures]
    taken: list[Box] = [(x - dot, y - dot, 2 * dot, 2 * dot) for x, y in starts]
    taken += [(x - sign, y - sign, 2 * sign, 2 * sign) for x, y in fixtures]
    stands = STRtree([Polygon(ground.ring(stand_corners(s))) for s in placed.placements])
    # From north to south, so that labels that step aside do not cross.
    drawn = [(figures, figures.route) for figures in exits if figures.route is not None]
    for figures, route in sorted(drawn, key=lambda pair: -pair[1].points[0][1]):
        _mark_start(ground, figures, route, taken, stands)
    draw_equipment(ground, frame.drawing)
    return ground


def _draw_route(ground: Ground, route: Route) -> None:
    line = ground.ring(route.points)
    text = ground.text
    ground.sheet.lines(line, stroke=look.PAPER, width=text * 0.4)
    ground.sheet.lines(line, stroke=look.ROUTE, width=text * 0.2, dash=(text * 0.8, text * 0.4))
    for start, stop in pairwise(line):
        if math.dist(start, stop) > text * 4:
            _draw_head(ground, start, stop)


def _draw_head(ground: Ground, start: Spot, stop: Spot) -> None:
    """Draw an arrow head in the middle of a piece of route."""
    length, size = math.dist(start, stop), ground.text * 0.8
    ux, uy = (stop[0] - start[0]) / length, (stop[1] - start[1]) / length
    x, y = (start[0] + stop[0]) / 2, (start[1] + stop[1]) / 2
    tip = (x + ux * size, y + uy * size)
    across = (-uy * size * 0.4, ux * size * 0.4)
    feet = ((x + across[0], y + across[1]), (x - across[0], y - across[1]))
    ground.sheet.polygon((tip, *feet), fill=look.ROUTE)


def _mark_start(
    ground: Ground, figures: ExitFigures, route: Route, taken: list[Box], stands: STRtree
) -> None:
    """Draw where a route begins, with its exit's number and its length.

    Routes to several exits often begin at one place: labels step aside from those in `taken`,
    and where there is room also from stands, whose numbers they would hide.
    """
    x, y = ground.spot(*route.points[0])
    text, sheet = ground.text, ground.sheet
    sheet.disc((x, y), text * 0.5, fill=look.ROUTE, stroke=look.PAPER, line=text * 0.12)
    label = f"{figures.number}: {ground.words.metres(route.length_mm, 1)}"
    size = text * 0.8
    wide = ground.typeface.width(label, size, bold=True) + size * 0.7
    high, step = size * 1.45, text * 0.8
    lefts = (x - wide / 2, x - wide - step, x + step)
    tops = [y + way * (step + row * 1.15 * high) for row in range(5) for way in (-1, 1)]
    places = [(left, top - high if top < y else top, wide, high) for top in tops for left in lefts]
    beside = [(left, y - high / 2, wide, high) for left in lefts[1:]]
    places = [*places[:6], *beside, *places[6:]]  # the nearest row above and below first
    free = [place for place in places if not any(_meet(place, b) for b in taken)] or places[:1]
    chosen = next((place for place in free if not len(stands.query(_shape(place)))), free[0])
    taken.append(chosen)
    if abs(chosen[1] - y) > 2 * high or not chosen[0] <= x <= chosen[0] + wide:
        middle = (chosen[0] + wide / 2, chosen[1] + high / 2)
        sheet.lines(((x, y), middle), stroke=look.ROUTE, width=0.15)
    sheet.box(*chosen, fill=look.PAPER, stroke=look.ROUTE, line=0.15)
    sheet.text(label, (chosen[0] + wide / 2, chosen[1] + size * 1.08), size, bold=True,
               anchor="middle", colour=look.ROUTE)  # fmt: skip


def _shape(place: Box) -> Polygon:
    left, top, width, height = place
    return box(left, top, left + width, top + height)


def _meet(one: Box, other: Box) -> bool:
    """Return whether two boxes (left, top, width, height) share paper."""
    return all(
        one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )


def draw_panel(
    ground: Ground, frame: Frame, paper: str, exits: Sequence[ExitFigures], count: int
) -> None:
    """Draw beside the plan: exits, signs, equipment, the approval box and the title block."""
    left, top, width, height = frame.panel
    text = frame.text
    if frame.beside:
        inset = text * 1.5
        width -= inset
        left += 0 if ground.words.right_to_left else inset
    gap = text * 2
    columns = max(1, int((width + gap) // (_PANEL_WIDTH * text - gap)))
    title = title_height(ground)
    own = (width - gap * (columns - 1)) / columns
    last = left if ground.words.right_to_left else left + width - own
    short = title + (_APPROVAL + _GAP * 2) * text
    room = Columns(ground.sheet, (left, top, width, height), columns, gap, short)
    for draw in (_exits_block(ground, exits), _notes_block(ground, exits), _signs_block(ground)):
        draw(room)
    if columns > 1 and room.column == 0:
        room.next_column()
    for draw in (_fixtures_block(ground), _rules_block(ground)):
        draw(room)
    block_top = top + height - title
    _approval(ground, (last, block_top - (_APPROVAL + _GAP) * text, own, _APPROVAL * text))
    _title(ground, (last, block_top, own, title), paper, count)


Block = Callable[[Columns], None]


def _exits_block(ground: Ground, exits: Sequence[ExitFigures]) -> Block:
    words, text = ground.words, ground.text

    def draw(columns: Columns) -> None:
        rows: list[tuple[str, ...]] = [
            (
                str(f.number),
                name_door(words, f.door),
                words.metres(f.door.width_mm),
                str(f.units or "—"),
                str(f.persons or "—"),
                measure_route(words, f.route),
            )
            for f in exits
        ]
        head = tuple(
            words.say(f"dossier.{key}")
            for key in ("no", "door", "width", "units", "capacity", "walk")
        )
        total = ("", words.say("dossier.total"), words.metres(sum(f.door.width_mm for f in exits)),
                 str(sum(f.units for f in exits) or "—"),
                 str(sum(f.persons for f in exits) or "—"), "")  # fmt: skip
        lines = len(rows) + 2
        top = columns.take((lines * 1.5 + 3.6) * text)
        if top is None:
            return
        columns.y = top
        heading(ground, columns, words.say("dossier.exits"))
        for index, row in enumerate([head, *rows, total]):
            at = columns.take(text * 1.5)
            if at is not None:
                _cells(ground, columns, at, row, bold=index in {0, lines - 1})
        columns.y = top + (lines * 1.5 + 3.6) * text

    return draw


_SHARES = (0.07, 0.38, 0.15, 0.09, 0.15, 0.16)


def _cells(ground: Ground, columns: Columns, top: float, row: Sequence[str], *, bold: bool) -> None:
    rtl, size = ground.words.right_to_left, ground.text * 0.82
    x = 0.0
    for index, (cell, share) in enumerate(zip(row, _SHARES, strict=True)):
        width = share * columns.width
        number = index > 1
        at = columns.inward(x + width if number else x)
        anchor: Anchor = "right" if number != rtl else "left"
        shown = ground.typeface.shorten(cell, size, width - size * 0.3, bold=bold)
        ground.sheet.text(shown, (at, top + size * 1.2), size, bold=bold, anchor=anchor,
                          colour=look.INK)  # fmt: skip
        x += width


def _notes_block(ground: Ground, exits: Sequence[ExitFigures]) -> Block:
    """What the table of exits comes to, and what a route measures."""
    words, text = ground.words, ground.text
    persons = ground.placed.certificate.persons if ground.placed.certificate else 0
    colon = words.say("list.colon")
    notes = [
        *([f"{words.say('dossier.needed')}{colon} {persons}"] if persons else []),
        rate_exits(ground.placed, words, exits),
        *([words.say("dossier.units_long")] if any(f.units for f in exits) else []),
        words.say("dossier.route_note"),
    ]
    verdict = 1 if persons else 0

    def draw(columns: Columns) -> None:
        size = text * 0.82
        lines = [
            (line, index == verdict)
            for index, note in enumerate(notes)
            for line in ground.typeface.wrap(note, size, columns.width)
        ]
        top = columns.take((len(lines) * 1.35 + 1.6) * size)
        if top is None:
            return
        anchor: Anchor = "right" if words.right_to_left else "left"
        for index, (line, bold) in enumerate(lines):
            at = (columns.start, top + size * (1.0 + 1.35 * index))
            ground.sheet.text(line, at, size, bold=bold, anchor=anchor, colour=look.INK)

    return draw


def _signs_block(ground: Ground) -> Block:
    words, text = ground.words, ground.text

    def draw(columns: Columns) -> None:
        kinds = [k for k in ("entrance", "exit", "emergency_exit")
                 if any(d.kind == k for d in ground.placed.plan.doors)]  # fmt: skip
        room = columns.width - text * 4.2
        lines = ground.typeface.wrap(words.say("dossier.route"), text * 0.9, room)
        height = (len(kinds) * 1.9 + len(lines) * 1.2 + 11.5) * text
        top = columns.take(height)
        if top is None:
            return
        columns.y = top
        heading(ground, columns, words.say("dossier.legend"))
        anchor: Anchor = "right" if words.right_to_left else "left"
        for kind in kinds:
            at = columns.take(text * 1.9) or 0
            door = next(d for d in ground.placed.plan.doors if d.kind == kind)
            foot = (columns.inward(text * 1.6), at + text * 1.6)
            draw_arrow(ground, door, foot, (0.0, -1.0), text * 1.5)
            beside = (columns.inward(text * 4.2), at + text * 1.2)
            ground.sheet.text(words.say(f"door.{kind}"), beside, text * 0.9, anchor=anchor,
                              colour=look.INK)  # fmt: skip
        at = columns.take(text * (1 + 1.2 * len(lines))) or 0
        ends = ((columns.inward(0.3 * text), at + text), (columns.inward(3.4 * text), at + text))
        ground.sheet.lines(ends, stroke=look.ROUTE, width=text * 0.2, dash=(text * 0.8, text * 0.4))
        ground.sheet.disc(ends[0], text * 0.45, fill=look.ROUTE)
        for index, line in enumerate(lines):
            ground.sheet.text(line, (columns.inward(text * 4.2), at + text * (1.2 + 1.2 * index)),
                              text * 0.9, anchor=anchor, colour=look.INK)  # fmt: skip
        bar = columns.y + text * 0.6
        draw_scale(ground, (columns.left + text, bar), columns.width - text * 6)
        x = columns.left + columns.width - text * 2
        draw_north(ground.sheet, (x, bar + text * 1.0), text * 3, look.INK)
        ground.sheet.text(words.say("north"), (x, bar + text * 3.8), text, bold=True,
                          anchor="middle", colour=look.INK)  # fmt: skip
        columns.y = top + height

    return draw


def _fixtures_block(ground: Ground) -> Block:
    words, text = ground.words, ground.text

    def draw(columns: Columns) -> None:
        height = (len(FIXTURES) * 2.0 + 3.6) * text
        top = columns.take(height)
        if top is None:
            return
        columns.y = top
        heading(ground, columns, words.say("dossier.fixtures"))
        anchor: Anchor = "right" if words.right_to_left else "left"
        for kind in FIXTURES:
            at = columns.take(text * 2.0) or 0
            count = sum(f.kind == kind for f in ground.placed.plan.fixtures)
            middle = (columns.inward(text * 1.2), at + text * 0.95)
            draw_fixture(ground.sheet, kind, middle, text * 1.7)
            told = str(count) if count else words.say("dossier.none_named")
            label = f"{words.say(f'fixture.{kind}')}{words.say('list.colon')} {told}"
            room = columns.width - text * 3.0
            ground.sheet.text(ground.typeface.shorten(label, text * 0.9, room),
                              (columns.inward(text * 3.0), at + text * 1.25), text * 0.9,
                              anchor=anchor, colour=look.INK)  # fmt: skip
        columns.y = top + height

    return draw


def _rules_block(ground: Ground) -> Block:
    """The numbers that the plan was checked against; unread ones are marked."""
    words, text, rules = ground.words, ground.text, ground.placed.plan.rules

    def draw(columns: Columns) -> None:
        rows = list(rule_numbers(rules, words))
        height = (len(rows) * 1.5 + 5.6) * text
        top = columns.take(height)
        if top is None:
            return
        columns.y = top
        heading(ground, columns, words.say("rules.title"))
        size = text * 0.82
        ends: tuple[Anchor, Anchor] = (
            ("right", "left") if words.right_to_left else ("left", "right")
        )
        for key, value in rows:
            at = (columns.take(text * 1.5) or 0) + size * 1.2
            mark = " *" if key in rules.unread else ""
            label = ground.typeface.shorten(words.say(f"rule.{key}"), size, columns.width * 0.72)
            ground.sheet.text(label, (columns.start, at), size, anchor=ends[0], colour=look.INK)
            ground.sheet.text(f"{value}{mark}", (columns.inward(columns.width), at), size,
                              bold=bool(mark), anchor=ends[1], colour=look.INK)  # fmt: skip
        note = f"* {words.say('rules.unread')}" if rules.unread else ""
        at = (columns.take(text * 1.5) or 0) + size * 1.2
        ground.sheet.text(note, (columns.start, at), size, anchor=ends[0], colour=look.SOFT_INK)
        columns.y = top + height

    return draw


def _approval(ground: Ground, box: Box) -> None:
    """Draw the blank box for the authority's opinion."""
    draw_approval(ground.sheet, ground.words, ground.typeface, box, ground.text)


def draw_approval(
    sheet: Sheet, words: SheetWords, typeface: Typeface, box: Box, text: float
) -> None:
    """Draw a blank box with lines for name, date, signature and stamp."""
    left, top, width, height = box
    rtl = words.right_to_left
    sheet.box(left, top, width, height, fill=look.PAPER, stroke=look.INK, line=text * 0.1)
    start = left + (width - text if rtl else text)
    anchor: Anchor = "right" if rtl else "left"
    sheet.text(words.say("dossier.approval"), (start, top + text * 1.8), text * 1.1, bold=True,
               anchor=anchor, colour=look.INK)  # fmt: skip
    y = top + text * 4.2
    for key in ("name", "date", "stamp"):
        label = words.say(f"dossier.approval_{key}")
        sheet.text(label, (start, y), text * 0.9, anchor=anchor, colour=look.INK)
        room = typeface.width(label, text * 0.9) + text
        ends = (left + text, left + width - text)
        line = (ends[0], ends[1] - room) if rtl else (ends[0] + room, ends[1])
        if key != "stamp":
            sheet.lines(((line[0], y + 0.4), (line[1], y + 0.4)), stroke=look.INK, width=0.15)
        y += text * 2.6


def title_height(ground: Ground) -> float:
    """Return the height of the title block in millimetres."""
    return (6.2 + len(ground.words.disclaimers) * 1.45 + _TITLE_ROWS * 1.75 + 0.8) * ground.text


def _title(ground: Ground, box: Box, paper: str, count: int) -> None:
    words, text, sheet = ground.words, ground.text, ground.sheet
    left, top, width, height = box
    rtl = words.right_to_left
    sheet.box(left, top, width, height, fill=look.PAPER, stroke=look.INK, line=text * 0.16)
    sheet.box(left, top, width, text * 5.4, fill=look.INK)
    start, anchor = (left + width - text, "right") if rtl else (left + text, "left")
    side: Anchor = "right" if anchor == "right" else "left"
    size = text * 1.9
    title = words.say("dossier.title")
    while size > text and ground.typeface.width(title, size, bold=True) > width - 2 * text:
        size *= 0.95
    sheet.text(title, (start, top + text * 2.5), size, bold=True, anchor=side, colour=look.PAPER)
    sheet.text(words.say("dossier.subtitle"), (start, top + text * 4.4), text, anchor=side,
               colour=look.PAPER)  # fmt: skip
    y = top + text * 6.9
    for line in words.disclaimers:
        arabic = any("\u0600" <= letter <= "\u06ff" for letter in line)
        sheet.text(line, (start, y), text * 0.9, bold=True, anchor=side, colour=look.ENTRANCE,
                   right_to_left=arabic)  # fmt: skip
        y += text * 1.45
    for key, value in _title_rows(ground, paper, count):
        sheet.lines(((left, y - text * 0.75), (left + width, y - text * 0.75)),
                    stroke=look.ZONE_EDGE, width=0.12)  # fmt: skip
        base = y + text * 0.55
        label = words.say(f"dossier.{key}")
        sheet.text(label, (start, base), text * 0.82, anchor=side, colour=look.SOFT_INK)
        inner = left + width - text - width * 0.26 if rtl else left + text + width * 0.26
        shown = ground.typeface.shorten(value, text * 0.9, width * 0.74 - 2 * text)
        sheet.text(shown, (inner, base), text * 0.9, anchor=side, colour=look.INK,
                   right_to_left=rtl and any(c > "\u05ff" for c in value))  # fmt: skip
        y += text * 1.75


def _title_rows(ground: Ground, paper: str, count: int) -> list[tuple[str, str]]:
    fair, words = ground.words.fair, ground.words
    rows = [
        ("fair", fair.name),
        ("venue", fair.venue),
        ("organiser", fair.organiser),
        ("dates", " · ".join(part for part in (fair.dates, fair.edition) if part)),
        ("scale", words.say("legend.scale", scale=round(ground.scale), paper=paper)),
        ("sheet", f"1 / {count}"),
        ("revision", ground.placed.input_hash.removeprefix("sha256:")[:24]),
        ("rules", ground.placed.plan.rules.profile),
    ]
    return rows[:_TITLE_ROWS]
