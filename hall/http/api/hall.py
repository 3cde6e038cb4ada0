"""What the viewer starts from, and how it hears of a new build."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web
from msgspec import Struct

from hall.http.api.answers import json_answer
from hall.http.keys import METRICS, STREAMS
from hall.http.problems import Problem
from hall.http.requests import language_of, services_of, urls_of
from hall.service.wording import load_words

_HEARTBEAT_S = 15.0
_STALLED_S = 10.0
_MAX_LISTENERS = 4000
_VIEWER_PREFIX = "viewer."


class HallConfig(Struct, frozen=True):
    """Addresses and words of the 3D hall in one language."""

    lang: str
    dir: str
    base: str
    build: str
    shell: str
    index: str
    search: str
    fonts: dict[str, str]
    words: dict[str, str]
    api: str
    events: str
    languages: tuple[str, ...]
    sample: bool
    plan: str
    title: str


def hall_config(request: web.Request, lang: str) -> HallConfig:
    """Return what the page of the hall carries and `GET /api/v1/hall` answers."""
    live = services_of(request).live
    urls = urls_of(request)
    build, fair = live.build, live.catalogue.fair
    plan = build.plan_svg.get(lang, "")
    words = load_words(lang)
    return HallConfig(
        lang=lang,
        dir="rtl" if lang == "ar" else "ltr",
        base=urls.base,
        build=build.build_id,
        shell=urls.file(build.shell),
        index=urls.file(build.index[lang]),
        search=urls.file(build.search[lang]),
        fonts={script: urls.file(name) for script, name in build.fonts.items()},
        words={
            key.removeprefix(_VIEWER_PREFIX): text
            for key, text in words.items()
            if key.startswith(_VIEWER_PREFIX)
        },
        api=urls.api("").rstrip("/"),
        events=urls.api("events"),
        languages=fair.languages,
        sample=fair.sample,
        plan=urls.file(plan) if plan else "",
        title=str(fair.name.pick(lang)),
    )


async def get_hall(request: web.Request) -> web.StreamResponse:
    return json_answer(request, hall_config(request, language_of(request)))


async def stream_events(request: web.Request) -> web.StreamResponse:
    """Tell a listener of every new build; one that stopped reading is let go."""
    metrics = request.app[METRICS]
    if metrics.listeners >= _MAX_LISTENERS:
        raise Problem(503, "busy", headers={"Retry-After": "30"})
    live = services_of(request).live
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
    )
    metrics.listeners += 1
    stream = asyncio.current_task()
    if stream is not None:
        running = request.app[STREAMS].running
        running.add(stream)
        stream.add_done_callback(running.discard)
    try:
        async with live.subscribe() as queue:
            await response.prepare(request)
            await _send(response, "hall", {"build": live.build.build_id})
            while True:
                await _send_next(response, queue)
    except (TimeoutError, ConnectionResetError):
        return response
    finally:
        metrics.listeners -= 1


async def _send_next(response: web.StreamResponse, queue: asyncio.Queue[str]) -> None:
    try:
        async with asyncio.timeout(_HEARTBEAT_S):
            build = await queue.get()
    except TimeoutError:
        await _write(response, b": still here\n\n")
    else:
        await _send(response, "hall", {"build": build})


async def _send(response: web.StreamResponse, event: str, data: dict[str, str]) -> None:
    await _write(response, f"event: {event}\ndata: {json.dumps(data)}\n\n".encode())


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(_STALLED_S):
        await response.write(data)
