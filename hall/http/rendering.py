"""Pages: jinja2 templates with everything that each of them needs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import brotli
import jinja2
from aiohttp import web
from markupsafe import Markup, escape

from hall.http.assets import WebAssets
from hall.http.dates import format_day, format_moment, format_range, format_weekday
from hall.http.encodings import rank_encodings
from hall.http.files import matches_etag
from hall.http.look import build_look
from hall.http.services import Live
from hall.http.shapes import Words
from hall.http.urls import Urls
from hall.model.catalogue import Catalogue
from hall.model.fair import Fair, Session
from hall.model.text import RIGHT_TO_LEFT, Picked
from hall.service.wording import count_words, load_words, plural_form, word

_TEMPLATES = Path(__file__).parent / "templates"
# Level 4 packs a page of 30 kB in under a millisecond; higher levels cost more than they save.
PAGE_BROTLI = 4
_LOCALES = {"fr": "fr_MA", "ar": "ar_MA", "en": "en_GB"}
LANGUAGE_NAMES = {"fr": "Français", "ar": "العربية", "en": "English"}


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the head of a page says. `path` is the page's own, with its query.

    `listed_as` is the path of the page that a search engine shows in this one's place. `image`
    is shown beside a shared link; `card` tells that it was drawn for that.
    """

    title: str
    description: str = ""
    path: str = ""
    index: bool = True
    listed_as: str = ""
    image: str = ""
    card: bool = False
    data: Mapping[str, object] | None = None


def isolate(value: object) -> Markup:
    """Return a value in its own direction, so that numbers and names stay whole in Arabic."""
    return Markup("<bdi>{}</bdi>").format(value)


@lru_cache(maxsize=4096)
def _marked_pattern(lang: str, key: str) -> Markup:
    return escape(load_words(lang)[key])


def marked_word(lang: str, key: str, values: Mapping[str, object]) -> Markup:
    """Return an interface text as HTML; what fills its places is escaped and isolated."""
    if key not in load_words(lang):
        word(lang, key)  # raises with the key's name
    pattern = _marked_pattern(lang, key)
    if not values:
        return pattern
    isolated = {
        name: value if isinstance(value, Markup) else isolate(value)
        for name, value in values.items()
    }
    return pattern.format(**isolated)


def marked_text(text: Words | Picked, lang: str) -> Markup:
    """Return somebody's text; in another language than the page's it says so."""
    if text.lang == lang or not text.text:
        return escape(text.text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(text.lang, text.dir, text.text)


def marked_paragraphs(text: Words, lang: str) -> Markup:
    """Return a long text as paragraphs, split at its line breaks."""
    lines = [line.strip() for line in text.text.splitlines() if line.strip()]
    tag = (
        Markup("<p>")
        if text.lang == lang
        else Markup('<p lang="{}" dir="{}">').format(text.lang, text.dir)
    )
    return Markup("").join(tag + line + Markup("</p>") for line in lines)


def marked_room(catalogue: Catalogue, session: Session, lang: str) -> Markup:
    """Return where a session is: the name of the plan's zone, or the text as written."""
    texts = catalogue.rooms.get(session.room)
    return marked_text(texts.pick(lang), lang) if texts else isolate(session.room)


class Renderer:
    """Renders templates for the fair that is live."""

    def __init__(self, live: Live, urls: Urls, assets: WebAssets) -> None:
        self._live = live
        self._urls = urls
        self._site = assets.entry("src/styles/site.css").file
        self._env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def render(self, template: str, lang: str, head: PageHead, **values: Any) -> str:  # noqa: ANN401 - whatever the template names
        """Return a page as HTML."""
        fair = self._live.catalogue.fair
        context = {
            **self._language_context(lang),
            "head": head,
            "fair": fair,
            "room": lambda session: marked_room(self._live.catalogue, session, lang),
            "fair_dates": format_range(fair.starts, fair.ends, lang),
            "urls": self._urls,
            "site_css": self._urls.asset(self._site),
            "touch_icon": self._touch_icon(),
            "sign_font": self._sign_font(lang),
            "look_css": self._urls.look(self.look().name),
            "alternates": self._alternates(fair, head, lang),
            "canonical": self._urls.absolute(head.listed_as or head.path.partition("?")[0]),
        }
        return self._env.get_template(template).render(context, **values)

    def look(self) -> Any:  # noqa: ANN401 - LookStyle; jinja2 sees Any
        return build_look(self._live.catalogue, self._live.build, self._urls)

    def _touch_icon(self) -> str:
        name = self._live.build.icons.get("192", "")
        return self._urls.file(name) if name else ""

    def _sign_font(self, lang: str) -> str:
        """Return the file that the headings of a language are set in, to be fetched at once."""
        name = self._live.build.fonts.get("arabic" if lang in RIGHT_TO_LEFT else "latin", "")
        return self._urls.file(name) if name else ""

    def _language_context(self, lang: str) -> dict[str, object]:
        def w(key: str, **values: object) -> Markup:
            return marked_word(lang, key, values)

        def plain(key: str, **values: object) -> str:
            return word(lang, key, **values)

        def wn(key: str, count: int, **values: object) -> Markup:
            exact = f"{key}.{plural_form(lang, count)}"
            chosen = exact if exact in load_words(lang) else f"{key}.other"
            return marked_word(lang, chosen, {"n": count, **values})

        return {
            "lang": lang,
            "dir": "rtl" if lang in RIGHT_TO_LEFT else "ltr",
            "locale": _LOCALES[lang],
            "w": w,
            "wa": plain,
            "wn": wn,
            "wna": lambda key, n: count_words(lang, key, n),
            "t": lambda text: marked_text(text, lang),
            "pick": lambda texts: texts.pick(lang),
            "paragraphs": lambda text: marked_paragraphs(text, lang),
            "day": lambda day: isolate(format_day(day, lang)),
            "weekday": lambda day: format_weekday(day, lang),
            "moment": lambda at_us: format_moment(at_us, lang, self._live.catalogue.fair.timezone),
            "bdi": isolate,
        }

    def _alternates(self, fair: Fair, head: PageHead, lang: str) -> list[dict[str, str]]:
        prefix = f"{self._urls.base}/{lang}/"
        rest = head.path.removeprefix(prefix) if head.path.startswith(prefix) else ""
        return [
            {
                "lang": other,
                "name": LANGUAGE_NAMES[other],
                "path": f"{self._urls.base}/{other}/{rest}",
                "url": self._urls.absolute(f"{self._urls.base}/{other}/{rest}"),
            }
            for other in fair.languages
            if other in LANGUAGE_NAMES
        ]


def html_response(
    request: web.Request, html: str, *, status: int = 200, public: bool = True
) -> web.Response:
    """Return a page. Public ones carry a tag of their content and are sent compressed."""
    body = html.encode("utf-8", "replace")
    headers = {"Content-Type": "text/html; charset=utf-8"}
    if not public or status != 200:  # noqa: PLR2004 - OK
        # Not compressed: what a stranger typed stands beside secrets here (BREACH).
        return web.Response(status=status, body=body, headers=headers)
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers |= {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if matches_etag(request.headers.get("If-None-Match", ""), etag.removeprefix("W/")):
        return web.Response(status=304, headers=headers)
    if rank_encodings(request.headers.get("Accept-Encoding", ""))[0] == "br":
        body = brotli.compress(body, quality=PAGE_BROTLI)
        headers["Content-Encoding"] = "br"
    return web.Response(body=body, headers=headers)
