"""YAML → values with the place of each: one reader for all YAML files of a fair but the plan.

Scalars are taken as they are written, so `NO` is Norway and `12:30` a time; keys are asked
for one by one, and what nobody asked for is an unknown key.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from hall.model.folding import find_nearest
from hall.model.text import NO_TEXT, Texts
from hall.store.folder import numbers
from hall.store.folder.controls import drop_controls
from hall.store.folder.findings import FindingBook, explain
from hall.store.folder.headers import TEXT_LANGUAGES
from layout.values import Span

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_MOST_BYTES = 4_000_000
_DEEPEST = 64
_BRACKETS = re.compile(r"[\[{\]}]")
_CHAIN = re.compile(r"(?:[-?:][ \t]+){64}")


def read_yaml(folder: Path, name: str, book: FindingBook) -> YamlMap | None:
    """Return the map that a file holds; None, with a finding, where there is none."""
    start = Span(name, 1, 1)
    try:
        data = (folder / name).read_bytes()
    except FileNotFoundError:
        message = explain(f"{name} is missing", f"a file {name}", "add it")
        book.error("folder.missing_file", start, message, name)
        return None
    except OSError as error:
        message = explain(f"{name} cannot be read ({error.strerror})", "a readable file")
        book.error("folder.unreadable_file", start, message, name)
        return None
    return parse_yaml(data, name, book)


def parse_yaml(data: bytes, name: str, book: FindingBook) -> YamlMap | None:
    """Return the map in `data`, with a finding for what is not YAML."""
    start = Span(name, 1, 1)
    if len(data) > _MOST_BYTES:
        message = explain(f"{len(data):,} bytes", f"at most {_MOST_BYTES:,}")
        book.error("yaml.too_big", start, message)
        return None
    try:
        text = data.decode("utf-8-sig")
        node = None if _is_too_deep(text) else yaml.compose(text, Loader=_LOADER)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = explain("a byte that is not UTF-8", "UTF-8", "save the file as UTF-8")
        book.error("yaml.encoding", Span(name, line, 1), message)
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        span = Span(name, mark.line + 1, mark.column + 1, mark.index, mark.index) if mark else start
        problem = getattr(error, "problem", None) or str(error)
        book.error("yaml.syntax", span, explain(str(problem), "YAML", "check indents and quotes"))
        return None
    if node is None and text.strip():
        book.error("yaml.syntax", start, explain("nothing, or values nested too deeply", "keys"))
        return None
    if not isinstance(node, yaml.MappingNode):
        book.error("yaml.not_a_map", start, explain("no keys", "key: value lines"))
        return None
    return YamlMap(node, name, book)


def _is_too_deep(text: str) -> bool:
    """Return whether brackets or dashes nest so deeply that libyaml's stack would overflow."""
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            return True
    return _CHAIN.search(text) is not None


