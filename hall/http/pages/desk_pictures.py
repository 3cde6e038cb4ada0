"""Sending a logo, photos, the picture of a label or cloth, a 3D model; and looking at them."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from hall.http.multipart import read_upload
from hall.http.pages.desk import told_of
from hall.http.pages.desk_door import desk_page, require_account, require_exhibitor, see_other
from hall.http.pages.desk_edit import require_own_item
from hall.http.pages.desk_items import name_of, newest_changes, say_reason
from hall.http.problems import Problem, not_found
from hall.http.requests import page_language, services_of, showing_of, urls_of
from hall.http.shapes import Words
from hall.model.account import Account
from hall.model.change import Upload
from hall.service.errors import Forbidden, FormRefused, NotFound, TooMany
from hall.service.receiving import MODEL_BYTES, PICTURE_BYTES, IncomingFile
from hall.service.wording import word

PICTURE_TYPES = "image/jpeg,image/png,image/webp,image/gif"
MODEL_TYPES = ".glb,.obj,.stl,.ply"
_PRODUCT_KINDS = ("photo", "picture", "model")
_TYPES = {"model": "model/gltf-binary"}


def most_bytes(kind: str) -> int:
    """Return how large a file of a kind may be."""
    return MODEL_BYTES if kind == "model" else PICTURE_BYTES


async def show_logo(request: web.Request) -> web.StreamResponse:
    """Show the stand's logo, and what became of those that were sent."""
    lang = page_language(request)
    account = await require_exhibitor(request)
    showing = showing_of(request, lang)
    exhibitor = showing.exhibitor(showing.catalogue.exhibitors[account.exhibitor or ""])
    return await _pictures_page(request, account, ("logo",), exhibitor.name)


async def show_pictures(request: web.Request) -> web.StreamResponse:
    """Show a product's pictures and model, and what became of those that were sent."""
    account = await require_exhibitor(request)
    item = request.match_info["item"]
    await require_own_item(request, account, item)
    name = await _product_name(request, account, item)
    return await _pictures_page(request, account, _PRODUCT_KINDS, name, item)


async def receive_logo(request: web.Request) -> web.StreamResponse:
    account = await require_exhibitor(request)
    told = await _receive(request, account, "logo", "")
    return see_other(urls_of(request).desk(page_language(request), "logo", told=told))


async def receive_picture(request: web.Request) -> web.StreamResponse:
    """Take a file for a product; what the intake refuses is told on the page that follows."""
    account = await require_exhibitor(request)
    item, kind = request.match_info["item"], request.match_info["kind"]
    if kind not in _PRODUCT_KINDS:
        raise not_found()
    await require_own_item(request, account, item)
    told = await _receive(request, account, kind, item)
    urls = urls_of(request)
    return see_other(urls.desk(page_language(request), "products", item, "pictures", told=told))


async def send_preview(request: web.Request) -> web.StreamResponse:
    """Send a clean file to its sender or to an organiser; to others there is none."""
    account = await require_account(request)
    services = services_of(request)
    upload_id = request.match_info["upload"]
    try:
        data = await services.reception.read_clean(account, upload_id)
        upload = await services.reception.desk.find(upload_id)
    except NotFound:
        raise not_found() from None
    headers = {"Cross-Origin-Resource-Policy": "same-origin"}
    if upload.kind == "model":
        headers["Content-Disposition"] = 'attachment; filename="model.glb"'
    return web.Response(
        body=data, content_type=_TYPES.get(upload.kind, "image/webp"), headers=headers
    )


async def _receive(request: web.Request, account: Account, kind: str, item: str) -> str:
    """Take one file in; return what the page that follows tells."""
    services = services_of(request)
    lang = page_language(request)
    try:
        file = await read_upload(request, most_bytes(kind))
    except Problem as problem:
        if problem.code != "too_large":
            raise
        limit = most_bytes(kind) // 2**20
        raise Problem(413, "too_large", detail=word(lang, "desk.too_big", n=limit)) from None
    incoming = IncomingFile(kind, item, file.filename or "", file.data)
    try:
        upload = await services.reception.receive(
            account, incoming, services.live.catalogue, services.settings.now()
        )
    except (Forbidden, FormRefused):
        raise not_found() from None
    except TooMany:
        raise Problem(429, "too_many", detail=word(lang, "desk.quota")) from None
    return "not_taken" if upload.state == "refused" else "stored"


async def _product_name(request: web.Request, account: Account, item: str) -> Words:
    lang = page_language(request)
    services = services_of(request)
    product = services.live.catalogue.products.get(item)
    if product is not None:
        return showing_of(request, lang).text(product.name)
    changes = await services.changes.list_for(account.exhibitor or "")
    return name_of(newest_changes(changes).get(("product", item)), lang)


async def _pictures_page(
    request: web.Request, account: Account, kinds: Iterable[str], name: Words, item: str = ""
) -> web.Response:
    lang = page_language(request)
    services, showing, urls = services_of(request), showing_of(request, lang), urls_of(request)
    sent = await services.reception.desk.list_for(account.exhibitor or "")
    mine = [upload for upload in sent if upload.product == item]
    product = services.live.catalogue.products.get(item)
    exhibitor = showing.catalogue.exhibitors[account.exhibitor or ""]
    return desk_page(
        request,
        "desk_pictures.html",
        word(lang, "desk.pictures" if item else "desk.logo"),
        name=name,
        item=item,
        kinds=[_kind(kind, mine, urls.desk(lang, *_parts(item, kind))) for kind in kinds],
        shape=showing.product(product) if product else None,
        logo="" if item else showing.exhibitor(exhibitor).logo,
        reason=lambda text: say_reason(lang, text),
        told=told_of(request),
    )


def _parts(item: str, kind: str) -> tuple[str, ...]:
    return ("products", item, "pictures", kind) if item else ("logo",)


def _kind(kind: str, sent: Iterable[Upload], action: str) -> dict[str, object]:
    """Return one kind of file as its form shows it."""
    return {
        "id": kind,
        "action": action,
        "accept": MODEL_TYPES if kind == "model" else PICTURE_TYPES,
        "most_bytes": most_bytes(kind),
        "uploads": [upload for upload in sent if upload.kind == kind],
    }
