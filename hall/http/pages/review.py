"""The organiser's page: what waits, what is public, what the last build found."""

from __future__ import annotations

from aiohttp import web

from hall.http.pages.desk_door import (
    desk_page,
    find_account,
    require_organiser,
    see_other,
    show_door,
)
from hall.http.pages.desk_items import name_of, say_reason
from hall.http.pages.review_items import show_change, show_upload
from hall.http.problems import Problem, not_found
from hall.http.requests import page_language, read_form, services_of, showing_of, urls_of
from hall.service.errors import NotFound, StepRefused, VersionStale
from hall.service.wording import word

# The rest shows when these are decided; a page of hundreds is no help on a phone.
MOST_SHOWN = 40
TOLD = ("approved", "refused", "taken_down", "stale", "no_reason")
_STEPS = ("approve", "refuse", "take_down")
_DONE = {"approve": "approved", "refuse": "refused", "take_down": "taken_down"}
_REBUILT = frozenset({"approve", "take_down"})


async def show_review(request: web.Request) -> web.StreamResponse:
    """Show everything that waits for a decision, and what is public. Changes nothing."""
    lang = page_language(request)
    if await find_account(request) is None:
        return show_door(request)
    account = await require_organiser(request)
    services, showing = services_of(request), showing_of(request, lang)
    changes, files = services.changes, services.reception.desk
    waiting = [change for change in await changes.list_waiting(account) if change.fields]
    ready = await files.list_waiting(account)
    shown_changes = await changes.list_shown(account)
    shown_files = await files.list_shown(account)
    told = request.query.get("told", "")
    names = {c.item: name_of(c, lang) for c in (*shown_changes, *waiting) if c.noun == "product"}
    return desk_page(
        request,
        "review.html",
        word(lang, "review.title"),
        told=told if told in TOLD else "",
        count=len(waiting) + len(ready),
        waiting=[show_change(showing, change) for change in waiting[:MOST_SHOWN]],
        ready=[show_upload(showing, upload, names) for upload in ready[:MOST_SHOWN]],
        hidden=max(0, len(waiting) - MOST_SHOWN) + max(0, len(ready) - MOST_SHOWN),
        shown_changes=[show_change(showing, c) for c in reversed(shown_changes[-MOST_SHOWN:])],
        shown_files=[show_upload(showing, u, names) for u in reversed(shown_files[-MOST_SHOWN:])],
        down_changes=[
            show_change(showing, c) for c in (await changes.list_taken_down(account))[-MOST_SHOWN:]
        ],
        down_files=[
            show_upload(showing, u, names)
            for u in (await files.list_taken_down(account))[-MOST_SHOWN:]
        ],
        messages=await services.messages.list_for(None),
        findings=services.live.findings,
        reason=lambda text: say_reason(lang, text),
    )


async def decide_change(request: web.Request) -> web.StreamResponse:
    """Approve, refuse or take down a change in the version that was shown."""
    account = await require_organiser(request)
    fields = await read_form(request)
    step, reason = _read_step(fields.get("step", "")), fields.get("reason", "")
    version = fields.get("version", "")
    if not version.isascii() or not version.isdigit() or len(version) > 9:  # noqa: PLR2004 - any count
        raise Problem(400, "bad_request")
    if step == "refuse" and not reason:
        return _tell(request, "no_reason")
    services = services_of(request)
    desk, now = services.changes, services.settings.now()
    which, seen = request.match_info["change"], int(version)
    try:
        if step == "approve":
            await desk.approve(account, which, seen, now)
        elif step == "refuse":
            await desk.refuse(account, which, seen, reason, now)
        else:
            await desk.take_down(account, which, seen, now)
    except (VersionStale, StepRefused):
        return _tell(request, "stale")
    except NotFound:
        raise not_found() from None
    return _done(request, step)


async def decide_upload(request: web.Request) -> web.StreamResponse:
    """Approve, refuse or take down a file; its content never changes, so it has no versions."""
    account = await require_organiser(request)
    fields = await read_form(request)
    step, reason = _read_step(fields.get("step", "")), fields.get("reason", "")
    if step == "refuse" and not reason:
        return _tell(request, "no_reason")
    services = services_of(request)
    desk, now = services.reception.desk, services.settings.now()
    which = request.match_info["upload"]
    try:
        if step == "approve":
            await desk.approve(account, which, now)
        elif step == "refuse":
            await desk.refuse(account, which, reason, now)
        else:
            await desk.take_down(account, which, now)
    except StepRefused:
        return _tell(request, "stale")
    except NotFound:
        raise not_found() from None
    return _done(request, step)


def _read_step(step: str) -> str:
    if step not in _STEPS:
        raise Problem(400, "bad_request")
    return step


def _done(request: web.Request, step: str) -> web.Response:
    if step in _REBUILT:
        services_of(request).rebuild()
    return _tell(request, _DONE[step])


def _tell(request: web.Request, told: str) -> web.Response:
    return see_other(urls_of(request).review(page_language(request), told=told))
