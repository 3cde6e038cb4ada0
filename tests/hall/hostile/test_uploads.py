"""Files that break readers, sent the way a telephone sends them, to the real server."""

from __future__ import annotations

import gzip
import html
import http.client
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from hall_process import HallProcess
from hostile_fair import first_products, invite
from hostile_models import (
    OBJ,
    PLY_BODY,
    TRIANGLE,
    accessor,
    chain,
    document,
    glb,
    ply,
    stl,
    triangle,
)
from PIL import Image
from servable_fair import ServableFair

from assets.intake import CODES
from hall.service.wording import load_words

pytestmark = [pytest.mark.timeout(400)]
MOST_GROWTH_KB = 30 * 1024
BOUNDARY = "a-boundary-of-ours"


def picture(form: str = "PNG", size: tuple[int, int] = (320, 240)) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(buffer, form)
    return buffer.getvalue()


def png_that_claims(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose header tells any size."""

    def piece(kind: bytes, body: bytes) -> bytes:
        sums = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + sums

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", header) + piece(b"IDAT", data) + piece(b"IEND", b"")
    )


def packed(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


GOOD = picture()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"
BOMB = zlib.compress(bytes(60_000_000), 9)
PICTURES: Mapping[str, tuple[str, bytes]] = {
    "a page": ("a.png", PAGE),
    "a drawing with a script": ("a.svg", SVG),
    "a drawing called a photo": ("a.png", SVG),
    "an archive": ("a.png", packed("a.png", GOOD)),
    "an archive that leads outside": ("a.zip", packed("../../a.png", GOOD)),
    "an archive that becomes large": ("a.zip", packed("a", bytes(40_000_000))),
    "a packed photo": ("a.png.gz", gzip.compress(GOOD)),
    "nothing but a head": ("a.png", GOOD[:33]),
    "half a photo": ("a.png", GOOD[: len(GOOD) // 2]),
    "zeros": ("a.jpg", bytes(4_000_000)),
    "a program": ("a.jpg", b"\x7fELF" + bytes(5_000)),
    "a document": ("a.jpg", b"%PDF-1.7\n" + bytes(5_000)),
    "a TIFF": ("a.tif", b"II*\0" + bytes(500)),
    "a model called a photo": ("a.png", triangle()),
    "a picture of 10 billion points": ("a.png", png_that_claims(100_000, 100_000, BOMB)),
    "a picture of no point": ("a.png", png_that_claims(0, 0)),
    "a picture that unpacks for ever": ("a.png", png_that_claims(5_000, 5_000, BOMB)),
    "a photo under a page's name": ("a.html", GOOD),
    "one point": ("a.png", picture(size=(1, 1))),
}
MODELS: Mapping[str, tuple[str, bytes]] = {
    "a photo": ("a.glb", GOOD),
    "a page": ("a.glb", PAGE),
    "an archive": ("a.glb", packed("a.glb", triangle())),
    "a scene in XML": ("a.dae", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
    "a count of 400 million": ("a.glb", triangle(accessors=accessor(count=400_000_000))),
    "a file elsewhere": (
        "a.glb", triangle(buffers=[{"byteLength": 36, "uri": "../../etc/passwd"}]),
    ),
    "a host elsewhere": ("a.glb", triangle(images=[{"uri": "http://127.0.0.1/a.png"}])),
    "its own child": ("a.glb", triangle(nodes=[{"mesh": 0, "children": [0]}])),
    "a chain": ("a.glb", triangle(nodes=chain(200), scenes=[{"nodes": [200]}])),
    "many nodes": ("a.glb", triangle(nodes=[{}] * 10_001)),
    "deep JSON": ("a.glb", glb(b"[" * 3_000_000)),
    "NaN": ("a.glb", glb(document(), np.full((3, 3), np.nan, "<f4").tobytes())),
    "a length that lies": ("a.glb", glb(document(), TRIANGLE.tobytes())[:60]),
    "2 billion facets": ("a.stl", stl(np.zeros((1, 3, 3)), 2**31)),
    "2 billion corners": ("a.ply", ply("2000000000", "1", PLY_BODY)),
    "a library elsewhere": ("a.obj", b"mtllib ../../etc/passwd\nusemtl x\n" + b"f 1 2 3\n"),
    "no surface": ("a.obj", b"v 0 0 0\n"),
    "a point at infinity": ("a.obj", OBJ.replace(b"0.2", b"1e309")),
}  # fmt: skip
NAMES = (
    "../../../etc/passwd", "..\\..\\a.png", "/etc/passwd", "C:\\a.png", "a.png\0.html", "",
    "a\r\nX-Injected: yes.png", "\u202egnp.exe", "<script>.png", "%2e%2e%2f.png", "a" * 3_000,
    ".htaccess", "con.png", '"; filename="b.html', "hall.sqlite3", "a.png;.html", "\xff\xfe.png",
)  # fmt: skip


class Sender:
    """An exhibitor, signed in by the invitation, who sends files."""

    def __init__(self, served: HallProcess, path: str, exhibitor_path: str) -> None:
        self._netloc = urlsplit(served.url).netloc
        self._network = 0
        self.taken = False
        self._pictures = exhibitor_path
        answer = self._ask("POST", path, b"", {})
        self._cookie = answer[1]["set-cookie"].partition(";")[0]

    def send(self, kind: str, name: str, data: bytes) -> tuple[int, str]:
        """Send a file; return the status and what the page that follows says."""
        safe = name.replace('"', "%22").replace("\r\n", "%0D%0A")
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{safe}"\r\n'
            "Content-Type: image/png\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self.send_raw(kind, body, f"multipart/form-data; boundary={BOUNDARY}")

    def send_raw(self, kind: str, body: bytes, content_type: str) -> tuple[int, str]:
        path = f"{self._pictures}/{kind}"
        status, headers, told = self._ask("POST", path, body, {"Content-Type": content_type})
        if status == http.HTTPStatus.SEE_OTHER:
            self.taken = "told=stored" in headers["location"]
            told = self._ask("GET", headers["location"], None, {})[2]
        return status, html.unescape(told)

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], str]:
        self._network += 1
        line = http.client.HTTPConnection(self._netloc, timeout=60)
        sent = {
            "Sec-Fetch-Site": "same-origin", "Cookie": getattr(self, "_cookie", ""),
            "X-Forwarded-For": f"10.8.{self._network % 250}.1", **headers,
        }  # fmt: skip
        try:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            lower = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, lower, answer.read().decode()
        finally:
            line.close()


@pytest.fixture(scope="module")
def sender(served: HallProcess, hostile_fair: ServableFair) -> Sender:
    product = first_products(hostile_fair)[0]
    pictures = f"/fr/desk/products/{product['id']}/pictures"
    return Sender(served, invite(hostile_fair, product["exhibitor"]), pictures)


def memory_kb(served: HallProcess) -> int:
    status = Path(f"/proc/{served.process.pid}/status")
    if not status.exists():
        pytest.skip("only Linux tells how much memory a process has")
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmRSS"].split()[0])


def test_every_reason_has_its_words_in_every_language() -> None:
    gate = {"upload.too_slow", "upload.too_complex", "upload.interrupted", "upload.too_big"}
    for lang in ("fr", "ar", "en"):
        words = load_words(lang)
        assert [code for code in CODES | gate if not words.get(f"intake.{code}")] == []


def test_hostile_files_are_refused_in_words_and_leave_nothing_behind(
    sender: Sender, served: HallProcess, hostile_fair: ServableFair
) -> None:
    reasons = [text for key, text in load_words("fr").items() if key.startswith("intake.")]
    assert sender.send("photo", "good.png", GOOD)[0] == 303
    assert sender.send("model", "good.glb", triangle())[0] == 303
    kept = sorted(path.name for path in (hostile_fair.state / "uploads").iterdir())
    before = memory_kb(served)
    wrong = {}
    for kind, files in (("photo", PICTURES), ("picture", PICTURES), ("model", MODELS)):
        for name, (filename, data) in files.items():
            status, told = sender.send(kind, filename, data)
            worded = any(reason in told for reason in reasons)
            if status not in {303, 413} or sender.taken or not worded:
                wrong[f"{kind}: {name}"] = (status, sender.taken, worded)
    assert wrong == {}
    assert sorted(path.name for path in (hostile_fair.state / "uploads").iterdir()) == kept
    assert memory_kb(served) - before <= MOST_GROWTH_KB
    assert sender.send("photo", "good.jpg", picture("JPEG"))[0] == 303
    assert len(list((hostile_fair.state / "uploads").iterdir())) == len(kept) + 1


def test_a_polyglot_is_kept_as_a_picture_only(sender: Sender, hostile_fair: ServableFair) -> None:
    for tail in (PAGE, packed("a.html", PAGE), b"%PDF-1.7"):
        sender.send("photo", "a.png", GOOD + tail)
    for path in (hostile_fair.state / "uploads").iterdir():
        data = path.read_bytes()
        assert data[:4] in {b"RIFF", b"glTF"}
        assert b"<script" not in data
        assert b"PK\x03\x04" not in data


@pytest.mark.parametrize("name", NAMES, ids=[ascii(name)[:20] for name in NAMES])
def test_no_name_of_a_file_is_a_path(sender: Sender, hostile_fair: ServableFair, name: str) -> None:
    sender.send("photo", "zarbia.png", GOOD)  # from now on there is a folder for uploads
    before = {path.name for path in hostile_fair.state.iterdir()}
    status, told = sender.send("photo", name, GOOD)
    assert status in {303, 400, 422}
    assert "<script>.png" not in told.replace(html.escape("<script>.png"), "")
    assert {path.name for path in hostile_fair.state.iterdir()} == before
    names = [path.name for path in (hostile_fair.state / "uploads").iterdir()]
    assert [n for n in names if len(n) != 64 or not n.isalnum()] == []


FORMS = {
    "no boundary": (b"--x\r\n\r\n--x--", "multipart/form-data"),
    "a boundary that is none": (b"", 'multipart/form-data; boundary=""'),
    "a long boundary": (b"", "multipart/form-data; boundary=" + "a" * 500),
    "no part": (f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"),
    "no end": (f"--{BOUNDARY}\r\n".encode() * 5, f"multipart/form-data; boundary={BOUNDARY}"),
    "many parts": (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'.encode() * 20_000,
        f"multipart/form-data; boundary={BOUNDARY}",
    ),
    "a long head": (
        f"--{BOUNDARY}\r\nX: ".encode() + b"a" * 500_000,
        f"multipart/form-data; boundary={BOUNDARY}",
    ),
    "parts in parts": (
        f"--{BOUNDARY}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".encode() * 900,
        f"multipart/form-data; boundary={BOUNDARY}",
    ),
    "JSON": (json.dumps({"file": "a"}).encode(), "application/json"),
    "a plain form": (b"file=a", "application/x-www-form-urlencoded"),
    "bytes": (GOOD, "image/png"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_is_none_is_refused(sender: Sender, name: str) -> None:
    status, _ = sender.send_raw("photo", *FORMS[name])
    assert status in {400, 415, 422}
