"""The legend of a wall plan: sectors, signs, scale bar, north, and the hall in figures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from exporters import plan_style as look
from exporters.sheet.doors import draw_arrow
from exporters.sheet.ground import Ground
from exporters.sheet.marks import Anchor, Spot
from exporters.sheet.stands import draw_patch, find_letters, sector_patterns
from exporters.sheet.symbols import ZONES, draw_fixture, draw_north, draw_zone_sign
from exporters.wall_plan.columns import Columns
from layout.values import Door, Sector

Draw = Callable[[Spot, float], None]
SHOWN_FIXTURES = ("first_aid",)
"""What visitors look for; the rest is in the dossier."""
_RUNS = 3
_BAR_M = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def shown_sectors(ground: Ground) -> list[tuple[Sector, str, int]]:
    """Return the sectors that have stands, with their numbers and how many stands."""
    found = []
    all_runs = _number_runs(ground)
    for sector in ground.placed.plan.sectors:
        runs = all_runs.get(sector.id)
        if runs:
            spans = [first if first == last else f"{first}–{last}" for first, last, _ in runs]
            if len(spans) > _RUNS:
                spans = [f"{runs[0][0]}–{runs[-1][1]}"]
            found.append((sector, ", ".join(spans), sum(count for _, _, count in runs)))
    return found


def _number_runs(ground: Ground) -> dict[str, list[tuple[str, str, int]]]:
    """Return first number, last number and count of each run of stands of each sector."""
    runs: dict[str, list[tuple[str, str, int]]] = {}
    for sector, members in groupby(ground.placed.placements, key=lambda stand: stand.sector):
        numbers = [stand.number for stand in members]
        runs.setdefault(sector, []).append((numbers[0], numbers[-1], len(numbers)))
    return runs


def heading(ground: Ground, columns: Columns, text: str) -> None:
    """Write a heading and a line below it."""
    size = ground.text * 1.15
    top = columns.take(size * 2.3)
    if top is None:
        return
    sheet, base = ground.sheet, top + size * 1.25
    anchor = _anchor(ground)
    sheet.text(text, (columns.start, base), size, bold=True, anchor=anchor, colour=look.INK)
    y = base + size * 0.5
    ends = ((columns.left, y), (columns.left + columns.width, y))
    sheet.lines(ends, stroke=look.ZONE_EDGE, width=0.2)


def _anchor(ground: Ground) -> Anchor:
    return "right" if ground.words.right_to_left else "left"


def draw_sectors(ground: Ground, columns: Columns) -> None:
    """Draw each sector's colour, name, numbers and count of stands."""
    words, text = ground.words, ground.text
    heading(ground, columns, words.say("legend.sectors"))
    letters, patterns = find_letters(ground.placed), sector_patterns(ground.placed)
    for sector, span, count in shown_sectors(ground):
        top = columns.take(text * 3.0)
        if top is None:
            return
        wide, high = text * 3.2, text * 2.2
        left = columns.left + columns.width - wide if words.right_to_left else columns.left
        right, low = left + wide, top + high
        ring = ((left, top), (right, top), (right, low), (left, low))
        draw_patch(ground, ring, sector.colour, patterns.get(sector.id, 0))
        middle = (left + wide / 2, top + high * 0.72)
        ground.sheet.text(letters.get(sector.id, ""), middle, text * 1.2, bold=True,
                          anchor="middle", colour=look.INK, right_to_left=False)  # fmt: skip
        x, room = columns.inward(wide + text), columns.width - wide - text
        name = ground.typeface.shorten(words.name(sector.names), text, room, bold=True)
        ground.sheet.text(
            name, (x, top + text * 0.95), text, bold=True, anchor=_anchor(ground), colour=look.INK
        )
        notes = (span, words.say("legend.count", n=count))
        _write_notes(ground, notes, (x, top + text * 2.15))


def _write_notes(ground: Ground, notes: tuple[str, ...], at: Spot) -> None:
    """Write pieces one after the other; each keeps its own direction."""
    x, size = at[0], ground.text * 0.82
    for note in notes:
        latin = note.isascii() or "–" in note
        ground.sheet.text(
            note, (x, at[1]), size, anchor=_anchor(ground), colour=look.SOFT_INK,
            right_to_left=False if latin else None,
        )  # fmt: skip
        step = ground.typeface.width(note, size) + size * 1.2
        x += -step if ground.words.right_to_left else step


def draw_signs(ground: Ground, columns: Columns) -> None:
    """Draw what the signs on the plan mean: doors, zones, columns and main aisles."""
    words, text = ground.words, ground.text
    heading(ground, columns, words.say("legend.signs"))
    for draw, label in _signs(ground):
        top = columns.take(text * 1.9)
        if top is None:
            return
        draw((columns.inward(text * 1.6), top + text * 0.85), text * 1.5)
        x, room = columns.inward(text * 4.2), columns.width - text * 4.2
        label = ground.typeface.shorten(label, text * 0.92, room)  # noqa: PLW2901  # as much as fits
        ground.sheet.text(
            label, (x, top + text * 1.15), text * 0.92, anchor=_anchor(ground), colour=look.INK
        )


