"""The page on which an exhibitor answers an order, opened by a signed link."""

from __future__ import annotations

from aiohttp import web

from hall.http.pages.orders import delivery_name
from hall.http.problems import Problem, not_found
from hall.http.requests import page, page_language, read_form, services_of, showing_of, urls_of
from hall.model.order import ANSWERS
from hall.service.errors import LinkInvalid, NotFound, StepRefused
from hall.service.wording import word


async def show_answer(request: web.Request) -> web.StreamResponse:
    """Show the order with its buttons. Looking changes nothing: messengers look, too."""
    lang = page_language(request)
    services = services_of(request)
    try:
        order = await services.orders.find_answerable(request.match_info["token"])
    except (LinkInvalid, NotFound):
        raise not_found() from None
    catalogue = services.live.catalogue
    exhibitor = catalogue.exhibitors.get(order.exhibitor)
    return page(
        request,
        "answer.html",
        word(lang, "answer.title"),
        order=order,
        exhibitor=showing_of(request, lang).named(exhibitor) if exhibitor else None,
        delivery=delivery_name(request, lang, order.delivery_mode),
        answer_url=urls_of(request).answer(lang, request.match_info["token"]),
        actions=_open_actions(order.state),
    )


async def send_answer(request: web.Request) -> web.StreamResponse:
    lang = page_language(request)
    services = services_of(request)
    token = request.match_info["token"]
    action = (await read_form(request)).get("action", "")
    if action not in ANSWERS:
        raise Problem(400, "bad_request")
    try:
        await services.orders.answer(token, action, services.settings.now())
    except (LinkInvalid, NotFound):
        raise not_found() from None
    except StepRefused:
        raise Problem(409, "step_refused") from None
    return web.Response(status=303, headers={"Location": urls_of(request).answer(lang, token)})


def _open_actions(state: str) -> tuple[str, ...]:
    if state in {"requested", "quoted"}:
        return ("accept", "sold_out", "call_me")
    return ("call_me",) if state == "accepted" else ()
