"""The desk of an exhibitor: the stand, its products, orders and messages."""

from __future__ import annotations

from aiohttp import web

from hall.http.pages.desk_door import (
    desk_page,
    find_account,
    require_account,
    require_exhibitor,
    see_other,
    show_door,
)
from hall.http.pages.desk_items import list_items, newest_changes, say_reason
from hall.http.problems import Problem, not_found
from hall.http.requests import page_language, read_form, services_of, showing_of, urls_of
from hall.model.account import Account
from hall.model.order import ANSWERS
from hall.service.errors import NotFound, StepRefused
from hall.service.wording import word

TOLD = ("saved", "sent", "stored", "not_taken")


async def show_desk(request: web.Request) -> web.StreamResponse:
    """Show what is public, what waits and what was refused; without a session, the door."""
    account = await find_account(request)
    if account is None:
        return show_door(request)
    if account.role == "organiser":
        return see_other(urls_of(request).review(page_language(request)))
    return await _show_stand(request, await require_exhibitor(request))


async def _show_stand(request: web.Request, account: Account) -> web.Response:
    lang = page_language(request)
    services, showing = services_of(request), showing_of(request, lang)
    exhibitor = services.live.catalogue.exhibitors[account.exhibitor or ""]
    changes = await services.changes.list_for(exhibitor.id)
    uploads = await services.reception.desk.list_for(exhibitor.id)
    return desk_page(
        request,
        "desk.html",
        word(lang, "desk.title"),
        exhibitor=showing.exhibitor(exhibitor),
        change=newest_changes(changes).get(("exhibitor", exhibitor.id)),
        logos=tuple(upload for upload in uploads if upload.kind == "logo"),
        items=list_items(showing, exhibitor.id, changes, uploads),
        drafts=sum(change.state == "draft" and bool(change.fields) for change in changes),
        orders=await services.orders.list_for(exhibitor.id),
        messages=await services.messages.list_for(exhibitor.id),
        reason=lambda text: say_reason(lang, text),
        told=told_of(request),
    )


async def submit_all(request: web.Request) -> web.StreamResponse:
    """Hand every draft to the organiser."""
    lang = page_language(request)
    account = await require_exhibitor(request)
    for change in await services_of(request).changes.list_for(account.exhibitor or ""):
        if change.state == "draft" and change.fields:
            await submit(request, account, change.id)
    return see_other(urls_of(request).desk(lang, told="sent"))


async def submit(request: web.Request, account: Account, change_id: str) -> None:
    """Hand a draft to the organiser; where the fair publishes at once, ask for a build."""
    services = services_of(request)
    catalogue, now = services.live.catalogue, services.settings.now()
    try:
        change = await services.changes.submit(account, change_id, catalogue, now)
    except StepRefused:
        # The organiser decided in this very moment; the desk shows what.
        return
    if change.state == "approved":
        services.rebuild()


async def answer_order(request: web.Request) -> web.StreamResponse:
    """Answer an order of one's own stand."""
    lang = page_language(request)
    account = await require_exhibitor(request)
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
    return see_other(urls_of(request).desk(lang))


async def mark_message(request: web.Request) -> web.StreamResponse:
    """Note that a message was answered, by its exhibitor or by an organiser."""
    lang = page_language(request)
    account = await require_account(request)
    try:
        await services_of(request).messages.mark_answered(
            account.exhibitor, request.match_info["token"]
        )
    except NotFound:
        raise not_found() from None
    return see_other(urls_of(request).desk(lang))


def told_of(request: web.Request) -> str:
    """Return what the page before did, if it is something that a page says."""
    told = request.query.get("told", "")
    return told if told in TOLD else ""
