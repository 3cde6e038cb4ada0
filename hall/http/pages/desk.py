"""The signed-in page: an exhibitor's orders and messages, an organiser's findings."""

from __future__ import annotations

from aiohttp import web

from hall.http.problems import Problem, not_found
from hall.http.requests import (
    page,
    page_language,
    read_form,
    services_of,
    session_cookie,
    showing_of,
    urls_of,
)
from hall.model.account import Account
from hall.model.order import ANSWERS
from hall.service.errors import NotFound, StepRefused
from hall.service.wording import word


async def show_desk(request: web.Request) -> web.StreamResponse:
    """Show what waits for an answer; without a session, ask for the invitation."""
    lang = page_language(request)
    services = services_of(request)
    account = await find_account(request)
    if account is None:
        return page(request, "desk_door.html", word(lang, "desk.title"), status=401)
    exhibitor = services.live.catalogue.exhibitors.get(account.exhibitor or "")
    orders = await services.orders.list_for(account.exhibitor) if account.exhibitor else ()
    return page(
        request,
        "desk.html",
        word(lang, "desk.title"),
        account=account,
        exhibitor=showing_of(request, lang).named(exhibitor) if exhibitor else None,
        orders=orders,
        messages=await services.messages.list_for(account.exhibitor),
        findings=services.live.findings if account.role == "organiser" else (),
    )


async def answer_order(request: web.Request) -> web.StreamResponse:
    """Answer an order of one's own stand."""
    lang = page_language(request)
    account = await _require_exhibitor(request)
    services = services_of(request)
    action = (await read_form(request)).get("action", "")
    if action not in ANSWERS:
        raise Problem(400, "bad_request")
    number, now = request.match_info["number"], services.settings.now()
    try:
        await services.orders.answer_signed_in(account.exhibitor or "", number, action, now)
    except NotFound:
        raise not_found() from None
    except StepRefused:
        raise Problem(409, "step_refused") from None
    return web.Response(status=303, headers={"Location": urls_of(request).desk(lang)})


async def mark_message(request: web.Request) -> web.StreamResponse:
    """Note that a message was answered, by its exhibitor or by an organiser."""
    lang = page_language(request)
    account = await find_account(request)
    if account is None:
        raise Problem(401, "sign_in")
    try:
        await services_of(request).messages.mark_answered(
            account.exhibitor, request.match_info["token"]
        )
    except NotFound:
        raise not_found() from None
    return web.Response(status=303, headers={"Location": urls_of(request).desk(lang)})


async def open_by_code(request: web.Request) -> web.StreamResponse:
    """Lead from a typed invitation code to its page; that page's button uses it."""
    lang = page_language(request)
    code = (await read_form(request)).get("code", "")
    if not code or len(code) > 40 or not code.replace("-", "").replace(" ", "").isalnum():  # noqa: PLR2004 - 16 signs in groups
        raise Problem(410, "invite", detail=word(lang, "invite.unknown"))
    location = urls_of(request).invite(lang, code.replace(" ", ""))
    return web.Response(status=303, headers={"Location": location})


async def find_account(request: web.Request) -> Account | None:
    """Return whose session the cookie is, or None."""
    token = session_cookie(request)
    services = services_of(request)
    return await services.accounts.find(token, services.settings.now()) if token else None


async def _require_exhibitor(request: web.Request) -> Account:
    account = await find_account(request)
    if account is None:
        raise Problem(401, "sign_in")
    if account.exhibitor is None:
        raise not_found()
    return account
