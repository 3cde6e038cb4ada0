"""Coming in by invite and going out again."""

from __future__ import annotations

from aiohttp import web

from hall.http.problems import Problem
from hall.http.requests import (
    cookie_name,
    page,
    page_language,
    services_of,
    session_cookie,
    showing_of,
    urls_of,
)
from hall.service.errors import InviteRefused
from hall.service.wording import word

_MICROS = 1_000_000


async def show_invite(request: web.Request) -> web.StreamResponse:
    """Show one button. Looking uses nothing up: messengers look, too."""
    lang = page_language(request)
    services = services_of(request)
    token = request.match_info["token"]
    try:
        invite = await services.invites.look(token, services.settings.now())
    except InviteRefused as refused:
        raise _refusal(refused, lang) from None
    exhibitor = services.live.catalogue.exhibitors.get(invite.exhibitor or "")
    return page(
        request,
        "invite.html",
        word(lang, "invite.title"),
        role=invite.role,
        exhibitor=showing_of(request, lang).named(exhibitor) if exhibitor else None,
        invite_url=urls_of(request).invite(lang, token),
    )


async def redeem_invite(request: web.Request) -> web.StreamResponse:
    """Sign in: the session's token goes into a cookie that no script can read."""
    lang = page_language(request)
    services = services_of(request)
    now = services.settings.now()
    try:
        signed_in = await services.invites.redeem(request.match_info["token"], now)
    except InviteRefused as refused:
        raise _refusal(refused, lang) from None
    urls = urls_of(request)
    response = web.Response(status=303, headers={"Location": urls.desk(lang)})
    response.set_cookie(
        cookie_name(request),
        signed_in.token,
        max_age=int(signed_in.expires_us / _MICROS - now.timestamp()),
        path="/",
        secure=urls.secure,
        httponly=True,
        samesite="Lax",
    )
    return response


async def sign_out(request: web.Request) -> web.StreamResponse:
    lang = page_language(request)
    services = services_of(request)
    urls = urls_of(request)
    token = session_cookie(request)
    if token:
        await services.accounts.sign_out(token, services.settings.now())
    response = web.Response(status=303, headers={"Location": urls.home(lang)})
    response.del_cookie(
        cookie_name(request), path="/", secure=urls.secure, httponly=True, samesite="Lax"
    )
    return response


def _refusal(refused: InviteRefused, lang: str) -> Problem:
    return Problem(410, "invite", detail=word(lang, f"invite.{refused.why}"))
