"""Pictures and exhibits: what a product looks like, on pages and on its stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from assets.pictures import picture_size, shrink_picture
from assets.product_picture import render_model_picture, render_product_pictures
from assets.values import Exhibit
from exporters.model import read_model
from hall.model.catalogue import PictureFiles
from hall.model.exhibitor import Exhibitor
from hall.model.product import Product
from hall.service.building.keys import KeyBook, key_of
from hall.service.building.workbench import Workbench
from hall.store.built import BuiltFiles

RENDER_PX = 512
THUMB_PX = 160
PHOTO_PX = 1024
LOGO_PX = 256
_UPLOAD = "sha256:"
_CM_TO_MM = 10
_CLOTH_THICKNESS_MM = 8

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class MediaSource:
    """Finds the bytes behind a reference of a table: a path below `media/` or an upload.

    What was read is kept, so that many rows may show one picture at the cost of one.
    """

    media_dir: Path
    uploads_dir: Path
    _read: dict[str, bytes | None] = field(default_factory=dict, repr=False)

    def read(self, reference: str) -> bytes | None:
        """Return the bytes, or None where the reference is empty or leads nowhere."""
        if not reference:
            return None
        if reference not in self._read:
            self._read[reference] = self._find(reference)
        return self._read[reference]

    def _find(self, reference: str) -> bytes | None:
        if reference.startswith(_UPLOAD):
            name = reference.removeprefix(_UPLOAD)
            path = self.uploads_dir / name
            return (
                path.read_bytes()
                if re.fullmatch(r"[0-9a-f]{64}", name) and path.is_file()
                else None
            )
        path = (self.media_dir / reference).resolve()
        inside = path.is_relative_to(self.media_dir.resolve())
        return path.read_bytes() if inside and path.is_file() else None


def make_exhibit(product: Product, source: MediaSource, colour: str) -> Exhibit:
    """Return the product as it stands on its stand; `colour` serves where it has none."""
    return Exhibit(
        product_id=product.id,
        form=product.form,
        colour=product.colour or colour,
        picture=source.read(product.picture) or _first_photo(product, source),
        model=source.read(product.model),
        size_mm=_cloth_size(product),
    )


def nameless(exhibit: Exhibit) -> Exhibit:
    """Return what the exhibit looks like, whatever product it is."""
    return replace(exhibit, product_id="")


def _first_photo(product: Product, source: MediaSource) -> bytes | None:
    return next((data for photo in product.photos if (data := source.read(photo.source))), None)


def _cloth_size(product: Product) -> tuple[int, int, int] | None:
    """Return width, height and thickness of a rug or textile that tells its size."""
    try:
        width = round(float(product.extra["width_cm"]) * _CM_TO_MM)
        length = round(float(product.extra["length_cm"]) * _CM_TO_MM)
    except (KeyError, ValueError):
        return None
    return (width, length, _CLOTH_THICKNESS_MM)


def _render(exhibit: Exhibit) -> tuple[bytes, bytes]:
    if exhibit.model:
        model = read_model(exhibit.model)
        picture = render_model_picture(model.mesh, model.texture, exhibit.colour, RENDER_PX)
        return picture, shrink_picture(picture, THUMB_PX)
    pictures = render_product_pictures(exhibit, (RENDER_PX, THUMB_PX))
    return pictures[RENDER_PX], pictures[THUMB_PX]


def _shrink(data: bytes, widths: tuple[int, ...]) -> tuple[bytes, ...]:
    return tuple(shrink_picture(data, width) for width in widths)


@dataclass(frozen=True, slots=True)
class MediaRoom:
    """Prepares pictures once per content and remembers them by key."""

    files: BuiltFiles
    keys: KeyBook
    source: MediaSource
    bench: Workbench

    def prepare_products(
        self, exhibits: Iterable[Exhibit], products: Iterable[Product], report: Report
    ) -> dict[str, tuple[PictureFiles, ...]]:
        """Return for each product its rendered picture followed by its photos."""
        rendered = self._render_all(list(exhibits), report)
        return {
            product.id: (*rendered.get(product.id, ()), *self._photos(product))
            for product in products
        }

    def prepare_logos(self, exhibitors: Iterable[Exhibitor]) -> dict[str, PictureFiles]:
        """Return the logo files of the exhibitors that have a readable one."""
        logos = {}
        for exhibitor in exhibitors:
            data = self.source.read(exhibitor.logo)
            if data is not None:
                logos[exhibitor.id] = self._shrunk(data, (LOGO_PX,))
        return logos

    def _render_all(
        self, exhibits: list[Exhibit], report: Report
    ) -> dict[str, tuple[PictureFiles, ...]]:
        names: dict[str, tuple[str, ...]] = {}
        wanted: dict[str, list[Exhibit]] = {}
        for exhibit in exhibits:
            key = key_of("picture", RENDER_PX, THUMB_PX, nameless(exhibit))
            found = self.keys.find(key)
            if found is not None and all(self.files.has(name) for name in found):
                names[exhibit.product_id] = found
            else:
                wanted.setdefault(key, []).append(exhibit)
        missing = [(alike[0], key) for key, alike in wanted.items()]
        # Each process renders a form once and keeps it: products of one form go together.
        missing.sort(key=lambda pair: (pair[0].form, pair[0].size_mm or (0, 0, 0)))
        made = self.bench.map(_render, [exhibit for exhibit, _ in missing])
        for done, ((_, key), pictures) in enumerate(zip(missing, made, strict=True), 1):
            written = [self.files.put(data, ".webp") for data in pictures]
            noted = self.keys.note(key, written)
            names |= {alike.product_id: noted for alike in wanted[key]}
            report("pictures", done, len(missing))
        widths = (RENDER_PX, THUMB_PX)
        return {
            product: (PictureFiles(dict(zip(widths, pair, strict=True)), RENDER_PX, RENDER_PX),)
            for product, pair in names.items()
        }

    def _photos(self, product: Product) -> tuple[PictureFiles, ...]:
        pictures = (self.source.read(photo.source) for photo in product.photos)
        return tuple(
            self._shrunk(data, (PHOTO_PX, RENDER_PX, THUMB_PX)) for data in pictures if data
        )

    def _shrunk(self, data: bytes, widths: tuple[int, ...]) -> PictureFiles:
        key = key_of("shrunk", widths, data)
        found = self.keys.find(key)
        if found is None or not all(self.files.has(name) for name in found):
            written = [self.files.put(small, ".webp") for small in _shrink(data, widths)]
            found = self.keys.note(key, written)
        width, height = picture_size(self.files.read(found[0]))
        return PictureFiles(dict(zip(widths, found, strict=True)), width, height)
