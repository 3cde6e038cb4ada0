"""Ordering: the form, the receipt, cancelling."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from aiohttp import web

from hall.http.estimate import estimate_order
from hall.http.forms import Form, check_trap, say_errors, whole_number
from hall.http.pages.messages import show_message_receipt
from hall.http.phases import orders_closed
from hall.http.problems import FieldProblem, Problem, not_found
from hall.http.requests import (
    page,
    page_language,
    phase_line,
    read_form,
    services_of,
    showing_of,
    today_of,
    urls_of,
)
from hall.http.shapes import Words
from hall.http.showing import as_words
from hall.model.money import EXPONENTS, Money
from hall.model.order import PAYMENT_MODES, Buyer, DraftLine, Order, OrderDraft, Recipient
from hall.model.product import Product
from hall.service.delivery import Destination
from hall.service.errors import FormRefused, KeyReused, NotFound, StepRefused
from hall.service.handover import write_handover
from hall.service.phases import at_phase, takes_orders
from hall.service.quoting import list_delivery_modes
from hall.service.wording import word


async def show_order_form(request: web.Request) -> web.StreamResponse:
    """Show an empty order form for the product that the address names."""
    lang = page_language(request)
    product = _get_product(request, request.query.get("product", ""))
    if not takes_orders(services_of(request).live.catalogue.fair, today_of(request)):
        return _closed_page(request, lang, product)
    quantity = str(max(1, product.min_quantity))
    form = Form.fresh(lines__0__quantity=quantity, buyer__country="MA")
    return _form_page(request, lang, product, form)


async def send_order(request: web.Request) -> web.StreamResponse:
    """Take the order; the receipt's address is the answer, so that a reload sends nothing."""
    lang = page_language(request)
    fields = await read_form(request)
    check_trap(fields)
    services = services_of(request)
    product = _get_product(request, fields.get("lines.0.product_id", ""))
    draft = _read_draft(fields, lang)
    try:
        placed = await services.orders.place(
            draft, fields.get("key", ""), services.live.catalogue, services.settings.now()
        )
    except FormRefused as refused:
        if orders_closed(refused, phase_line(request, lang)):
            return _closed_page(request, lang, product, status=409)
        errors = say_errors(refused.errors, lang, "orders")
        return _form_page(request, lang, product, Form.again(fields, errors), status=422)
    except KeyReused:
        # Sent, then changed and sent again: what is on disk stays, the change is a new order.
        errors = [FieldProblem("key", word(lang, "order.sent_before"))]
        again = Form.again({**fields, "key": ""}, errors)
        return _form_page(request, lang, product, again, status=409)
    location = urls_of(request).receipt(lang, placed.order.token)
    return web.Response(status=303, headers={"Location": location})


async def show_receipt(request: web.Request) -> web.StreamResponse:
    """Show an order to whoever has its address."""
    lang = page_language(request)
    services = services_of(request)
    try:
        order = await services.orders.find(request.match_info["token"])
    except NotFound:
        return await show_message_receipt(request)
    catalogue = services.live.catalogue
    exhibitor = catalogue.exhibitors.get(order.exhibitor)
    return page(
        request,
        "receipt.html",
        word(lang, "receipt.title"),
        order=order,
        exhibitor=showing_of(request, lang).exhibitor(exhibitor) if exhibitor else None,
        delivery=delivery_name(request, lang, order.delivery_mode),
        can_cancel=order.state in {"requested", "quoted", "accepted"},
    )


async def hand_over(request: web.Request) -> web.StreamResponse:
    """Lead to WhatsApp with the request written; the number is on no page."""
    page_lang = page_language(request)
    services = services_of(request)
    order = await _get_order(request)
    catalogue = services.live.catalogue
    exhibitor = catalogue.exhibitors.get(order.exhibitor)
    if exhibitor is None:
        raise not_found()
    urls = urls_of(request)
    lang = next((la for la in exhibitor.languages if la in catalogue.fair.languages), page_lang)
    answer_url = urls.absolute(urls.answer(lang, services.orders.sign_answer(order)))
    letter = write_handover(order, catalogue, answer_url)
    # An invented number may be somebody's: at a sample fair the visitor chooses whom to write.
    shown = exhibitor.show_phone and not catalogue.fair.sample
    number = letter.phone.removeprefix("+") if shown else ""
    location = f"https://wa.me/{number}?{urlencode({'text': letter.text})}"
    return web.Response(status=303, headers={"Location": location})


