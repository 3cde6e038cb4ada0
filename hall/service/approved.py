"""What the build lays over the fair's tables: approved changes and approved uploads."""

from __future__ import annotations

from collections.abc import Iterable

from hall.model.catalogue import Catalogue
from hall.model.change import Change, Upload
from hall.service.building.request import ApprovedChange
from hall.store.database import Database, changes, uploads

_REFERENCE = "sha256:"
# Uploads of which the newest counts, and their column.
_SINGLE = {"logo": "logo", "picture": "picture", "model": "model"}


async def list_approved(
    database: Database, catalogue: Catalogue | None
) -> tuple[ApprovedChange, ...]:
    """Return one change for each exhibitor and product that has any, sorted.

    Later decisions win, column by column. Uploaded photos come before those that the
    catalogue has from the tables.
    """
    edits = await changes.list_by_state(database, "approved")
    files = await uploads.list_by_state(database, "approved")
    return merge_approved(edits, files, catalogue)


def merge_approved(
    edits: Iterable[Change], files: Iterable[Upload], catalogue: Catalogue | None
) -> tuple[ApprovedChange, ...]:
    """Return one change an item; `edits` and `files` are in the order of their decisions."""
    merged: dict[tuple[str, str], dict[str, str]] = {}
    for edit in edits:
        merged.setdefault((edit.noun, edit.item), {}).update(edit.fields)
    photos: dict[str, list[str]] = {}
    for file in files:
        reference = _REFERENCE + file.clean_sha256
        if file.kind == "photo":
            photos.setdefault(file.product, []).append(reference)
        else:
            item = ("exhibitor", file.exhibitor) if file.kind == "logo" else _product(file)
            merged.setdefault(item, {})[_SINGLE[file.kind]] = reference
    for product, references in photos.items():
        every = [*references, *_photos_of_tables(product, catalogue)]
        merged.setdefault(("product", product), {})["photos"] = "|".join(every)
    return tuple(ApprovedChange(noun, item, merged[noun, item]) for noun, item in sorted(merged))


def _product(file: Upload) -> tuple[str, str]:
    return ("product", file.product)


def _photos_of_tables(product: str, catalogue: Catalogue | None) -> list[str]:
    known = catalogue.products.get(product) if catalogue else None
    photos = known.photos if known else ()
    return [photo.source for photo in photos if not photo.source.startswith(_REFERENCE)]
