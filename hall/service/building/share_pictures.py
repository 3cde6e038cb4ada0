"""The pictures that messengers show beside a shared link: one a stand, exhibitor and product.

They are drawn after the hall is shown, so many at a time, and kept by what is on them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

from assets.pictures import PictureError
from assets.share_card import CardPainter, ShareCard
from hall.model.catalogue import Catalogue, PictureFiles
from hall.model.text import NO_TEXT, Texts
from hall.service.building.index import fascia_arabic, fascia_latin
from hall.service.building.keys import KeyBook, key_of
from hall.service.building.scene import load_sign_fonts
from hall.service.building.workbench import Workbench
from hall.store.built import BuiltFiles

FAIR = "fair"
KEYS_NAME = "share_keys.json"
MOST_PICTURES = 3
# An edit waits no longer than so many cards take, two or three seconds.
AT_ONCE = 120
# A card is some 65 kB: beyond this, products share the card of their stand.
MOST_CARDS = 6000
_LEAST_PX = 512


@dataclass(frozen=True, slots=True)
class CardJob:
    """A card to be drawn, with the built files of its pictures."""

    card: ShareCard
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """Built cards by what is shared, and how many still have to be drawn."""

    names: Mapping[str, str]
    waiting: int


@dataclass(frozen=True, slots=True)
class ShareRoom:
    """Finds and draws the cards of a state folder."""

    state: Path
    files: BuiltFiles

    def find(self, catalogue: Catalogue) -> Shares:
        """Return the cards that were drawn before and still show what is there."""
        keys = KeyBook.load(self.state / KEYS_NAME)
        return self._sort(list_cards(catalogue), keys)[0]

    def draw(self, catalogue: Catalogue, bench: Workbench) -> Shares:
        """Draw up to `AT_ONCE` of the cards that are missing; return all there are then."""
        keys = KeyBook.load(self.state / KEYS_NAME)
        jobs = list_cards(catalogue)
        _, missing = self._sort(jobs, keys)
        chosen = list(islice(missing.items(), AT_ONCE))
        folder = str(self.files.folder)
        drawn = bench.map(_draw, [(folder, jobs[shared]) for shared, _ in chosen])
        for (_, key), data in zip(chosen, drawn, strict=True):
            # One that cannot be drawn is noted without a file: it is not tried again.
            keys.note(key, [self.files.put(data, ".jpg")] if data else [])
        shares, _ = self._sort(jobs, keys)
        keys.save()
        return shares

    def _sort(self, jobs: Mapping[str, CardJob], keys: KeyBook) -> tuple[Shares, dict[str, str]]:
        """Return the cards that are there, and the keys of those that are missing."""
        names: dict[str, str] = {}
        missing: dict[str, str] = {}
        for shared, job in jobs.items():
            key = key_of("share", job)
            found = keys.find(key)
            if found is None or not all(map(self.files.has, found)):
                missing[shared] = key
            elif found:
                names[shared] = found[0]
        return Shares(names, len(missing)), missing


def list_cards(catalogue: Catalogue) -> dict[str, CardJob]:
    """Return the cards of a fair by what is shared, as `HallBuild.shares` names it.

    The fair comes first, then stands, then who has none of their own, then products.
    """
    maker = _Maker(catalogue)
    jobs = {FAIR: maker.fair()}
    leads = set()
    for stand in catalogue.stands:
        owners = tuple(o for o in (stand.exhibitor, *stand.co_exhibitors) if o)
        if owners:
            jobs[f"stand:{stand.id}"] = maker.exhibitor(
                owners[0], owners, stand.number, stand.sector
            )
            leads.add(owners[0])
    for key, exhibitor in catalogue.exhibitors.items():
        if key not in leads:
            number = maker.numbers.get(key, "")
            jobs[f"exhibitor:{key}"] = maker.exhibitor(key, (key,), number, exhibitor.sector)
    for key in islice(catalogue.products, max(0, MOST_CARDS - len(jobs))):
        jobs[f"product:{key}"] = maker.product(key)
    return jobs


class _Maker:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._sectors = {sector.id: sector.colour for sector in catalogue.sectors}
        self._pictures: dict[str, list[str]] = {}
        for product in catalogue.products.values():
            shown = catalogue.product_pictures.get(product.id, ())
            if shown:
                self._pictures.setdefault(product.exhibitor, []).append(_choose(shown[0]))
        self.numbers = {
            owner: stand.number
            for stand in catalogue.stands
            for owner in (stand.exhibitor, *stand.co_exhibitors)
            if owner
        }

    def fair(self) -> CardJob:
        fair = self._catalogue.fair
        every = [shown[0] for shown in self._pictures.values()]
        step = max(1, len(every) // MOST_PICTURES)
        pictures = tuple(every[::step][:MOST_PICTURES])
        return self._job(fair.look.primary, "", fair.name, fair.edition, pictures)

    def exhibitor(self, lead: str, owners: tuple[str, ...], number: str, sector: str) -> CardJob:
        exhibitor = self._catalogue.exhibitors[lead]
        turns = zip_longest(*(self._pictures.get(owner, ()) for owner in owners))
        pictures = [name for turn in turns for name in turn if name]
        colour = exhibitor.colour or self._colour_of(sector)
        shown = tuple(dict.fromkeys(pictures))[:MOST_PICTURES]
        return self._job(colour, number, exhibitor.name, NO_TEXT, shown)

    def product(self, key: str) -> CardJob:
        product = self._catalogue.products[key]
        exhibitor = self._catalogue.exhibitors[product.exhibitor]
        shown = self._catalogue.product_pictures.get(key, ())[:1]
        colour = exhibitor.colour or self._colour_of(exhibitor.sector)
        number = self.numbers.get(exhibitor.id, "")
        pictures = tuple(map(_choose, shown))
        return self._job(colour, number, product.name, exhibitor.name, pictures)

    def _colour_of(self, sector: str) -> str:
        return self._sectors.get(sector, self._catalogue.fair.look.primary)

    def _job(
        self, colour: str, number: str, name: Texts, note: Texts, pictures: tuple[str, ...]
    ) -> CardJob:
        fair = self._catalogue.fair
        # The fair's own card has its name above already.
        foot = fair.venue if name == fair.name and fair.venue.by_lang else fair.name
        card = ShareCard(
            colour=colour,
            number=number,
            latin=fascia_latin(name),
            arabic=fascia_arabic(name),
            latin_note=fascia_latin(note),
            arabic_note=fascia_arabic(note),
            foot_latin=fascia_latin(foot),
            foot_arabic=fascia_arabic(foot),
            foot_colour=fair.look.primary,
            accent=fair.look.accent,
        )
        return CardJob(card, pictures)


def _choose(files: PictureFiles) -> str:
    """Return the smallest file that is large enough for a card, else the largest."""
    enough = [width for width in files.widths if width >= _LEAST_PX]
    return files.widths[min(enough) if enough else max(files.widths)]


@functools.cache
def _painter() -> CardPainter:
    return CardPainter(load_sign_fonts())


def _draw(work: tuple[str, CardJob]) -> bytes:
    """Return the card, empty where a picture of it cannot be read."""
    folder, job = work
    try:
        pictures = [(Path(folder) / name).read_bytes() for name in job.pictures]
        return _painter().draw(job.card, pictures)
    except (OSError, PictureError):
        return b""
