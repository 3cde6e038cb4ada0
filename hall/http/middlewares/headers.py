"""Security headers on every response, whoever made it."""

from __future__ import annotations

from aiohttp import web

from hall.http.files import IMMUTABLE
from hall.http.keys import ROUTES, SERVICES
from hall.http.routing import Route
from hall.http.urls import Urls

_POLICY = (
    "default-src 'none'; script-src 'self'{wasm}; connect-src 'self' blob:; "
    "img-src 'self' blob:; style-src 'self'; font-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
POLICY = _POLICY.format(wasm="")
# The geometry decoder is WebAssembly: allowed only where it runs.
WASM_POLICY = _POLICY.format(wasm=" 'wasm-unsafe-eval'")
# A file that a stranger sent, opened on its own: a page of nothing.
SANDBOX_POLICY = "sandbox; default-src 'none'"
# What no browser runs and no document is made of. Of what follows only "this is no other type"
# and "nothing, alone in its tab" can ever matter to it; the rest would be half a kilobyte with each
# of the files that a visitor waits for before the first step.
_INERT = frozenset(
    {
        "application/json", "font/woff2", "image/jpeg", "image/png", "image/webp",
        "model/gltf-binary", "text/css",
    }
)  # fmt: skip
_TWO_YEARS_S = 63_072_000


async def add_security_headers(request: web.BaseRequest, response: web.StreamResponse) -> None:
    """Set what the browser must refuse; a signal, so errors of aiohttp itself have it too."""
    if not isinstance(request, web.Request):
        return
    app = request.config_dict
    route = app[ROUTES].find(request)
    headers = response.headers
    # aiohttp tells its version and Python's, which helps only who looks for a known fault.
    headers.pop("Server", None)
    headers["X-Content-Type-Options"] = "nosniff"
    if Urls(app[SERVICES].settings.public_url).secure:
        headers["Strict-Transport-Security"] = f"max-age={_TWO_YEARS_S}; includeSubDomains"
    if headers.get("Cache-Control") == IMMUTABLE and response.content_type in _INERT:
        headers["Content-Security-Policy"] = SANDBOX_POLICY
        return
    headers["Content-Security-Policy"] = _policy_of(route)
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
    headers["Referrer-Policy"] = (
        "no-referrer" if route and route.token else "strict-origin-when-cross-origin"
    )
    if route and (route.private or route.token):
        headers["Cache-Control"] = "no-store"


def _policy_of(route: Route | None) -> str:
    if route is None:
        return POLICY
    if route.sandbox:
        return SANDBOX_POLICY
    return WASM_POLICY if route.wasm else POLICY
