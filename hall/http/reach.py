"""Can it reach me? The service's answer in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hall.http.dates import format_day
from hall.http.shapes import Words
from hall.model.catalogue import Catalogue
from hall.model.fair import DeliveryNote
from hall.model.product import Product
from hall.model.text import RIGHT_TO_LEFT, Picked
from hall.service.delivery import HOME, Destination, WayToBuyer, find_reach
from hall.service.wording import word


@dataclass(frozen=True, slots=True)
class Answer:
    """One way, or one note: `kind` is yes, agreed, no, note or ask."""

    kind: str
    title: Words
    detail: str


def list_destinations(catalogue: Catalogue, lang: str) -> list[tuple[str, Picked]]:
    """Return the places one can ask for: the regions of Morocco, then other countries."""
    places = catalogue.places
    regions = [(key, texts.pick(lang)) for key, texts in places.regions.items()]
    abroad = [(key, texts.pick(lang)) for key, texts in places.countries.items() if key != HOME]
    return [*regions, *sorted(abroad, key=lambda item: item[1].text)]


def answer_reach(
    catalogue: Catalogue, product: Product, place: str, lang: str
) -> tuple[Answer, ...]:
    """Return what is known about reaching `place` (a region's or a country's id)."""
    country = place if place in catalogue.places.countries else HOME
    reach = find_reach(catalogue, product, Destination(country, "" if country == place else place))
    answers = [*(_say_way(way, lang) for way in reach.ways), *_say_notes(reach.notes, lang)]
    if reach.verdict == "no":
        answers.insert(0, Answer("no", _own(lang, word(lang, "reach.no")), ""))
    if reach.verdict == "ask":
        ask = _own(lang, word(lang, "reach.ask"))
        answers.insert(0, Answer("ask", ask, word(lang, "reach.ask_detail")))
    return tuple(answers)


def _say_way(way: WayToBuyer, lang: str) -> Answer:
    picked = way.mode.name.pick(lang)
    name = Words(picked.text, picked.lang, picked.dir)
    if way.is_collected:
        return Answer("yes", name, word(lang, "reach.collect"))
    if way.fee is None:
        return Answer("agreed", name, word(lang, "reach.agreed"))
    return Answer("yes", name, word(lang, "reach.fee", fee=way.fee.format(lang)))


def _say_notes(notes: tuple[DeliveryNote, ...], lang: str) -> Iterator[Answer]:
    for note in notes:
        picked = note.note.pick(lang)
        day = format_day(note.date, lang) if note.date else ""
        told = ("، " if lang == "ar" else ", ").join(part for part in (note.source, day) if part)
        source = word(lang, "reach.source", source=told) if told else ""
        yield Answer("note", Words(picked.text, picked.lang, picked.dir), source)


def _own(lang: str, text: str) -> Words:
    return Words(text, lang, "rtl" if lang in RIGHT_TO_LEFT else "ltr")