async def cancel_order(request: web.Request) -> web.StreamResponse:
    lang = page_language(request)
    services = services_of(request)
    token = request.match_info["token"]
    try:
        await services.orders.cancel(token, services.settings.now())
    except NotFound:
        raise not_found() from None
    except StepRefused:
        raise Problem(409, "step_refused") from None
    return web.Response(status=303, headers={"Location": urls_of(request).receipt(lang, token)})


def delivery_name(request: web.Request, lang: str, mode_id: str) -> Words | None:
    """Return the name of a delivery mode, or None where the fair has it no more."""
    modes = services_of(request).live.catalogue.delivery.modes
    return next((as_words(mode.name.pick(lang)) for mode in modes if mode.id == mode_id), None)


async def _get_order(request: web.Request) -> Order:
    try:
        return await services_of(request).orders.find(request.match_info["token"])
    except NotFound:
        raise not_found() from None


def _get_product(request: web.Request, product_id: str) -> Product:
    product = services_of(request).live.catalogue.products.get(product_id)
    if product is None:
        raise not_found()
    return product


def _closed_page(
    request: web.Request, lang: str, product: Product, *, status: int = 200
) -> web.Response:
    """Return what stands in the order form's place in a phase that takes no orders."""
    return page(
        request,
        "orders_closed.html",
        word(lang, "order.title"),
        status=status,
        phase=phase_line(request, lang),
        product=showing_of(request, lang).product(product),
    )


def _form_page(
    request: web.Request, lang: str, product: Product, form: Form, *, status: int = 200
) -> web.Response:
    showing = showing_of(request, lang)
    catalogue = at_phase(showing.catalogue, showing.today)
    exhibitor = catalogue.exhibitors[product.exhibitor]
    offered = list_delivery_modes(exhibitor, catalogue)
    deliveries = [mode for mode in catalogue.delivery.modes if mode.id in offered]
    chosen = form.value("delivery_mode") or (deliveries[0].id if deliveries else "")
    estimate = estimate_order(
        catalogue,
        product,
        whole_number(form.value("lines.0.quantity")),
        Destination(form.value("buyer.country"), form.value("town")),
        deliveries,
        chosen,
    )
    return page(
        request,
        "order.html",
        word(lang, "order.title"),
        description=word(lang, "order.about", name=str(product.name.pick(lang))),
        status=status,
        listed_as=urls_of(request).product(lang, product.id),
        phase=phase_line(request, lang),
        product=showing.product(product),
        form=form,
        seen=product.price,
        deliveries=deliveries,
        chosen=chosen,
        estimate=estimate,
        payments=exhibitor.payment_modes or PAYMENT_MODES,
        countries=[(code, name.pick(lang)) for code, name in catalogue.places.countries.items()],
    )


def _read_draft(fields: Mapping[str, str], lang: str) -> OrderDraft:
    get = fields.get
    recipient = None
    if get("recipient.name") or get("recipient.phone"):
        recipient = Recipient(get("recipient.name", ""), get("recipient.phone", ""))
    return OrderDraft(
        lines=(
            DraftLine(
                get("lines.0.product_id", ""),
                whole_number(get("lines.0.quantity", "")),
                _read_seen(get("lines.0.seen", "")),
            ),
        ),
        buyer=Buyer(
            get("buyer.name", ""),
            get("buyer.phone", ""),
            get("buyer.email", ""),
            lang,
            get("buyer.country", ""),
        ),
        delivery_mode=get("delivery_mode", ""),
        payment_mode=get("payment_mode", ""),
        consent_version=get("consent_version", ""),
        recipient=recipient,
        town=get("town", ""),
        address=get("address", ""),
        note=get("note", ""),
    )


def _read_seen(text: str) -> Money | None:
    """Return the price that the form carried (`8500 MAD`); what is none counts as unseen."""
    amount, _, currency = text.partition(" ")
    if currency not in EXPONENTS or not amount.isascii() or not amount.isdigit():
        return None
    return Money(int(amount[:12]), currency)
