"""Counts what a page downloads until a moment that it marks, as it comes over the wire."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

_MARK = """name => performance.timeOrigin
  + performance.getEntriesByName(name)[0].startTime"""


@dataclass
class _Answer:
    kind: str
    url: str
    header: int
    pieces: list[tuple[float, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Received:
    """What came of one response: encoded bytes of its body and header, and its address."""

    body: int
    header: int
    kind: str
    url: str

    @property
    def size(self) -> int:
        return self.body + self.header


class WireCount:
    """Every response of a page, from an empty cache, also those that have come in part."""

    def __init__(self, page: Page) -> None:
        """Listen to the page's network; call it before the page is opened."""
        self._page = page
        self._answers: dict[str, _Answer] = {}
        self._wall_s: float | None = None
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._set_clock)
        session.on("Network.responseReceived", self._begin)
        session.on("Network.dataReceived", self._add)
        session.on("Network.loadingFinished", self._finish)
        session.send("Network.enable")

    def _set_clock(self, event: dict[str, Any]) -> None:
        """Learn how the network's clock, which never goes back, stands to the wall's."""
        if self._wall_s is None:
            self._wall_s = event["wallTime"] - event["timestamp"]

    def _begin(self, event: dict[str, Any]) -> None:
        response = event["response"]
        kind = "Script" if response["url"].endswith(".js") else event["type"]
        header = int(response["encodedDataLength"])
        answer = _Answer(kind, response["url"], header, [(event["timestamp"], 0)])
        self._answers[event["requestId"]] = answer

    def _add(self, event: dict[str, Any]) -> None:
        answer = self._answers.get(event["requestId"])
        if answer is not None:
            answer.pieces.append((event["timestamp"], max(0, int(event["encodedDataLength"]))))

    def _finish(self, event: dict[str, Any]) -> None:
        """Add what no piece told: those of the page itself come without their encoded size."""
        answer = self._answers.get(event["requestId"])
        if answer is not None:
            told = answer.header + sum(size for _, size in answer.pieces)
            rest = max(0, int(event["encodedDataLength"]) - told)
            answer.pieces.append((event["timestamp"], rest))

    def until(self, mark: str) -> list[Received]:
        """Return what had come when the page set a mark, the largest first."""
        assert self._wall_s is not None, "the page was not opened"
        end_s = self._page.evaluate(_MARK, mark) / 1000 - self._wall_s
        received = []
        for answer in self._answers.values():
            sizes = [size for at_s, size in answer.pieces if at_s <= end_s]
            if sizes:
                received.append(Received(sum(sizes), answer.header, answer.kind, answer.url))
        return sorted(received, key=lambda file: -file.size)


def sum_kinds(files: list[Received]) -> dict[str, int]:
    """Return the bytes of each kind of file."""
    kinds: dict[str, int] = defaultdict(int)
    for file in files:
        kinds[file.kind] += file.size
    return kinds


def tell_files(files: list[Received]) -> str:
    """Return the files, one a line."""
    return "\n".join(f"{f.size:8} {f.kind:10} {f.url.rsplit('/', 1)[-1]}" for f in files)
