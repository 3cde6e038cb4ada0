"""The forms of a stand and of its products: filled with what is there, kept as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from hall.http.forms import say_errors
from hall.http.pages.desk import submit
from hall.http.pages.desk_door import desk_page, require_exhibitor, see_other
from hall.http.pages.desk_fields import (
    TONGUES,
    Group,
    collect_cells,
    controls_of,
    product_groups,
    stand_groups,
)
from hall.http.pages.desk_items import cells_now, newest_changes, say_reason
from hall.http.problems import FieldProblem, not_found
from hall.http.requests import page_language, read_form, services_of, showing_of, urls_of
from hall.model.account import Account
from hall.model.change import Change
from hall.service.changes import is_new_item
from hall.service.errors import Forbidden, FormRefused, NotFound
from hall.service.wording import word

_OPEN = ("draft", "submitted")
_NEW = {"price_kind": "fixed", "sold_by": "piece", "min_quantity": "1"}


@dataclass(frozen=True, slots=True)
class DeskForm:
    """What a form shows: a cell for each column, and what is wrong."""

    values: Mapping[str, str]
    errors: tuple[FieldProblem, ...] = ()
    _first: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def again(cls, values: Mapping[str, str], errors: Iterable[FieldProblem]) -> DeskForm:
        """Return a form as it was sent, with its faults."""
        listed = tuple(errors)
        return cls(values, listed, {e.field: e.message for e in reversed(listed)})

    def value(self, column: str) -> str:
        return self.values.get(column, "")

    def chosen(self, column: str) -> tuple[str, ...]:
        return tuple(self.value(column).split("|"))

    def fault(self, column: str) -> str:
        return self._first.get(column, "")


@dataclass(frozen=True, slots=True)
class Edited:
    """What a form is about: `cells` with the open change laid over what is public."""

    noun: str
    item: str
    cells: Mapping[str, str]
    change: Change | None


async def edit_stand(request: web.Request) -> web.StreamResponse:
    """Show the stand's form, or keep it."""
    account = await require_exhibitor(request)
    return await _edit(request, account, "exhibitor", account.exhibitor or "")


async def edit_product(request: web.Request) -> web.StreamResponse:
    """Show a product's form, or keep it."""
    account = await require_exhibitor(request)
    item = request.match_info["item"]
    await require_own_item(request, account, item)
    return await _edit(request, account, "product", item)


async def add_product(request: web.Request) -> web.StreamResponse:
    """Show an empty product's form, or keep it."""
    return await _edit(request, await require_exhibitor(request), "product", "")


async def require_own_item(request: web.Request, account: Account, item: str) -> None:
    """Refuse a product that is not the account's, as if there were none.

    Raises:
        Problem: 404.
    """
    services = services_of(request)
    exhibitor = account.exhibitor or ""
    product = services.live.catalogue.products.get(item)
    if product is None and is_new_item(exhibitor, item):
        changes = await services.changes.list_for(exhibitor)
        if ("product", item) in newest_changes(changes):
            return
    if product is None or product.exhibitor != exhibitor:
        raise not_found()


async def _edit(request: web.Request, account: Account, noun: str, item: str) -> web.StreamResponse:
    edited = await _load(request, account, noun, item)
    if request.method != "POST":
        return _form_page(request, edited, DeskForm(edited.cells))
    fields = await read_form(request)
    groups = _groups(request, edited, fields.get("family", ""))
    cells = collect_cells(groups, fields, edited.cells)
    if not item:
        cells = _NEW | {column: cell for column, cell in cells.items() if cell not in {"", "no"}}
    return await _keep(request, account, edited, cells, send="send" in fields)


async def _keep(
    request: web.Request, account: Account, edited: Edited, cells: dict[str, str], *, send: bool
) -> web.StreamResponse:
    lang = page_language(request)
    services = services_of(request)
    catalogue, now = services.live.catalogue, services.settings.now()
    try:
        change = await services.changes.save(
            account, edited.noun, edited.item, cells, catalogue, now
        )
    except FormRefused as refused:
        errors = say_errors(refused.errors, lang, "orders")
        again = DeskForm.again({**edited.cells, **cells}, errors)
        return _form_page(request, edited, again, status=422)
    except (Forbidden, NotFound):
        raise not_found() from None
    if send:
        await submit(request, account, change.id)
    urls, told = urls_of(request), "sent" if send else "saved"
    if not edited.item:
        # A product without a picture sells badly: the next page asks for one.
        return see_other(urls.desk(lang, "products", change.item, "pictures", told=told))
    return see_other(urls.desk(lang, told=told))


async def _load(request: web.Request, account: Account, noun: str, item: str) -> Edited:
    services = services_of(request)
    current = cells_now(services.live.catalogue, noun, item)
    changes = await services.changes.list_for(account.exhibitor or "")
    change = newest_changes(changes).get((noun, item))
    # What was refused is shown again too: it is there to be mended.
    kept = change.fields if change and change.state in {*_OPEN, "refused"} else {}
    blank = {} if item else _NEW
    return Edited(noun, item, {**blank, **current, **kept}, change)


def _groups(request: web.Request, edited: Edited, family: str = "") -> tuple[Group, ...]:
    lang, catalogue = page_language(request), services_of(request).live.catalogue
    if edited.noun == "exhibitor":
        return stand_groups(catalogue, lang)
    return product_groups(catalogue, lang, family or edited.cells.get("family", ""))


def _form_page(
    request: web.Request, edited: Edited, form: DeskForm, *, status: int = 200
) -> web.Response:
    lang = page_language(request)
    urls = urls_of(request)
    groups = _groups(request, edited, form.value("family"))
    parts = ("stand",) if edited.noun == "exhibitor" else ("products", edited.item)
    if not edited.item:
        parts = ("new",)
    product = services_of(request).live.catalogue.products.get(edited.item)
    title = (
        "desk.stand"
        if edited.noun == "exhibitor"
        else "desk.product"
        if edited.item
        else "desk.new"
    )
    return desk_page(
        request,
        "desk_form.html",
        word(lang, title),
        status=status,
        groups=groups,
        labels={column: control.label for column, control in controls_of(groups).items()},
        form=form,
        tongues=TONGUES,
        change=edited.change,
        is_new=not edited.item,
        subject=showing_of(request, lang).text(product.name) if product else None,
        action=urls.desk(lang, *parts),
        reason=lambda text: say_reason(lang, text),
    )