class YamlMap:
    """One map of a YAML file. Ask for every key that may be there, then `close`."""

    def __init__(self, node: yaml.MappingNode, file: str, book: FindingBook) -> None:
        self._node = node
        self.file = file
        self.book = book
        self._asked: set[str] = set()
        self._values: dict[str, yaml.Node] = {}
        self._keys: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not name:
                self.error("yaml.bad_key", key, "a key that is no word", "a word")
            elif name in self._values:
                first = self._keys[name].start_mark.line + 1
                self.error("yaml.duplicate_key", key, f"{name} again", f"it once (line {first})")
            else:
                self._values[name] = value
                self._keys[name] = key

    def list_keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Return whether a key is there and not empty."""
        node = self._find(key)
        return node is not None and not _is_null(node)

    def span(self, key: str = "") -> Span:
        """Return the place of a key's value, or of the map itself."""
        return self._span(self._values.get(key, self._node))

    def _span(self, node: yaml.Node) -> Span:
        mark, end = node.start_mark, node.end_mark
        return Span(self.file, mark.line + 1, mark.column + 1, mark.index, end.index)

    def error(self, code: str, node: yaml.Node, found: str, expected: str, fix: str = "") -> None:
        self.book.error(code, self._span(node), explain(found, expected, fix))

    def error_at(self, code: str, key: str, found: str, expected: str, fix: str = "") -> None:
        self.book.error(code, self.span(key), explain(f"{key} is {found}", expected, fix))

    def _find(self, key: str) -> yaml.Node | None:
        self._asked.add(key)
        return self._values.get(key)

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                nearest = find_nearest(key, sorted(self._asked))
                fix = f"did you mean {nearest}?" if nearest else ""
                expected = "one of " + ", ".join(sorted(self._asked))
                self.error("yaml.unknown_key", self._keys[key], f"unknown key {key}", expected, fix)

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        node = self._find(key)
        if node is None or _is_null(node):
            if required:
                self._missing(key)
            return default
        if not isinstance(node, yaml.ScalarNode):
            self.error("yaml.bad_value", node, f"{key} is no text", "one text")
            return default
        return drop_controls(str(node.value)).strip()

    def _missing(self, key: str) -> None:
        self.book.error(
            "yaml.missing_key", self.span(), explain(f"{key} is missing", f"{key}: ...")
        )

    def texts(self, key: str, *, required: bool = False) -> Texts:
        """Return a map fr/ar/en; one plain text stands for every language."""
        node = self._find(key)
        if node is None or _is_null(node):
            if required:
                self._missing(key)
            return NO_TEXT
        if isinstance(node, yaml.ScalarNode):
            return Texts(dict.fromkeys(("fr", "ar", "en"), self.text(key)))
        if not isinstance(node, yaml.MappingNode):
            self.error("yaml.bad_value", node, f"{key} is a list", "a map of fr, ar, en")
            return NO_TEXT
        inner = YamlMap(node, self.file, self.book)
        by_lang = {lang: inner.text(lang) for lang in TEXT_LANGUAGES}
        inner.close()
        return Texts({lang: text for lang, text in by_lang.items() if text})

    def whole(self, key: str, *, required: bool = False, default: int = 0) -> int:
        text = self.text(key, required=required)
        if not text:
            return default
        value = numbers.parse_whole(text)
        if value is None or value < 0:
            self.error_at("yaml.bad_value", key, f'"{text}"', "a whole number")
            return default
        return value

    def yes_no(self, key: str, *, default: bool) -> bool:
        text = self.text(key)
        if not text:
            return default
        value = numbers.parse_yes_no(text)
        if value is None:
            self.error_at("yaml.bad_value", key, f'"{text}"', "yes or no")
            return default
        return value

    def day(self, key: str, *, required: bool = False) -> str:
        text = self.text(key, required=required)
        if not text:
            return ""
        value = numbers.parse_day(text)
        if value is None:
            self.error_at("yaml.bad_date", key, f'"{text}"', "a day, YYYY-MM-DD")
        return value or ""

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        text = self.text(key)
        if not text:
            return default
        if text not in allowed:
            nearest = find_nearest(text, allowed)
            fix = f"did you mean {nearest}?" if nearest else ""
            expected = "one of " + ", ".join(sorted(allowed))
            self.error_at("yaml.bad_value", key, f'"{text}"', expected, fix)
            return default
        return text

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text alone is a list of one."""
        node = self._find(key)
        if node is None or _is_null(node):
            return ()
        if isinstance(node, yaml.ScalarNode):
            return (str(node.value).strip(),)
        if not isinstance(node, yaml.SequenceNode):
            self.error("yaml.bad_value", node, f"{key} is a map", "a list")
            return ()
        return tuple(self._list_words(key, node))

    def _list_words(self, key: str, node: yaml.SequenceNode) -> Iterator[str]:
        for item in node.value:
            if isinstance(item, yaml.ScalarNode) and not _is_null(item):
                yield str(item.value).strip()
            else:
                self.error("yaml.bad_value", item, f"an entry of {key} is no text", "a text")

    def word_lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of lists of texts."""
        groups = []
        for item in self._items(key):
            if isinstance(item, yaml.SequenceNode):
                groups.append(tuple(self._list_words(key, item)))
            else:
                self.error("yaml.bad_value", item, f"an entry of {key} is no list", "a list")
        return tuple(groups)

    def _items(self, key: str) -> list[yaml.Node]:
        node = self._find(key)
        if node is None or _is_null(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.error("yaml.bad_value", node, f"{key} is no list", "a list, one - an entry")
            return []
        return list(node.value)

    def map(self, key: str, *, required: bool = False) -> YamlMap | None:
        node = self._find(key)
        if node is None or _is_null(node):
            if required:
                self._missing(key)
            return None
        if not isinstance(node, yaml.MappingNode):
            self.error("yaml.bad_value", node, f"{key} is no map", "keys below it")
            return None
        return YamlMap(node, self.file, self.book)

    def maps(self, key: str) -> tuple[YamlMap, ...]:
        """Return a list of maps."""
        found = []
        for item in self._items(key):
            if isinstance(item, yaml.MappingNode):
                found.append(YamlMap(item, self.file, self.book))
            else:
                self.error("yaml.bad_value", item, f"an entry of {key} has no keys", "key: value")
        return tuple(found)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _NULL and not node.style
