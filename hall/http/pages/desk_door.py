"""Who stands before a signed-in page: an exhibitor, an organiser, or nobody yet."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from hall.http.keys import ASSETS
from hall.http.problems import Problem, not_found
from hall.http.requests import (
    page,
    page_language,
    read_form,
    services_of,
    session_cookie,
    urls_of,
)
from hall.model.account import Account
from hall.service.wording import word

_LONGEST_CODE = 40


async def find_account(request: web.Request) -> Account | None:
    """Return whose session the cookie is, or None."""
    token = session_cookie(request)
    services = services_of(request)
    return await services.accounts.find(token, services.settings.now()) if token else None


async def require_account(request: web.Request) -> Account:
    """Return who is signed in.

    Raises:
        Problem: 401, nobody is.
    """
    account = await find_account(request)
    if account is None:
        raise Problem(401, "sign_in")
    return account


async def require_exhibitor(request: web.Request) -> Account:
    """Return the exhibitor who is signed in.

    Raises:
        Problem: 401, nobody is; 404, it is an organiser, or the exhibitor left the fair.
    """
    account = await require_account(request)
    if account.exhibitor not in services_of(request).live.catalogue.exhibitors:
        raise not_found()
    return account


async def require_organiser(request: web.Request) -> Account:
    """Return the organiser who is signed in.

    Raises:
        Problem: 401, nobody is; 403, it is an exhibitor.
    """
    account = await require_account(request)
    if account.role != "organiser":
        raise Problem(403, "organisers_only")
    return account


def show_door(request: web.Request) -> web.Response:
    """Ask for the invitation."""
    lang = page_language(request)
    return page(request, "desk_door.html", word(lang, "desk.title"), status=401)


async def open_by_code(request: web.Request) -> web.StreamResponse:
    """Lead from a typed invitation code to its page; that page's button uses it."""
    lang = page_language(request)
    code = (await read_form(request)).get("code", "")
    plain = code.replace("-", "").replace(" ", "")
    if len(code) > _LONGEST_CODE or not plain.isalnum():
        raise Problem(410, "invite", detail=word(lang, "invite.unknown"))
    return see_other(urls_of(request).invite(lang, code.replace(" ", "")))


def desk_page(
    request: web.Request,
    template: str,
    title: str,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 - whatever the template names
) -> web.Response:
    """Return a signed-in page with the desk's own script and style."""
    entry, urls = request.app[ASSETS].entry("src/desk/main.ts"), urls_of(request)
    return page(
        request,
        template,
        title,
        status=status,
        desk_script=urls.asset(entry.file),
        desk_styles=[urls.asset(name) for name in entry.styles],
        **values,
    )


def see_other(location: str) -> web.Response:
    """Return the answer to a form that did something: go and look."""
    return web.Response(status=303, headers={"Location": location})
