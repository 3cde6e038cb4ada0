"""YAML text to a tree of nodes with marks, and what is refused before it is read.

Depth and number of nodes are counted while the tree grows, so that text made to hurt (very
long, very deep, with aliases) never becomes one.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

from layout.plan.codes import Code
from layout.values import Finding, Span

MAX_CHARS = 6_000_000
MAX_DEPTH = 16
MAX_NODES = 400_000
_BARE_COLOUR = re.compile(r":\s+(#[0-9a-fA-F]{3,8})\b")
# Where an anchor, alias or tag could begin; whether one does is asked of the parser.
_MARKUP = re.compile(r"""(?:^|[\s\[\]{},:?"'-])(?:[&*][0-9A-Za-z_-]|!)""", re.ASCII)


class _Refused(Exception):  # never leaves this module
    def __init__(self, code: Code, message: str, mark: Any) -> None:  # noqa: ANN401 - of C or Python
        super().__init__(message)
        self.code, self.message, self.mark = code, message, mark


class _Loader(yaml.CSafeLoader):
    """Builds the tree in C; these hooks of the resolver count, and resolve no types."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = self.nodes = 0

    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None:  # noqa: ARG002
        self.depth += 1
        self.nodes += 1
        if self.depth > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels; a plan has at most 6, so mend the brackets"
            raise _Refused("too_deep", message, parent.start_mark if parent else None)
        if self.nodes > MAX_NODES:
            message = f"more than {MAX_NODES:,} values; leave stands that nobody moved out of pins"
            raise _Refused("too_big", message, None)

    def ascend_resolver(self) -> None:
        self.depth -= 1

    def resolve(self, kind: type[yaml.Node], value: str, implicit: object) -> str:  # noqa: ARG002
        return ""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector out: it would walk a growing tree over and over (5 s for 1 s)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def compose_text(text: str, file: str) -> yaml.Node | Finding:
    """Return the root node of a YAML text, or why there is none; never raises for content."""
    top = Span(file, 1, 1)
    if len(text) > MAX_CHARS:
        message = f"{len(text):,} characters; a plan has at most {MAX_CHARS:,}: drop pins"
        return Finding("plan.too_big", "error", message, span=top)
    try:
        _refuse_markup(text)
        node = _compose(text)
    except _Refused as refusal:
        span = _span(file, refusal.mark) if refusal.mark else top
        return Finding(f"plan.{refusal.code}", "error", refusal.message, span=span)
    except UnicodeEncodeError as error:
        line, column = _place(text[: error.start])
        message = "a sign that is no Unicode; expected UTF-8, so save the file anew"
        span = Span(file, line, column, error.start, error.start + 1)
        return Finding("plan.syntax", "error", message, span=span)
    except yaml.YAMLError as error:
        return _explain(error, text, file)
    if node is None:
        message = "the file is empty; expected hall, doors, sectors and rules"
        return Finding("plan.empty", "error", message, span=top)
    return node


def _compose(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _refuse_markup(text: str) -> None:
    if not any(sign in text for sign in "&*!") or not _MARKUP.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return  # the tree is refused for it, with a better place
        if getattr(event, "anchor", None) is not None:
            message = "an anchor or alias (& or *); expected plain values: write it out"
            raise _Refused("anchor", message, event.start_mark)
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = f"the tag {str(tag)[:40]}; expected a plain value: remove it"
            raise _Refused("tag", message, event.start_mark)


def _find_fix(text: str, opened: Any, mark: Any) -> str:  # noqa: ANN401  # marks of PyYAML
    """Return what to look at: a colour that is a comment without its quotes is a common fault."""
    start = opened.line if opened is not None and opened.index < mark.index else mark.line
    for line in text.splitlines()[start : mark.line + 1]:
        if bare := _BARE_COLOUR.search(line):
            return f"a colour needs quotes, else it is a comment: '{bare[1]}'"
    return "check indents, quotes and brackets here"


def _explain(error: yaml.YAMLError, text: str, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        problem = getattr(error, "problem", None) or getattr(error, "context", "")
        opened = getattr(error, "context_mark", None)
        since = ""
        if opened is not None and opened.index < mark.index:
            since = f" (in what begins at {_span(file, opened)})"
        message = f"{problem}{since}; {_find_fix(text, opened, mark)}"
        if text[mark.index : mark.index + 1] == "\t":
            message = "a tab begins here; expected spaces: indent with spaces"
        if "single document" in str(error):
            message = "a second document (---) begins here; keep one"
        return Finding("plan.syntax", "error", message, span=_span(file, mark))
    offset = getattr(error, "position", None)
    before = text.encode()[:offset].decode("utf-8", "ignore") if isinstance(offset, int) else ""
    line, column = _place(before)
    span = Span(file, line, column, len(before), len(before) + 1)
    message = "a control character; expected text only: remove it"
    return Finding("plan.syntax", "error", message, span=span)


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _span(file: str, mark: Any) -> Span:  # noqa: ANN401 - as above
    return Span(file, mark.line + 1, mark.column + 1, mark.index, mark.index)
