"""Every address of the site, made in one place: base path and public origin included."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit


def _segment(text: str) -> str:
    return quote(text, safe="")


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses below `public_url` (scheme, host and base path; no slash at its end).

    Every method returns a path that begins with the base path; `absolute` adds the origin.
    """

    public_url: str

    @property
    def base(self) -> str:
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def origin(self) -> str:
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def secure(self) -> bool:
        return urlsplit(self.public_url).scheme == "https"

    def absolute(self, path: str) -> str:
        return self.origin + path

    def _page(self, lang: str, *parts: str, **query: str | int | None) -> str:
        path = "/".join([self.base, lang, *(_segment(part) for part in parts)])
        wanted = {name: value for name, value in query.items() if value not in {None, ""}}
        return f"{path}?{urlencode(wanted)}" if wanted else path

    def home(self, lang: str) -> str:
        return f"{self.base}/{lang}/"

    def hall(
        self, lang: str, *, stand: str = "", product: str = "", tour: str = "", room: str = ""
    ) -> str:
        """Return the 3D hall; the viewer reads the place to go to behind the `#`."""
        named = {"stand": stand, "product": product, "tour": tour, "room": room}
        place = dict(list({name: value for name, value in named.items() if value}.items())[:1])
        return self._page(lang, "hall") + (f"#{urlencode(place)}" if place else "")

    def plan(self, lang: str) -> str:
        return self._page(lang, "plan")

    def stands(self, lang: str, *, sector: str = "") -> str:
        return self._page(lang, "stands", sector=sector)

    def stand(self, lang: str, number: str) -> str:
        return self._page(lang, "stands", number)

    def exhibitor(self, lang: str, exhibitor: str) -> str:
        return self._page(lang, "exhibitors", exhibitor)

    def contact(self, lang: str, exhibitor: str) -> str:
        return self._page(lang, "exhibitors", exhibitor, "contacts")

    def message(self, lang: str, exhibitor: str, *, product: str = "") -> str:
        return self._page(lang, "exhibitors", exhibitor, "message", product=product)

    def products(self, lang: str, **query: str | int | None) -> str:
        return self._page(lang, "products", **query)

    def product(self, lang: str, product: str) -> str:
        return self._page(lang, "products", product)

    def order(self, lang: str, product: str = "") -> str:
        return self._page(lang, "order", product=product)

    def receipt(self, lang: str, token: str) -> str:
        return self._page(lang, "receipts", token)

    def cancel(self, lang: str, token: str) -> str:
        return self._page(lang, "receipts", token, "cancel")

    def answer(self, lang: str, token: str) -> str:
        return self._page(lang, "answers", token)

    def programme(self, lang: str) -> str:
        return self._page(lang, "programme")

    def session(self, lang: str, session: str) -> str:
        return self._page(lang, "sessions", session)

    def session_calendar(self, lang: str, session: str) -> str:
        return self._page(lang, "sessions", f"{session}.ics")

    def programme_calendar(self, lang: str) -> str:
        return self._page(lang, "programme.ics")

    def tours(self, lang: str) -> str:
        return self._page(lang, "tours")

    def stand_code(self, lang: str, number: str) -> str:
        return self._page(lang, "stands", number, "code.svg")

    def stand_card(self, lang: str, number: str) -> str:
        return self._page(lang, "stands", number, "card")

    def stand_cards(self, lang: str, *, sector: str = "") -> str:
        return self._page(lang, "cards", sector=sector)

    def privacy(self, lang: str) -> str:
        return self._page(lang, "privacy")

    def help(self, lang: str) -> str:
        return self._page(lang, "help")

    def invite(self, lang: str, token: str) -> str:
        return self._page(lang, "invites", token)

    def sign_out(self, lang: str) -> str:
        return self._page(lang, "sign-out")

    def desk(self, lang: str, *parts: str, told: str = "") -> str:
        """Return a page of the exhibitor's desk; `told` names what it says has been done."""
        return self._page(lang, "desk", *parts, told=told)

    def review(self, lang: str, *parts: str, told: str = "") -> str:
        return self._page(lang, "review", *parts, told=told)

    def file(self, name: str) -> str:
        return f"{self.base}/f/{_segment(name)}"

    def asset(self, path: str) -> str:
        return f"{self.base}/a/{quote(path)}"

    def look(self, name: str) -> str:
        return f"{self.base}/look/{_segment(name)}.css"

    def api(self, path: str) -> str:
        return f"{self.base}/api/v1/{path}"

    def sitemap(self) -> str:
        return f"{self.base}/sitemap.xml"

    def web_manifest(self, lang: str) -> str:
        return self._page(lang, "app.webmanifest")

    def service_worker(self) -> str:
        return f"{self.base}/sw.js"

    def favicon(self) -> str:
        return f"{self.base}/favicon.svg"

    def hand_over(self, lang: str, token: str) -> str:
        return self._page(lang, "receipts", token, "whatsapp")

    def desk_order(self, lang: str, number: str) -> str:
        return self._page(lang, "desk", "orders", number)

    def desk_message(self, lang: str, token: str) -> str:
        return self._page(lang, "desk", "messages", token)
