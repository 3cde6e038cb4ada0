"""What an organiser decides about, as it is shown: each change with what is public beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hall.http.pages.desk_fields import TONGUES, Control, controls_of, product_groups, stand_groups
from hall.http.pages.desk_items import cells_now, name_of
from hall.http.shapes import Named, Words
from hall.http.showing import Showing
from hall.model.change import Change, Upload
from hall.service.cells import GUARDED_COLUMNS


@dataclass(frozen=True, slots=True)
class Row:
    """One cell: what is public now and what the exhibitor asks for."""

    label: str
    tongue: str
    before: str
    after: str
    text_dir: str
    guarded: bool


@dataclass(frozen=True, slots=True)
class ChangeShape:
    """A change under the name of what it is about."""

    change: Change
    exhibitor: Named | None
    subject: Words
    url: str
    is_new: bool
    rows: tuple[Row, ...]

    @property
    def guarded(self) -> bool:
        """Whether buyers would be led to another number or address."""
        return any(row.guarded for row in self.rows)


@dataclass(frozen=True, slots=True)
class UploadShape:
    """A file under the name of what it is for; `before` is the address of what shows now."""

    upload: Upload
    exhibitor: Named | None
    subject: Words
    url: str
    before: str


def show_change(showing: Showing, change: Change) -> ChangeShape:
    """Return a change with each of its cells before and after."""
    now = cells_now(showing.catalogue, change.noun, change.item)
    product = showing.catalogue.products.get(change.item)
    if change.noun == "product" and product:
        subject, url = showing.text(product.name), showing.urls.product(showing.lang, product.id)
    else:
        subject, url = name_of(change, showing.lang), ""
    return ChangeShape(
        change,
        _exhibitor(showing, change.exhibitor),
        subject,
        url,
        is_new=change.noun == "product" and product is None,
        rows=tuple(_rows(showing, change, now)),
    )


def _rows(showing: Showing, change: Change, now: dict[str, str]) -> Iterator[Row]:
    family = change.fields.get("family") or now.get("family", "")
    groups = (
        stand_groups(showing.catalogue, showing.lang)
        if change.noun == "exhibitor"
        else product_groups(showing.catalogue, showing.lang, family)
    )
    controls = controls_of(groups)
    # In the order of the form; what no form shows (its day, whose it is) follows from the rest.
    for column, control in controls.items():
        if column in change.fields:
            yield _row(control, now.get(column, ""), change.fields[column])


def _row(control: Control, before: str, after: str) -> Row:
    return Row(
        control.label,
        TONGUES.get(control.tongue, ""),
        control.show(before),
        control.show(after),
        control.text_dir,
        control.column in GUARDED_COLUMNS,
    )


def show_upload(showing: Showing, upload: Upload, names: Mapping[str, Words]) -> UploadShape:
    """Return a file with what shows in its place now; `names` are those of new products."""
    exhibitor = showing.catalogue.exhibitors.get(upload.exhibitor)
    product = showing.catalogue.products.get(upload.product)
    before = ""
    if upload.kind == "logo" and exhibitor:
        before = showing.exhibitor(exhibitor).logo
    elif product and upload.kind != "model":
        # The first picture is drawn from the form, with its label or cloth; photos follow.
        pictures = showing.pictures(product)[1 if upload.kind == "photo" else 0 :]
        before = pictures[0].src if pictures else ""
    subject = names.get(upload.product, Words("", showing.lang, "ltr"))
    if product:
        subject = showing.text(product.name)
    return UploadShape(
        upload,
        _exhibitor(showing, upload.exhibitor),
        subject,
        showing.urls.product(showing.lang, product.id) if product else "",
        before,
    )


def _exhibitor(showing: Showing, exhibitor_id: str) -> Named | None:
    exhibitor = showing.catalogue.exhibitors.get(exhibitor_id)
    return showing.named(exhibitor) if exhibitor else None
