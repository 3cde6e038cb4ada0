"""What holds for every address of the site, read off the table of routes itself."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from open_app import Answer, OpenApp, open_app

from hall.http.routes import ROUTES
from hall.http.routing import Route
from hall.model.order import Buyer, DraftLine, OrderDraft

SAMPLES = {
    "lang": "fr", "number": "T1", "exhibitor": "coop-azir", "product": "miel-romarin",
    "session": "export", "token": "A" * 22, "name": "0" * 20 + ".glb", "item": "miel-romarin",
    "kind": "photo", "upload": "abc", "change": "abc", "stand": "s-t1", "order": "1",
}  # fmt: skip
UNSAFE = [route for route in ROUTES if route.method not in {"GET", "HEAD", "OPTIONS"}]
READ = [r for r in ROUTES if r.method == "GET" and not r.path.endswith("/events")]
FOREIGN = {
    "another site": {"Origin": "https://evil.example"},
    "a name that begins alike": {"Origin": "http://127.0.0.1:{port}.evil.example"},
    "our name as a user": {"Origin": "http://127.0.0.1:{port}@evil.example"},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "https for http": {"Origin": "https://127.0.0.1:{port}"},
    "no address": {"Origin": "http://["},
    "nothing": {"Origin": ""},
    "several": {"Origin": "http://127.0.0.1:{port} https://evil.example"},
    "a browser that says so": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:{port}"},
    "an unknown word": {"Sec-Fetch-Site": "same-origin, cross-site"},
    "a cookie without an origin": {"Cookie": "hall-small=stolen"},
}
OPEN_POLICY = re.compile(r"unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*|https?:|data:")


def fill(route: Route) -> str:
    return re.sub(r"{(\w+)}", lambda found: SAMPLES.get(found[1], "x"), route.path)


def name_route(route: Route) -> str:
    return f"{route.method} {route.path}"


def ask(app: OpenApp, route: Route, **headers: str) -> Answer:
    body = b"" if route.method != "GET" else None
    return app.ask(route.method, fill(route), body, headers)


@pytest.mark.parametrize("route", [*READ, *UNSAFE], ids=name_route)
def test_every_answer_tells_the_browser_what_to_refuse(app: OpenApp, route: Route) -> None:
    answer = ask(app, route)
    headers = answer.headers
    assert answer.status < 500
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert not OPEN_POLICY.search(policy)
    assert "sandbox" in policy or "base-uri 'none'" in policy
    assert "sandbox" in policy or "frame-ancestors 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["referrer-policy"] in {"no-referrer", "strict-origin-when-cross-origin"}
    assert "strict-transport-security" not in headers
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers
    assert answer.status == 304 or not answer.body or "charset" in headers["content-type"] or (
        not headers["content-type"].startswith("text/")
    )  # fmt: skip


@pytest.mark.parametrize("route", [r for r in ROUTES if r.private or r.token], ids=name_route)
def test_what_is_private_is_stored_nowhere(app: OpenApp, route: Route) -> None:
    headers = ask(app, route).headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers
    if route.token:
        assert headers["referrer-policy"] == "no-referrer"


def test_every_address_with_a_secret_is_known_as_one() -> None:
    secret = {"{token}", "{upload}", "{change}"}
    bare = [r for r in ROUTES if any(s in r.path for s in secret) and not (r.token or r.private)]
    assert bare == []
    assert [
        r.path for r in ROUTES if "/desk" in r.path or "/review" in r.path if not r.private
    ] == []


def test_a_refusal_is_stored_nowhere(app: OpenApp) -> None:
    for path in ("/nothing", "/fr/stands/none", "/api/v1/products/none", "/f/none", "/a/none"):
        answer = app.ask("GET", path)
        assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")


@pytest.mark.parametrize("route", UNSAFE, ids=name_route)
def test_no_other_site_writes(app: OpenApp, sign_in: Callable[..., str], route: Route) -> None:
    cookie = sign_in("organiser", None) if "/review" in route.path else sign_in()
    taken = {}
    for name, foreign in FOREIGN.items():
        headers = {key: value.replace("{port}", str(app.port)) for key, value in foreign.items()}
        answer = ask(app, route, **{"Cookie": cookie, **headers})
        if answer.status != 403:
            taken[name] = answer.status
    assert taken == {}


@pytest.mark.parametrize("route", UNSAFE, ids=name_route)
def test_a_page_that_hides_where_it_is_writes_only_with_a_secret(
    app: OpenApp, route: Route
) -> None:
    answer = ask(app, route, Origin="null")
    assert (answer.status != 403) == route.token


@pytest.mark.parametrize("route", UNSAFE, ids=name_route)
def test_a_get_never_acts(app: OpenApp, route: Route) -> None:
    """What only a POST may do is not done by its address being looked at."""
    answer = app.ask("GET", fill(route))
    shown = any(r.path == route.path and r.method == "GET" for r in ROUTES)
    assert shown or answer.status == 405


MADE_UP = (
    "", "hall-small=", "hall-small=" + "A" * 4_000, 'hall-small="; hall-small=a',
    "hall-other=x", "hall-small=../../x", "hall-small=\xff",
)  # fmt: skip


@pytest.mark.parametrize("cookies", MADE_UP)
def test_a_made_up_session_opens_nothing(app: OpenApp, cookies: str) -> None:
    for path in ("/fr/desk", "/fr/desk/stand", "/fr/review", "/fr/desk/files/abc"):
        assert app.ask("GET", path, None, {"Cookie": cookies}).status in {401, 403, 404}


def test_the_cookie_is_for_the_server_only(app: OpenApp) -> None:
    made = app.call(
        app.services.invites.make("exhibitor", "coop-azir", app.services.settings.now())
    )
    answer = app.ask("POST", f"/fr/invites/{made.code}", b"", {"Sec-Fetch-Site": "same-origin"})
    parts = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert not [part for part in parts if part.startswith("domain")]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenApp]:
    folder = tmp_path_factory.mktemp("public")
    with open_app(folder, public_url="https://fair.example/salon") as opened:
        yield opened


def test_a_public_address_holds_browsers_to_https(public: OpenApp) -> None:
    for path in ("/salon/fr/", "/salon/api/v1/hall", "/nothing"):
        assert "max-age=" in public.ask("GET", path).headers["strict-transport-security"]
    made = public.call(
        public.services.invites.make("organiser", None, public.services.settings.now())
    )
    path = f"/salon/fr/invites/{made.code}"
    cookie = public.ask("POST", path, b"", {"Origin": "https://fair.example"}).headers["set-cookie"]
    assert cookie.startswith("__Host-hall-small=")
    assert "; secure" in cookie.lower()
    assert "path=/;" in cookie.lower()


def test_behind_a_proxy_its_public_name_counts(public: OpenApp) -> None:
    path = "/salon/fr/exhibitors/coop-azir/contacts"
    for origin, status in (("https://fair.example", 415), ("http://fair.example", 403),
        ("https://fair.example.evil.example", 403), ("https://evil.example", 403)):  # fmt: skip
        assert public.ask("POST", path, b"", {"Origin": origin}).status == status


@pytest.mark.parametrize("route", READ, ids=name_route)
def test_no_address_that_is_read_tells_a_number(app: OpenApp, route: Route) -> None:
    """A telephone number, a WhatsApp number or an e-mail is told on a tap, one at a time."""
    body = ask(app, route).body.replace(b" ", b"")
    exhibitors = app.hall.catalogue.exhibitors.values()
    private = {value for e in exhibitors for value in (e.phone, e.whatsapp, e.email) if value}
    assert private
    assert [
        value for value in private if value.encode() in body or value[4:].encode() in body
    ] == []


def test_an_answer_by_the_link_in_the_letter_is_recorded_as_such(app: OpenApp) -> None:
    """The buyer sends the link on and so could use it: the record says that a link answered."""
    draft = OrderDraft(
        (DraftLine("coussin", 1),), Buyer("Exemple", "0661234567"), "collect_fair",
        "cash_on_delivery", "3",
    )  # fmt: skip
    services = app.services
    now = services.settings.now()
    placed = app.call(services.orders.place(draft, str(uuid.uuid4()), app.hall.catalogue, now))
    handed = app.ask("GET", f"/fr/receipts/{placed.order.token}/whatsapp").headers["location"]
    letter = parse_qs(urlsplit(handed).query)["text"][0]
    link = next(word for word in letter.split() if "/answers/" in word)
    path = urlsplit(link.strip("\u2066\u2067\u2068\u2069")).path
    assert app.ask("GET", path).status == 200
    assert app.call(services.orders.find(placed.order.token)).state == "requested"
    form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    assert app.ask("POST", path, b"action=accept", form).status == 303
    answered = app.call(services.orders.find(placed.order.token))
    assert answered.state == "accepted"
    assert answered.history[-1].who == "exhibitor_link"
