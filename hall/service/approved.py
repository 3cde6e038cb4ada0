"""What the build lays over the fair's tables: approved changes and approved uploads."""

from __future__ import annotations

from collections.abc import Iterable

from hall.model.change import Change, Upload
from hall.service.building.request import ApprovedChange
from hall.service.cells import TEXT_LANGUAGES
from hall.service.changes import is_new_item
from hall.store.database import Database, changes, uploads


async def list_approved(database: Database) -> tuple[ApprovedChange, ...]:
    """Return one change for each exhibitor and product that has any, sorted."""
    edits = await changes.list_by_state(database, "approved")
    files = await uploads.list_by_state(database, "approved")
    return merge_approved(edits, files)


def merge_approved(edits: Iterable[Change], files: Iterable[Upload]) -> tuple[ApprovedChange, ...]:
    """Return one change an item; `edits` and `files` are in the order of their decisions.

    Later decisions win, column by column. Uploaded photos take the place of those in the
    table, whose alternative texts describe other pictures.
    """
    merged: dict[tuple[str, str], dict[str, str]] = {}
    for edit in edits:
        merged.setdefault((edit.noun, edit.item), {}).update(edit.fields)
    for file in files:
        is_logo = file.kind == "logo"
        item = ("exhibitor", file.exhibitor) if is_logo else ("product", file.product)
        # A picture of a new product waits for the product itself.
        if is_new_item(file.exhibitor, file.product) and item not in merged:
            continue
        _lay(merged.setdefault(item, {}), file)
    return tuple(ApprovedChange(noun, item, merged[noun, item]) for noun, item in sorted(merged))


def _lay(cells: dict[str, str], file: Upload) -> None:
    reference = f"sha256:{file.clean_sha256}"
    if file.kind != "photo":
        cells[file.kind] = reference
        return
    earlier = cells.get("photos")
    cells["photos"] = f"{earlier}|{reference}" if earlier else reference
    cells.update({f"photo_alt_{lang}": "" for lang in TEXT_LANGUAGES})
