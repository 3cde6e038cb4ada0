"""Reads a page as a parser does, and says what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
LABELLED = frozenset({"input", "select", "textarea"})


@dataclass
class Element:
    """A start tag with its attributes and the elements that it stands in."""

    tag: str
    attrs: dict[str, str]
    inside: tuple[str, ...]


@dataclass
class Page(HTMLParser):
    """A page that was read; `faults` says where its tags do not match."""

    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    text: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        self.elements.append(
            Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        )
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(
            Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        )

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]


def read_page(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    return page


def list_faults(page: Page) -> list[str]:
    """Return what a validator and a screen reader would stumble over."""
    faults = list(page.faults)
    if len(page.all("h1")) != 1:
        faults.append(f"{len(page.all('h1'))} h1")
    ids = [e.attrs["id"] for e in page.elements if "id" in e.attrs]
    faults.extend(f"id {name!r} twice" for name in {i for i in ids if ids.count(i) > 1})
    labels = {e.attrs.get("for") for e in page.all("label")}
    for element in page.elements:
        attrs = element.attrs
        if element.tag == "img" and not {"alt", "width", "height"} <= attrs.keys():
            faults.append(f"img without alt or size: {attrs}")
        named = attrs.get("id") in labels or "label" in element.inside
        if element.tag in LABELLED and attrs.get("type") != "hidden" and not named:
            faults.append(f"{element.tag} without label: {attrs}")
        if "style" in attrs or any(name.startswith("on") for name in attrs):
            faults.append(f"the policy blocks an attribute of <{element.tag}>: {attrs}")
    return faults
