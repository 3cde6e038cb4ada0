"""What the build lays over the fair's tables: approved changes and approved uploads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

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
    merged: dict[tuple[str, str], _Cells] = {}
    for edit in edits:
        merged.setdefault((edit.noun, edit.item), _Cells()).lay_edit(edit)
    for file in files:
        is_logo = file.kind == "logo"
        item = ("exhibitor", file.exhibitor) if is_logo else ("product", file.product)
        # A picture of a new product waits for the product itself.
        if is_new_item(file.exhibitor, file.product) and item not in merged:
            continue
        merged.setdefault(item, _Cells()).lay_file(file)
    return tuple(
        ApprovedChange(*item, cells.fields, cells.base, cells.between)
        for item, cells in sorted(merged.items(), key=lambda entry: entry[0])
    )


@dataclass(slots=True)
class _Cells:
    """The cells of one item as decisions lay them one over the other."""

    fields: dict[str, str] = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)
    between: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def lay_edit(self, edit: Change) -> None:
        for column, cell in edit.fields.items():
            seen = edit.base.get(column, "")
            if column in self.base:
                passed = (*self.between.get(column, ()), self.fields[column], seen)
                self.between[column] = tuple(dict.fromkeys(passed))
            else:
                self.base[column] = seen
            self.fields[column] = cell

    def lay_file(self, file: Upload) -> None:
        reference = f"sha256:{file.clean_sha256}"
        if file.kind != "photo":
            self.fields[file.kind] = reference
            return
        earlier = self.fields.get("photos")
        self.fields["photos"] = f"{earlier}|{reference}" if earlier else reference
        self.fields.update({f"photo_alt_{lang}": "" for lang in TEXT_LANGUAGES})
