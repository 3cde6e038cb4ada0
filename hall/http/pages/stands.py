"""Stands, exhibitors and the plan."""

from __future__ import annotations

from aiohttp import web

from hall.http.dates import format_hours
from hall.http.pages.home import count_sectors, read_plan
from hall.http.problems import Problem, not_found
from hall.http.requests import (
    Shared,
    lookup_of,
    page,
    page_language,
    phase_line,
    read_form,
    services_of,
    showing_of,
    urls_of,
)
from hall.model.exhibitor import Exhibitor
from hall.service.wording import word


async def show_plan(request: web.Request) -> web.StreamResponse:
    """Show the plan with the list of stands by sector."""
    lang = page_language(request)
    return page(
        request,
        "plan.html",
        word(lang, "floor.title"),
        description=word(lang, "floor.lead"),
        plan_svg=read_plan(request, lang),
        groups=_groups(request, lang, ""),
    )


async def list_stands(request: web.Request) -> web.StreamResponse:
    lang = page_language(request)
    sector = request.query.get("sector", "")
    return page(
        request,
        "stands.html",
        word(lang, "stands.title"),
        description=word(lang, "stands.lead"),
        groups=_groups(request, lang, sector),
        sectors=count_sectors(services_of(request).live.catalogue),
        chosen=sector,
    )


async def show_stand(request: web.Request) -> web.StreamResponse:
    """Show a stand; a number that it had before leads to the one it has now."""
    lang = page_language(request)
    number = request.match_info["number"]
    found = lookup_of(request).view.find_stand_numbered(number)
    if found is None:
        raise not_found()
    stand = found.stand
    if found.moved:
        location = urls_of(request).stand(lang, stand.number)
        return web.Response(status=301, headers={"Location": location})
    shape = showing_of(request, lang).stand(stand)
    return page(
        request,
        "stand.html",
        word(lang, "stand.title", number=stand.number),
        description=", ".join(e.name.text for e in shape.exhibitors),
        share=Shared((f"stand:{stand.id}",)),
        stand=shape,
        phase=phase_line(request, lang),
    )


async def show_exhibitor(request: web.Request) -> web.StreamResponse:
    lang = page_language(request)
    exhibitor = get_exhibitor(request)
    showing = showing_of(request, lang)
    shape = showing.exhibitor(exhibitor)
    products = [showing.product(p) for p in showing.view.list_products(exhibitor.id)]
    return page(
        request,
        "exhibitor.html",
        shape.name.text,
        description=shape.about.text,
        share=Shared(
            (f"exhibitor:{exhibitor.id}", f"stand:{shape.stand.id if shape.stand else ''}")
        ),
        exhibitor=shape,
        products=products,
        payment_modes=exhibitor.payment_modes,
        spoken=exhibitor.languages,
    )


async def reveal_contact(request: web.Request) -> web.StreamResponse:
    """Show one number or address, on a tap; a route with a rate limit."""
    lang = page_language(request)
    exhibitor = get_exhibitor(request)
    channel = (await read_form(request)).get("channel", "")
    value, href = contact_of(exhibitor, channel)
    name = showing_of(request, lang).named(exhibitor)
    title = word(lang, f"contact.{channel}.title")
    return page(
        request,
        "contact.html",
        title,
        exhibitor=name,
        channel=channel,
        value=value,
        href=href,
        call_hours=format_hours(exhibitor.call_hours, lang),
    )


def contact_of(exhibitor: Exhibitor, channel: str) -> tuple[str, str]:
    """Return what to show and what to open for a channel that the exhibitor offers.

    Raises:
        Problem: 404, the exhibitor does not offer it.
    """
    if channel == "phone" and exhibitor.show_phone and exhibitor.phone:
        return exhibitor.phone, f"tel:{exhibitor.phone}"
    if channel == "whatsapp" and exhibitor.show_phone and exhibitor.whatsapp:
        return exhibitor.whatsapp, f"https://wa.me/{exhibitor.whatsapp.removeprefix('+')}"
    if channel == "email" and exhibitor.email:
        return exhibitor.email, f"mailto:{exhibitor.email}"
    raise Problem(404, "not_found")


def get_exhibitor(request: web.Request) -> Exhibitor:
    exhibitor = services_of(request).live.catalogue.exhibitors.get(request.match_info["exhibitor"])
    if exhibitor is None:
        raise not_found()
    return exhibitor


def _groups(request: web.Request, lang: str, sector: str) -> list[dict[str, object]]:
    """Return the stands by sector, those of `sector` alone if it is given."""
    catalogue = services_of(request).live.catalogue
    showing = showing_of(request, lang)
    groups = []
    for info in catalogue.sectors:
        stands = [s for s in catalogue.stands if s.sector == info.id]
        if not stands or (sector and sector != info.id):
            continue
        rows = [
            {
                "ref": showing.stand_ref(s),
                "names": [showing.named(e) for e in showing.view.list_exhibitors_of(s)],
            }
            for s in sorted(stands, key=lambda s: natural_order(s.number))
        ]
        groups.append({"id": info.id, "name": info.name, "pavilion": info.pavilion, "stands": rows})
    return groups


def natural_order(number: str) -> tuple[str, int, str]:
    """Return a key that puts A2 before A12."""
    letters = number.rstrip("0123456789")
    digits = number[len(letters) :]
    return letters, int(digits) if digits else 0, number
