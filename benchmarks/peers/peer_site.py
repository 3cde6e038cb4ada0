"""Makes the peers of one fair's hall, and serves them as a careful host would: brotli, loopback.

Everything is made once below `.state/bench/peers` and kept while the hall stays the same.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
from naive_hall import build_naive_hall

from hall.resources import fair_dir
from hall.store.folder import read_fair_folder

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODULES = HERE / "node_modules"
_TYPES = {".html": "text/html", ".js": "text/javascript", ".glb": "model/gltf-binary"}
_QUALITY = 9  # what a host compresses with once, when a file is put there


def need_modules() -> None:
    """Install what the lock file names, once."""
    if not MODULES.is_dir():
        npm = shutil.which("npm")
        if npm is None:
            sys.exit("npm is needed for the peers")
        command = [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=HERE, check=True)


def prepare_peers(fair: str) -> Path:
    """Return the folder with `naive.glb`, `optimized.glb` and the pages that show them."""
    need_modules()
    site = ROOT / ".state" / "bench" / "peers" / Path(fair).name
    site.mkdir(parents=True, exist_ok=True)
    naive, _ = build_naive_hall(read_fair_folder(fair_dir(fair)))
    stamp = site / "made-from"
    made_from = hashlib.sha256(naive).hexdigest()
    if not stamp.is_file() or stamp.read_text("utf-8") != made_from:
        (site / "naive.glb").write_bytes(naive)
        _optimize(site / "naive.glb", site / "optimized.glb")
        stamp.write_text(made_from, "utf-8")
    vite = ROOT / "web" / "node_modules" / ".bin" / "vite"
    for page in ("gltf", "model", "floor"):
        _run([vite, "build", "--config", HERE / "vite.config.js", "--mode", page,
              "--outDir", site / page, "--emptyOutDir", "--logLevel", "error"])  # fmt: skip
    # model-viewer fetches its decoder from where the page says.
    decoder = MODULES / "meshoptimizer" / "meshopt_decoder.cjs"
    shutil.copyfile(decoder, site / "model" / "meshopt_decoder.js")
    return site


def _optimize(source: Path, target: Path) -> None:
    tool = MODULES / ".bin" / "gltf-transform"
    choice = ["--texture-compress", "webp", "--compress", "meshopt"]
    _run([tool, "optimize", source, target, *choice])


def _run(command: list[object]) -> None:
    done = subprocess.run([str(part) for part in command], check=False, capture_output=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr.decode()}{done.stdout.decode()}")


@contextmanager
def serve_peers(site: Path) -> Iterator[str]:
    """Serve the folder on a free port of the loopback; gives the address without slash."""
    packed = {
        f"/{path.relative_to(site).as_posix()}": brotli.compress(
            path.read_bytes(), quality=_QUALITY
        )
        for path in site.rglob("*")
        if path.suffix in _TYPES
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), _make_handler(packed))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _make_handler(packed: Mapping[str, bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.partition("?")[0]
            body = packed.get(name)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            if body is not None:
                self.send_header("Content-Type", _TYPES[Path(name).suffix])
                self.send_header("Content-Encoding", "br")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing: figures are printed here."""

    return Handler
