"""Files that come in: taken, or refused with a reason in the sender's language; never a 500."""

from __future__ import annotations

import asyncio
import gzip
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData
from desk_visit import SAME, make_form, make_png, read_text, say, send_file
from hostile_models import OBJ, accessor, triangle

from assets.intake.errors import CODES
from hall.http import multipart
from hall.http.pages.desk_pictures import most_bytes
from hall.service.limits import LIMITS, Limit, Limits
from hall.service.receiving import PICTURE_BYTES
from hall.service.uploads import UploadDesk
from hall.service.wording import load_words
from hall.store.database import Database

ROOT = Path(__file__).resolve().parents[4]
LOGO = "/fr/desk/logo"
PICTURES = "/fr/desk/products/miel-romarin/pictures"
BOMB = triangle(accessors=accessor(count=2**31 - 1))


def make_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("logo.png", make_png())
    return data.getvalue()


async def reason_of(database: Database, exhibitor: str = "coop-azir") -> str:
    return (await UploadDesk(database).list_for(exhibitor))[0].reason


def test_every_reason_has_its_words_in_every_language() -> None:
    sources = (ROOT / "hall/service/receiving.py", *(ROOT / "hall/service/intake").glob("*.py"))
    found = {
        code
        for path in sources
        for code in re.findall(r'"R?((?:upload|picture|model)\.[a-z_]+)"', path.read_text("utf-8"))
    }
    assert {"upload.too_slow", "upload.too_complex", "upload.interrupted"} <= found
    for lang in ("fr", "ar", "en"):
        words = load_words(lang)
        assert [code for code in sorted(CODES | found) if not words.get(f"intake.{code}")] == []


@pytest.mark.parametrize("kind", ["photo", "picture"])
async def test_a_picture_waits_for_the_organiser(azir: Any, database: Database, kind: str) -> None:
    html = await send_file(azir, f"{PICTURES}/{kind}", make_png())
    assert say("uploads.state.ready") in html
    (upload,) = await UploadDesk(database).list_for("coop-azir")
    assert (upload.state, upload.kind, upload.product) == ("ready", kind, "miel-romarin")
    assert f"/fr/desk/files/{upload.id}" in html


async def test_a_preview_is_a_sandboxed_picture(azir: Any, database: Database) -> None:
    await send_file(azir, LOGO, make_png())
    (upload,) = await UploadDesk(database).list_for("coop-azir")
    response = await azir.get(f"/fr/desk/files/{upload.id}")
    assert (await response.read())[:4] == b"RIFF"
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"


async def test_a_model_is_written_anew(azir: Any, database: Database) -> None:
    html = await send_file(azir, f"{PICTURES}/model", OBJ, "tapis.obj")
    assert say("uploads.state.ready") in html
    (upload,) = await UploadDesk(database).list_for("coop-azir")
    response = await azir.get(f"/fr/desk/files/{upload.id}")
    assert (await response.read())[:4] == b"glTF"
    assert response.headers["Content-Type"] == "model/gltf-binary"
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("path", "data", "name", "code"),
    [
        (LOGO, b"<html><script>alert(1)</script>", "logo.png", "upload.unknown_kind"),
        (LOGO, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "upload.unknown_kind"),
        (LOGO, make_zip(), "logo.png", "upload.unknown_kind"),
        (LOGO, gzip.compress(make_png()), "logo.png", "upload.unknown_kind"),
        (LOGO, make_png(told=(8000, 6000)), "logo.png", "picture.too_many_pixels"),
        (LOGO, make_png()[:60], "logo.png", "picture.unreadable"),
        (LOGO, make_png(), "logo.jpg", "upload.extension"),
        (LOGO, make_png(), "../../../logo", "upload.extension"),
        (LOGO, OBJ, "logo.obj", "upload.not_a_picture"),
        (f"{PICTURES}/model", BOMB, "bomb.glb", "model.gltf"),
        (f"{PICTURES}/model", b"glTF" + b"\xff" * 40, "m.glb", "model.glb"),
    ],
)
async def test_a_hostile_file_ends_in_words(
    azir: Any, database: Database, path: str, data: bytes, name: str, code: str
) -> None:
    html = await send_file(azir, path, data, name)
    assert await reason_of(database) == code
    assert say(f"intake.{code}") in html.replace("&#39;", "'")
    assert say("desk.told.not_taken") in html


