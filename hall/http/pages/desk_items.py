"""What an exhibitor has at the desk: stand and products with what waits and what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hall.http.shapes import ProductShape, Words
from hall.http.showing import Showing
from hall.model.catalogue import Catalogue
from hall.model.change import Change, Upload
from hall.model.text import LANGUAGES, Texts
from hall.service.cells import cells_of_exhibitor, cells_of_product
from hall.service.wording import load_words


@dataclass(frozen=True, slots=True)
class DeskItem:
    """A product as its exhibitor sees it; `shape` is None while it is not public."""

    id: str
    name: Words
    shape: ProductShape | None
    change: Change | None
    uploads: tuple[Upload, ...]

    @property
    def waiting(self) -> int:
        """How many pictures or models wait for the organiser."""
        return sum(upload.state == "ready" for upload in self.uploads)


def list_items(
    showing: Showing, exhibitor: str, changes: Iterable[Change], uploads: Iterable[Upload]
) -> list[DeskItem]:
    """Return an exhibitor's products, new ones that wait for their approval first."""
    newest = newest_changes(changes)
    sent = tuple(uploads)
    public = {product.id: product for product in showing.view.list_products(exhibitor)}
    fresh = [
        item
        for (noun, item), change in newest.items()
        if noun == "product" and item not in public and change.fields
    ]
    items = []
    for item in (*fresh, *public):
        product, change = public.get(item), newest.get(("product", item))
        files = tuple(upload for upload in sent if upload.product == item)
        shape = showing.product(product) if product else None
        name = shape.name if shape else name_of(change, showing.lang)
        items.append(DeskItem(item, name, shape, change, files))
    return items


def newest_changes(changes: Iterable[Change]) -> dict[tuple[str, str], Change]:
    """Return the newest change of each item; `changes` come newest first."""
    newest: dict[tuple[str, str], Change] = {}
    for change in changes:
        newest.setdefault((change.noun, change.item), change)
    return newest


def name_of(change: Change | None, lang: str) -> Words:
    """Return how a new product calls itself."""
    fields: Mapping[str, str] = change.fields if change else {}
    picked = Texts({la: fields.get(f"name_{la}", "") for la in LANGUAGES}).pick(lang)
    return Words(picked.text or fields.get("name_zgh", "—"), picked.lang, picked.dir)


def cells_now(catalogue: Catalogue, noun: str, item: str) -> dict[str, str]:
    """Return what is public of an exhibitor or product as cells; nothing of a new one."""
    if noun == "exhibitor" and item in catalogue.exhibitors:
        return cells_of_exhibitor(catalogue.exhibitors[item])
    product = catalogue.products.get(item)
    return cells_of_product(product) if noun == "product" and product else {}


def say_reason(lang: str, reason: str) -> str:
    """Return why something was refused: the words of the intake's code, or the organiser's."""
    return load_words(lang).get(f"intake.{reason}", reason)
