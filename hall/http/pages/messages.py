"""Writing to an exhibitor, or to the organiser."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from hall.http.forms import Form, check_trap, say_errors
from hall.http.pages.stands import get_exhibitor
from hall.http.problems import FieldProblem, not_found
from hall.http.requests import page, page_language, read_form, services_of, showing_of, urls_of
from hall.model.message import MESSAGE_KINDS, MessageDraft
from hall.service.errors import FormRefused, KeyReused, NotFound
from hall.service.wording import word


async def show_message_form(request: web.Request) -> web.StreamResponse:
    lang = page_language(request)
    product = request.query.get("product", "")
    form = Form.fresh(product=product, kind=MESSAGE_KINDS[0], country="MA")
    return _form_page(request, lang, form)


async def send_message(request: web.Request) -> web.StreamResponse:
    """Take the message and lead to its receipt."""
    lang = page_language(request)
    exhibitor = get_exhibitor(request)
    fields = await read_form(request)
    check_trap(fields)
    services = services_of(request)
    draft = _read_draft(fields, lang, exhibitor.id)
    try:
        placed = await services.messages.place(
            draft, fields.get("key", ""), services.live.catalogue, services.settings.now()
        )
    except FormRefused as refused:
        errors = say_errors(refused.errors, lang, "orders")
        return _form_page(request, lang, Form.again(fields, errors), status=422)
    except KeyReused:
        errors = [FieldProblem("key", word(lang, "order.sent_before"))]
        return _form_page(request, lang, Form.again({**fields, "key": ""}, errors), status=409)
    location = urls_of(request).receipt(lang, placed.message.token)
    return web.Response(status=303, headers={"Location": location})


async def show_message_receipt(request: web.Request) -> web.StreamResponse:
    """Show a message to whoever has the address of its receipt."""
    lang = page_language(request)
    services = services_of(request)
    try:
        message = await services.messages.find(request.match_info["token"])
    except NotFound:
        raise not_found() from None
    exhibitor = services.live.catalogue.exhibitors.get(message.exhibitor or "")
    return page(
        request,
        "sent.html",
        word(lang, "sent.title"),
        message=message,
        exhibitor=showing_of(request, lang).exhibitor(exhibitor) if exhibitor else None,
    )


def _form_page(request: web.Request, lang: str, form: Form, *, status: int = 200) -> web.Response:
    showing = showing_of(request, lang)
    catalogue = showing.catalogue
    exhibitor = get_exhibitor(request)
    product = catalogue.products.get(form.value("product"))
    fitting = product is not None and product.exhibitor == exhibitor.id
    return page(
        request,
        "message.html",
        word(lang, "message.title"),
        description=word(lang, "message.about", name=str(exhibitor.name.pick(lang))),
        status=status,
        listed_as=urls_of(request).exhibitor(lang, exhibitor.id),
        exhibitor=showing.named(exhibitor),
        product=showing.text(product.name) if product is not None and fitting else None,
        form=form,
        kinds=MESSAGE_KINDS,
        countries=[(code, name.pick(lang)) for code, name in catalogue.places.countries.items()],
    )


def _read_draft(fields: Mapping[str, str], lang: str, exhibitor: str) -> MessageDraft:
    get = fields.get
    return MessageDraft(
        exhibitor=exhibitor,
        kind=get("kind", ""),
        text=get("text", ""),
        name=get("name", ""),
        consent_version=get("consent_version", ""),
        phone=get("phone", ""),
        email=get("email", ""),
        language=lang,
        country=get("country", ""),
        product=get("product", ""),
    )
