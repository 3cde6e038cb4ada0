"""Patches of a YAML text by the spans of its nodes: every other byte stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import yaml

_LINE_END = re.compile(r"\r\n|\n|\r")


class TextPatches:
    """Collects patches of one text and applies them together.

    Nodes come from `yaml.compose` of the same text. Lists and maps may be written with
    indents or in brackets.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        found = _LINE_END.search(text)
        self.end_of_line = found[0] if found else "\n"
        self._patches: list[tuple[int, int, int, str]] = []

    def apply(self) -> str:
        """Return the text with all patches, in order of their place."""
        pieces, position = [], 0
        for start, end, _, new in sorted(self._patches):
            start = max(start, position)  # noqa: PLW2901 - what an earlier patch took away is gone
            if end < position:
                continue
            pieces += [self.text[position:start], new]
            position = end
        pieces.append(self.text[position:])
        return "".join(pieces)

    def put(self, start: int, end: int, new: str) -> None:
        text = new.replace("\n", self.end_of_line)
        if self.text[start:end] != text:
            self._patches.append((start, end, len(self._patches), text))

    def replace(self, node: yaml.Node, new: str) -> None:
        """Replace the value of a node; one written with indents moves onto the line of its key."""
        start, end = node.start_mark.index, self.end_of(node)
        if _is_indented(node):
            # Behind the colon or dash, with the comment there left in place.
            line = self.text.rfind("\n", 0, start)
            if self._column(start) > 0 and not self.text[line + 1 : start].strip():
                colon = self._colon_before(line)
                if colon is not None:
                    self.put(colon, colon, " " + new)
                    self.put(self._line_start(start), self._after_line(end), "")
                    return
        self.put(start, end, new if start != end else f" {new}")

    def _colon_before(self, line_break: int) -> int | None:
        """Return the place after the key's colon in the line above, if that line is the key's."""
        start = self._line_start(line_break)
        line = self.text[start:line_break]
        found = re.match(r"\s*(?:- +)?[A-Za-z_]+:", line)
        return start + found.end() if found else None

    def end_of(self, node: yaml.Node) -> int:
        """Return where the written content of a node ends, before comments and blank lines."""
        if isinstance(node, yaml.MappingNode) and _is_indented(node) and node.value:
            return max(self.end_of(node.value[-1][1]), int(node.value[-1][0].end_mark.index))
        if isinstance(node, yaml.SequenceNode) and _is_indented(node) and node.value:
            return self.end_of(node.value[-1])
        return int(node.end_mark.index)

    def _line_start(self, position: int) -> int:
        return max(self.text.rfind("\n", 0, position), self.text.rfind("\r", 0, position)) + 1

    def _after_line(self, position: int) -> int:
        """Return where the next line begins."""
        found = _LINE_END.search(self.text, position)
        return found.end() if found else len(self.text)

    def _column(self, position: int) -> int:
        return position - self._line_start(position)

    def set_keys(self, node: yaml.MappingNode, wanted: Mapping[str, str], after: str) -> None:
        """Give keys of a map their values; keys that are not there follow the key `after`."""
        entries = entries_of(node)
        fresh = {key: value for key, value in wanted.items() if key not in entries}
        for key, value in wanted.items():
            if key in entries:
                self.replace(entries[key], value)
        anchor = entries.get(after) or (node.value[-1][1] if node.value else None)
        if not fresh or anchor is None:
            return
        if not _is_indented(node):
            end = self.end_of(anchor)
            self.put(end, end, "".join(f", {key}: {value}" for key, value in fresh.items()))
            return
        indent = " " * self._column(node.value[0][0].start_mark.index)
        lines = "\n".join(f"{indent}{key}: {value}" for key, value in fresh.items())
        self._insert_lines(self._after_line(self.end_of(anchor)), lines)

    def remove_key(self, node: yaml.MappingNode, key: str) -> None:
        for index, (name, value) in enumerate(node.value):
            if name.value != key:
                continue
            if _is_indented(node):
                start = name.start_mark.index
                if index == 0 and "-" in self.text[self._line_start(start) : start]:
                    # The first key stands behind the dash of its item: the next takes its place.
                    after = node.value[1][0].start_mark.index if len(node.value) > 1 else start
                    self.put(start, after, "")
                else:
                    self.put(self._line_start(start), self._after_line(self.end_of(value)), "")
            elif index + 1 < len(node.value):
                self.put(name.start_mark.index, node.value[index + 1][0].start_mark.index, "")
            elif index:
                self.put(self.end_of(node.value[index - 1][1]), self.end_of(value), "")
            else:
                self.put(name.start_mark.index, self.end_of(value), "")

    def remove_item(self, node: yaml.SequenceNode, index: int) -> None:
        """Remove an item with its line and the comment in it."""
        self.replace_item(node, index, [])

    def replace_item(self, node: yaml.SequenceNode, index: int, new: Sequence[str]) -> None:
        """Put other items in the place of one; each is one line (or text with own indents)."""
        item = node.value[index]
        start, end = item.start_mark.index, self.end_of(item)
        if not _is_indented(node):
            if new:
                self.put(start, end, ", ".join(new))
            elif index + 1 < len(node.value):
                self.put(start, node.value[index + 1].start_mark.index, "")
            elif index:
                self.put(self.end_of(node.value[index - 1]), end, "")
            else:
                self.put(start, end, "")
            return
        if len(new) == 1:
            self.put(start, end, new[0])
            return
        dash = self.text.rfind("-", 0, start)
        indent = self.text[self._line_start(dash) : dash]
        lines = "".join(f"{indent}- {text}\n" for text in new)
        self.put(self._line_start(dash), self._after_line(end), lines)

    def insert_items(self, node: yaml.SequenceNode, index: int, new: Sequence[str]) -> None:
        """Put items before the one at `index`, or behind the last."""
        if not new:
            return
        if not _is_indented(node):
            if index < len(node.value):
                place = node.value[index].start_mark.index
                self.put(place, place, "".join(f"{text}, " for text in new))
            elif node.value:
                place = self.end_of(node.value[-1])
                self.put(place, place, "".join(f", {text}" for text in new))
            else:
                place = node.start_mark.index + 1
                self.put(place, place, ", ".join(new))
            return
        some = node.value[min(index, len(node.value) - 1)]
        dash = self.text.rfind("-", 0, some.start_mark.index)
        indent = self.text[self._line_start(dash) : dash]
        if index < len(node.value):
            place = self._line_start(dash)
        else:
            place = self._after_line(self.end_of(node.value[-1]))
        self._insert_lines(place, "\n".join(f"{indent}- {text}" for text in new))

    def set_list(self, root: yaml.MappingNode, key: str, new: Sequence[str]) -> None:
        """Add items to the list of a key of the document, which may be empty or not be there."""
        if not new:
            return
        entries = entries_of(root)
        node = entries.get(key)
        if isinstance(node, yaml.SequenceNode) and node.value:
            self.insert_items(node, len(node.value), new)
            return
        lines = "\n".join(f"  - {text}" for text in new)
        if node is None:
            self._insert_lines(len(self.text), f"\n{key}:\n{lines}")
        elif isinstance(node, yaml.SequenceNode):
            self.put(node.start_mark.index, node.end_mark.index, "\n" + lines)
        else:
            name = next(n for n, _ in root.value if n.value == key)
            self._insert_lines(self._after_line(name.end_mark.index), lines)

    def _insert_lines(self, place: int, lines: str) -> None:
        at_line_start = place == 0 or self.text[place - 1] in "\r\n"
        self.put(place, place, f"{'' if at_line_start else self.end_of_line}{lines}\n")


def _is_indented(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def entries_of(node: yaml.Node) -> dict[str, yaml.Node]:
    """Return the values of a map by their keys."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


def items_of(node: yaml.Node | None) -> list[yaml.Node]:
    """Return the items of a list, none for an empty value."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def ids_of(nodes: Iterable[yaml.Node], key: str = "id") -> list[str]:
    """Return the id that each map gives itself."""
    ids = []
    for node in nodes:
        value = entries_of(node).get(key)
        ids.append(str(value.value) if isinstance(value, yaml.ScalarNode) else "")
    return ids
