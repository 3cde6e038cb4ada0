"""Headers, origins, files, encodings and deadlines: what holds for every request."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import brotli
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from web_fair import ShownHall, name_of

from hall.http.dates import format_range, format_season
from hall.http.encodings import choose_language, rank_encodings
from hall.http.look import build_look, contrast, legible
from hall.http.serving import GuardedSite, watch_connections
from hall.http.urls import Urls
from hall.http.visitors import visitor_address
from hall.service.limits import Limit, Limits
from hall.service.wording import load_words

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("numpy", "scipy", "shapely", "PIL", "trimesh", "yaml")
ANY_PATH = ("/fr/", "/fr/hall", "/fr/nothing", "/api/v1/hall", "/f/none", "/health/live")


def test_serving_imports_nothing_heavy() -> None:
    code = f"import sys, hall.http.app; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", ANY_PATH)
async def test_every_answer_carries_the_security_headers(client: Any, path: str) -> None:
    response = await client.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe-inline" not in policy
    assert ("'wasm-unsafe-eval'" in policy) == (path == "/fr/hall")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in response.headers


async def test_a_file_that_nothing_runs_says_in_few_bytes_what_it_is_not(
    client: Any, hall: ShownHall
) -> None:
    names = (hall.build.shell, hall.build.index["fr"], hall.build.fonts["latin"])
    for name in names:
        headers = (await client.get(f"/f/{name}")).headers
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert sum(len(f"{key}: {value}\r\n") for key, value in headers.items()) < 400
    for name in (hall.build.plan_svg["fr"], hall.files.put("odd", "bin", b"?")):
        headers = (await client.get(f"/f/{name}")).headers
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


async def test_https_is_held_for_next_time(start: Any, hall: ShownHall) -> None:
    client = await start(hall, public_url="https://fair.example")
    response = await client.get("/fr/")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://127.0.0.1:8080"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({}, 200),
        ({"Cookie": "hall-small=something"}, 403),
    ],
)
async def test_a_write_from_another_site_is_refused(
    client: Any, headers: dict[str, str], status: int
) -> None:
    response = await client.post(
        "/fr/exhibitors/coop-azir/contacts", data={"channel": "phone"}, headers=headers
    )
    assert response.status == status


async def test_a_refused_body_is_not_read_to_its_end(client: Any) -> None:
    response = await client.post(
        "/fr/exhibitors/coop-azir/contacts", data={"channel": "x" * 10_000}
    )
    assert response.status == 413


async def test_taps_are_counted(start: Any, hall: ShownHall) -> None:
    client = await start(hall, limits={"contacts": Limits(Limit(1, 600))})
    address, body = "/api/v1/contacts/coop-azir", {"channel": "phone"}
    assert (await client.post(address, json=body)).status == 200
    refused = await client.post(address, json=body)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0


async def test_a_built_file_is_immutable_and_sent_packed(client: Any, hall: ShownHall) -> None:
    data = b'{"a": 1}' * 100
    name = hall.files.put("packed", "json", data)
    hall.files.held[name + ".br"] = brotli.compress(data)
    hall.files.held[name + ".gz"] = gzip.compress(data)
    tags = set()
    for accepted, encoding in (
        ("br, gzip", "br"), ("gzip;q=1, br;q=0.5", "gzip"), ("identity", None),
        ("br;q=0, gzip;q=0", None), ("*", "br"), ("", None),
    ):  # fmt: skip
        response = await client.get(f"/f/{name}", headers={"Accept-Encoding": accepted})
        assert response.headers.get("Content-Encoding") == encoding
        assert await response.read() == data
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["Vary"] == "Accept-Encoding"
        tags.add(response.headers["ETag"])
    assert len(tags) == 3
    for tag in (response.headers["ETag"], f'W/{response.headers["ETag"]}, "b"', "*"):
        headers = {"If-None-Match": tag, "Accept-Encoding": "identity"}
        assert (await client.get(f"/f/{name}", headers=headers)).status == 304
    head = await client.head(f"/f/{name}", headers={"Accept-Encoding": "identity"})
    assert head.headers["Content-Length"] == str(len(data))


@pytest.mark.parametrize(
    "name", ["../secret", "..%2f..%2fsecret", "%00", "a.json", "hall.sqlite3", "x" * 5000]
)
async def test_only_names_of_built_files_are_served(client: Any, name: str) -> None:
    assert (await client.get(f"/f/{name}")).status == 404


async def test_the_catalogue_with_its_numbers_is_not_served(client: Any, hall: ShownHall) -> None:
    assert hall.files.read(hall.build.catalogue)
    assert (await client.get(f"/f/{hall.build.catalogue}")).status == 404


async def test_the_viewers_files_are_packed_once(client: Any) -> None:
    html = await (await client.get("/fr/hall")).text()
    for name in ("viewer-1.js", "viewer-1.css", "shared-1.js"):
        assert f"/a/{name}" in html
        response = await client.get(f"/a/{name}", headers={"Accept-Encoding": "br"})
        assert response.headers["Content-Encoding"] == "br"
        assert "immutable" in response.headers["Cache-Control"]
    assert (await client.get("/a/manifest.json")).status == 404


async def test_the_fairs_style_changes_its_name_with_its_content(
    client: Any, hall: ShownHall
) -> None:
    style = build_look(hall.catalogue, hall.build, Urls("http://127.0.0.1:8080"))
    assert f"/look/{style.name}.css" in await (await client.get("/fr/")).text()
    response = await client.get(f"/look/{style.name}.css")
    assert "immutable" in response.headers["Cache-Control"]
    assert '[data-sector="crafts"]{--sector:#b5532e}' in await response.text()
    old = await client.get(f"/look/{name_of('old', 'css')}")
    assert old.headers["Cache-Control"] == "no-store"


async def test_a_public_page_is_not_sent_again(client: Any) -> None:
    first = await client.get("/fr/products")
    again = await client.get("/fr/products", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304


async def test_a_header_that_never_ends_is_cut_off() -> None:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(text="ok")

    app = web.Application(middlewares=[watch_connections])
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    site = GuardedSite(runner, listener, header_deadline_s=0.3)
    assert site.name == f"http://127.0.0.1:{port}"
    await site.start()
    try:
        for begin in (b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(begin)
            with contextlib.suppress(ConnectionResetError):
                assert await asyncio.wait_for(reader.read(), 20) == b""
            writer.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(3):
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            await reader.readuntil(b"ok")
            await asyncio.sleep(0.5)  # an idle connection that is kept alive is no slow header
        writer.close()
    finally:
        await runner.cleanup()


def test_the_interface_says_the_same_in_every_language() -> None:
    forms = (".zero", ".one", ".two", ".few", ".many", ".other")
    keys = {
        lang: {k for k in load_words(lang) if not k.endswith(forms)} for lang in ("fr", "ar", "en")
    }
    assert keys["fr"] == keys["en"] == keys["ar"]


@given(st.text(max_size=60))
def test_any_accept_header_gives_something_to_send(header: str) -> None:
    assert "identity" in rank_encodings(header)
    assert choose_language(header, ("fr", "ar")) in {"fr", "ar"}


@given(st.tuples(*[st.integers(0, 255)] * 3), st.sampled_from([(251, 247, 240), (27, 23, 19)]))
def test_any_colour_of_a_fair_becomes_legible(rgb: tuple[int, int, int], paper: Any) -> None:
    shade = legible("#{:02x}{:02x}{:02x}".format(*rgb), paper)
    channels = tuple(int(shade[i : i + 2], 16) for i in (1, 3, 5))
    assert contrast(channels, paper) >= 4.5  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_trusted_proxies_name_the_visitor(remote: str, forwarded: str, expected: str) -> None:
    assert visitor_address(remote, forwarded, ("127.0.0.0/8", "10.0.0.0/8")) == expected


@pytest.mark.parametrize(
    ("season", "lang", "expected"),
    [
        ("5-6", "fr", "mai – juin"),
        ("9", "ar", "شتنبر"),
        ("10-2", "en", "October – February"),
        ("toute l’année", "fr", "toute l’année"),
        ("13-1", "fr", "13-1"),
    ],
)
def test_a_season_is_told_in_months(season: str, lang: str, expected: str) -> None:
    assert format_season(season, lang) == expected


def test_days_of_one_year_name_it_once() -> None:
    assert format_range("2022-05-27", "2022-06-05", "fr") == "27 mai – 5 juin 2022"
    assert format_range("2022-07-03", "2022-07-07", "ar") == "3–7 يوليوز 2022"
    assert format_range("2022-12-30", "2023-01-02", "en") == "30 December 2022 – 2 January 2023"
