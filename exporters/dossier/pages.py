"""A dossier as sheets: the plan at exact scale, then the calculation on A4 pages."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.dossier.figures import (
    ExitFigures,
    list_exits,
    measure_route,
    name_door,
    rate_exits,
)
from exporters.dossier.plan_sheet import choose_frame, draw_approval, draw_panel, draw_plan_sheet
from exporters.dossier.routes import find_routes
from exporters.sheet.book import Book, Column, number_pages
from exporters.sheet.marks import Sheet
from exporters.sheet.proof import write_certificate, write_rules
from exporters.sheet.symbols import FIXTURES
from exporters.sheet.typeface import Typeface
from exporters.sheet.words import SheetWords
from layout.values import PlacedHall

_APPROVAL_MM = 62.0


def draw_dossier(
    placed: PlacedHall, words: SheetWords, typeface: Typeface, paper: str | None = None
) -> tuple[Sheet, ...]:
    """Return the sheets of the dossier; `paper` None takes the smallest that is right.

    Raises:
        FontUnusable: the typeface cannot be read.
        HallTooLarge: the hall fits the paper at no scale of a dossier.
    """
    exits = list_exits(placed, find_routes(placed))
    name, frame = choose_frame(placed, paper, right_to_left=words.right_to_left)
    ground = draw_plan_sheet(placed, words, typeface, frame, exits)
    book = Book(words, typeface, words.say("dossier.title"))
    _write_exits(book, placed, exits)
    _write_fixtures(book, placed)
    write_rules(book, placed.plan.rules)
    write_certificate(book, placed)
    _write_approval(book)
    sheets = [ground.sheet, *book.sheets]
    draw_panel(ground, frame, name, exits, len(sheets))
    number_pages(sheets, words, words.say("not_authorised"))
    return tuple(sheets)


def _write_exits(book: Book, placed: PlacedHall, exits: Sequence[ExitFigures]) -> None:
    words = book.words
    book.turn_page()
    for line in words.disclaimers:
        book.paragraph(line, bold=True)
    book.heading(words.say("dossier.exits"))
    columns = [
        Column(words.say("dossier.no"), 0.7),
        Column(words.say("dossier.door"), 3.4),
        Column(words.say("dossier.kind"), 2.4),
        Column(words.say("dossier.width"), 1.3, number=True),
        Column(words.say("dossier.units"), 0.9, number=True),
        Column(words.say("dossier.capacity"), 1.5, number=True),
        Column(words.say("dossier.walk_long"), 2.0, number=True),
    ]
    rows = [
        (
            str(figures.number),
            name_door(words, figures.door),
            words.say(f"door.{figures.door.kind}"),
            words.metres(figures.door.width_mm),
            str(figures.units or "—"),
            str(figures.persons or "—"),
            measure_route(words, figures.route),
        )
        for figures in exits
    ]
    units = str(sum(f.units for f in exits) or "—")
    held = str(sum(f.persons for f in exits) or "—")
    width = words.metres(sum(f.door.width_mm for f in exits))
    rows.append(("", words.say("dossier.total"), "", width, units, held, ""))
    book.table(columns, rows)
    if placed.certificate and placed.certificate.persons:
        book.paragraph(
            f"{words.say('dossier.needed')}{words.say('list.colon')} {placed.certificate.persons}"
        )
    book.paragraph(rate_exits(placed, words, exits), bold=True)
    if any(figures.units for figures in exits):
        book.paragraph(words.say("dossier.units_long"))
    book.paragraph(words.say("dossier.route_note"))


def _write_fixtures(book: Book, placed: PlacedHall) -> None:
    """Write what the plan names of equipment and access, and what it does not."""
    words = book.words
    book.heading(words.say("dossier.fixtures"))
    columns = [
        Column(words.say("dossier.kind"), 3.6),
        Column(words.say("dossier.name"), 4.0),
        Column(words.say("dossier.place"), 3.0, number=True, latin=True),
    ]
    rows: list[tuple[str, str, str]] = []
    missing = False
    for kind in FIXTURES:
        named = [fixture for fixture in placed.plan.fixtures if fixture.kind == kind]
        label = words.say(f"fixture.{kind}")
        rows += [
            (
                label,
                words.name(fixture.names) or fixture.id,
                f"{words.number(fixture.x_mm / 1000, 2)} ; {words.number(fixture.y_mm / 1000, 2)}",
            )
            for fixture in named
        ]
        if not named:
            rows.append((label, words.say("dossier.none_named"), "—"))
            missing = True
    book.table(columns, rows)
    if missing:
        book.paragraph(words.say("dossier.none_note"))


def _write_approval(book: Book) -> None:
    book.need(_APPROVAL_MM + 8)
    book.gap(6)
    box = (book.left, book.y, book.width, _APPROVAL_MM)
    draw_approval(book.sheet, book.words, book.typeface, box, book.text * 1.1)
    book.gap(_APPROVAL_MM)