def _signs(ground: Ground) -> list[tuple[Draw, str]]:
    plan, words = ground.placed.plan, ground.words
    signs: list[tuple[Draw, str]] = []
    for kind in ("entrance", "exit", "emergency_exit"):
        same = [door for door in plan.doors if door.kind == kind]
        if same:
            signs.append((_door_sign(ground, same[0]), words.say(f"door.{kind}")))
    signs += [
        (_zone_sign(ground, kind), words.say(f"zone.{kind}"))
        for kind in ZONES
        if any(zone.kind == kind for zone in plan.zones)
    ]
    signs += [
        (_fixture_sign(ground, kind), words.say(f"fixture.{kind}"))
        for kind in SHOWN_FIXTURES
        if any(fixture.kind == kind for fixture in plan.fixtures)
    ]
    if plan.columns:
        signs.append((_column_sign(ground), words.say("legend.column")))
    main = [aisle.clear_width_mm for aisle in ground.placed.aisles if aisle.rank == "main"]
    if main:
        label = words.say("legend.main_aisle", width=words.metres(min(main)))
        signs.append((_aisle_sign(ground), label))
    signs.append((_front_sign(ground), words.say("legend.front")))
    return signs


def _door_sign(ground: Ground, door: Door) -> Draw:
    def draw(at: Spot, size: float) -> None:
        draw_arrow(ground, door, (at[0], at[1] + size * 0.42), (0.0, -1.0), size * 0.84)

    return draw


def _zone_sign(ground: Ground, kind: str) -> Draw:
    def draw(at: Spot, size: float) -> None:
        x, y, half = *at, size * 0.55
        fill = look.ZONE_FILLS.get(kind, look.FLOOR)
        ground.sheet.box(x - half, y - half, 2 * half, 2 * half, fill=fill,
                         stroke=look.ZONE_EDGE, line=0.1)  # fmt: skip
        draw_zone_sign(ground.sheet, kind, at, size * 0.78, look.SOFT_INK)

    return draw


def _fixture_sign(ground: Ground, kind: str) -> Draw:
    def draw(at: Spot, size: float) -> None:
        draw_fixture(ground.sheet, kind, at, size * 1.1)

    return draw


def _column_sign(ground: Ground) -> Draw:
    def draw(at: Spot, size: float) -> None:
        half = size * 0.3
        ground.sheet.box(at[0] - half, at[1] - half, 2 * half, 2 * half, fill=look.COLUMN)

    return draw


def _aisle_sign(ground: Ground) -> Draw:
    def draw(at: Spot, size: float) -> None:
        half = size * 0.45
        ground.sheet.box(at[0] - size, at[1] - half, 2 * size, 2 * half, fill=look.MAIN_AISLE,
                         stroke=look.ZONE_EDGE, line=0.1)  # fmt: skip

    return draw


def _front_sign(ground: Ground) -> Draw:
    def draw(at: Spot, size: float) -> None:
        half = size * 0.5
        left, top = at[0] - half, at[1] - half
        ground.sheet.box(left, top, size, size, fill=look.FLOOR, stroke=look.INK, line=0.12)
        low = top + size - 0.3
        ground.sheet.lines(((left, low), (left + size, low)), stroke=look.INK, width=0.6)

    return draw


def draw_scale(ground: Ground, at: Spot, room: float) -> float:
    """Draw a bar of whole metres at most `room` millimetres long; return its length in mm.

    `at` is its left end; the figures are below.
    """
    sheet, text = ground.sheet, ground.text
    metres = max((m for m in _BAR_M if m * 1000 / ground.scale <= room), default=_BAR_M[0])
    length, high = metres * 1000 / ground.scale, text * 0.55
    steps = 5
    for index in range(steps):
        fill = look.INK if index % 2 == 0 else look.PAPER
        x = at[0] + length * index / steps
        sheet.box(x, at[1], length / steps, high, fill=fill, stroke=look.INK, line=0.12)
    size = text * 0.82
    unit = ground.words.say("unit.m")
    for share in (0.0, 0.5, 1.0):
        figure = f"{metres * share:g}".replace(".", ground.words.say("decimal"))
        label = f"{figure} {unit}" if share == 1.0 else figure
        sheet.text(label, (at[0] + length * share, at[1] + high + size * 1.15), size,
                   anchor="middle", colour=look.INK)  # fmt: skip
    return length


def draw_scale_and_north(ground: Ground, columns: Columns, paper: str) -> None:
    """Draw the scale bar, what the scale is on this paper, and where north is."""
    text = ground.text
    top = columns.take(text * 6.4)
    if top is None:
        return
    draw_scale(ground, (columns.left + text * 1.2, top + text * 1.2), columns.width - text * 6)
    label = ground.words.say("legend.scale", scale=round(ground.scale), paper=paper)
    ground.sheet.text(label, (columns.left + text * 0.2, top + text * 5.0), text * 0.92,
                      colour=look.SOFT_INK)  # fmt: skip
    x = columns.left + columns.width - text * 2
    draw_north(ground.sheet, (x, top + text * 2.0), text * 3.2, look.INK)
    ground.sheet.text(ground.words.say("north"), (x, top + text * 5.0), text, bold=True,
                      anchor="middle", colour=look.INK)  # fmt: skip