async def test_the_reason_is_in_the_senders_language(azir: Any) -> None:
    html = await send_file(azir, "/ar/desk/logo", b"<html>")
    assert say("intake.upload.unknown_kind", "ar") in html
    assert say("intake.upload.unknown_kind", "en") in await read_text(azir, "/en/desk")


@pytest.mark.parametrize("name", ['"><img src=x>.png', "\u202egnp.exe.png", "x" * 3000])
async def test_a_hostile_name_is_never_shown(azir: Any, name: str) -> None:
    response = await azir.post(LOGO, data=make_form(make_png(), name), headers=SAME)
    html = await response.text()
    assert response.status in {200, 400}
    assert "img src=x" not in html


async def test_too_large_a_file_is_told_before_it_is_read(azir: Any, database: Database) -> None:
    body = make_form(b"\x89PNG" + bytes(PICTURE_BYTES + 100_000))
    response = await azir.post(LOGO, data=body, headers=SAME)
    assert response.status == 413
    assert say("desk.too_big").format(n=8) in await response.text()
    assert await UploadDesk(database).list_for("coop-azir") == ()
    assert most_bytes("model") > most_bytes("photo")


async def test_a_form_without_a_file_asks_for_one(azir: Any) -> None:
    response = await azir.post(LOGO, data=make_form(b"", ""), headers=SAME)
    assert response.status == 422
    assert say("problem.no_file.detail") in await response.text()


async def test_one_file_a_request(azir: Any, database: Database) -> None:
    form = make_form(make_png())
    form.add_field("file", make_png(), filename="b.png", content_type="image/png")
    assert (await azir.post(LOGO, data=form, headers=SAME)).status == 400
    other = make_form(make_png(), field="other")
    assert (await azir.post(LOGO, data=other, headers=SAME)).status == 400
    many = FormData()
    for number in range(20):
        many.add_field(f"f{number}", "x", filename="x")
    assert (await azir.post(LOGO, data=many, headers=SAME)).status == 400
    assert await UploadDesk(database).list_for("coop-azir") == ()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/json"}, 415),
        ({"Content-Type": "multipart/form-data"}, 400),
        ({"Content-Type": f"multipart/form-data; boundary={'x' * 300}"}, 400),
        ({"Content-Type": "multipart/form-data; boundary=a\u00e9"}, 400),
        ({"Content-Type": "multipart/form-data; boundary=a"}, 400),
    ],
)
async def test_other_bodies_are_refused(azir: Any, headers: dict[str, str], status: int) -> None:
    response = await azir.post(LOGO, data=b"{}", headers=SAME | headers)
    assert response.status == status


async def test_a_body_of_unknown_length_is_refused(azir: Any) -> None:
    async def endless() -> Any:
        yield b"--a\r\n"

    headers = SAME | {"Content-Type": "multipart/form-data; boundary=a"}
    assert (await azir.post(LOGO, data=endless(), headers=headers)).status == 411


async def test_a_body_that_comes_too_slowly_is_cut_off(
    azir: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(multipart, "UPLOAD_DEADLINE_S", 0.05)
    port = azir.server.port
    cookie = "; ".join(f"{c.key}={c.value}" for c in azir.session.cookie_jar)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST {LOGO} HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n"
        "Content-Type: multipart/form-data; boundary=a\r\nContent-Length: 1000\r\n\r\n--a".encode()
    )
    assert (await asyncio.wait_for(reader.readline(), 20)).startswith(b"HTTP/1.1 408")
    writer.close()


async def test_uploads_are_counted(enter: Any) -> None:
    limits = dict.fromkeys(LIMITS, Limits(Limit(1000, 60))) | {"uploads": Limits(Limit(1, 600))}
    client = await enter("coop-azir", limits=limits)
    await send_file(client, LOGO, make_png())
    response = await client.post(LOGO, data=make_form(make_png()), headers=SAME)
    assert response.status == 429


async def test_a_quota_is_told_kindly(azir: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hall.service.uploads.MOST_FILES", 1)
    await send_file(azir, LOGO, make_png())
    response = await azir.post(LOGO, data=make_form(make_png(shade=5)), headers=SAME)
    assert response.status == 429
    assert say("desk.quota") in await response.text()


async def test_unknown_kinds_are_no_addresses(azir: Any) -> None:
    for kind in ("logo", "voice", "..%2fphoto"):
        response = await azir.post(f"{PICTURES}/{kind}", data=make_form(make_png()), headers=SAME)
        assert response.status == 404
