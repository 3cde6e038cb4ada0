"""What an order to an exhibitor can say: its ways of delivery and payment, the notice."""

from __future__ import annotations

from aiohttp import web
from msgspec import Struct

from hall.http.api.answers import json_answer
from hall.http.problems import not_found
from hall.http.requests import language_of, services_of, showing_of
from hall.http.shapes import Words
from hall.model.order import PAYMENT_MODES
from hall.service.phases import at_phase
from hall.service.quoting import list_delivery_modes
from hall.service.wording import word


class Choice(Struct, frozen=True):
    """One value of a field, and its name."""

    id: str
    name: Words


class DeliveryChoice(Struct, frozen=True):
    """One way of delivery."""

    id: str
    name: Words
    needs_address: bool


class OrderForm(Struct, frozen=True):
    """The choices of an order form; `consent_version` comes back with the order."""

    consent_version: str
    consent_text: str
    privacy_url: str
    delivery_modes: tuple[DeliveryChoice, ...]
    payment_modes: tuple[Choice, ...]
    countries: tuple[Choice, ...]


async def get_order_form(request: web.Request) -> web.StreamResponse:
    """Answer what the order and message forms of an exhibitor offer."""
    lang = language_of(request)
    showing = showing_of(request, lang)
    catalogue = at_phase(services_of(request).live.catalogue, showing.today)
    exhibitor = catalogue.exhibitors.get(request.query.get("exhibitor", ""))
    if exhibitor is None:
        raise not_found()
    offered = list_delivery_modes(exhibitor, catalogue)
    direction = "rtl" if lang == "ar" else "ltr"
    form = OrderForm(
        consent_version=catalogue.fair.privacy.version,
        consent_text=word(lang, "form.consent"),
        privacy_url=showing.urls.privacy(lang),
        delivery_modes=tuple(
            DeliveryChoice(mode.id, showing.text(mode.name), mode.needs_address)
            for mode in catalogue.delivery.modes
            if mode.id in offered
        ),
        payment_modes=tuple(
            Choice(mode, Words(word(lang, f"payment.{mode}"), lang, direction))
            for mode in exhibitor.payment_modes or PAYMENT_MODES
        ),
        countries=tuple(
            Choice(code, showing.text(name)) for code, name in catalogue.places.countries.items()
        ),
    )
    return json_answer(request, form)
