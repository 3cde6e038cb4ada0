"""YAML text to nodes with spans, and typed readers that collect every error.

Text that could hurt (very long, very deep, anchors, tags) is refused from the event
stream, before a tree is built.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import yaml

from layout.values import Finding, PointMm, Span

PAIR = 2
LEAST_CORNERS = 3
SHOWN_CHARS = 40
MAX_CHARS = 400_000
MAX_DEPTH = 16
MAX_NODES = 60_000
MAX_LENGTH_MM = 5_000_000  # five kilometres: no hall is longer

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,47}\Z")
_LENGTH = re.compile(r"([+-]?\d{1,7}(?:\.\d{1,4})?)\s*(m|cm|mm|ft|')?\Z")
_MM = {"m": 1000.0, "cm": 10.0, "mm": 1.0, "ft": 304.8, "'": 304.8}
_BOOLEANS = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(slots=True)
class NodeReader:
    """Reads typed values from nodes; what is wrong becomes a finding, never an exception."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        return Span(self.file, start.line + 1, start.column + 1, start.index, end.index)

    def report(self, code: str, node: yaml.Node, message: str, *subjects: str) -> None:
        self.findings.append(
            Finding(f"plan.{code}", "error", message, subjects, span=self.span(node))
        )

    def mapping(
        self, node: yaml.Node, what: str, required: Iterable[str], optional: Iterable[str] = ()
    ) -> dict[str, yaml.Node]:
        """Return the known keys of a mapping; report unknown, double and missing ones."""
        required = tuple(required)
        known = (*required, *optional)
        if not isinstance(node, yaml.MappingNode):
            self.report(
                "bad_shape", node, f"{what} is {_shape(node)}; expected keys {', '.join(known)}"
            )
            return {}
        entries: dict[str, yaml.Node] = {}
        for key, value in node.value:
            self._entry(entries, key, value, what, known)
        for name in required:
            if name not in entries:
                self.report("missing_key", node, f"{what} has no `{name}`; add `{name}: …`", name)
        return entries

    def _entry(
        self,
        entries: dict[str, yaml.Node],
        key: yaml.Node,
        value: yaml.Node,
        what: str,
        known: tuple[str, ...],
    ) -> None:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.5)
            fix = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"
            self.report("unknown_key", key, f"`{name}` is not a key of {what}; {fix}", name)
        elif name in entries:
            first = self.span(entries[name])
            self.report(
                "duplicate_key", key, f"`{name}` stands twice (first at {first}); keep one", name
            )
        else:
            entries[name] = value

    def items(self, node: yaml.Node | None, what: str) -> list[yaml.Node]:
        if node is None:
            return []
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if isinstance(node, yaml.ScalarNode) and not node.value:
            return []
        self.report(
            "bad_shape", node, f"{what} is {_shape(node)}; expected a list (lines with `- `)"
        )
        return []

    def text(self, node: yaml.Node, what: str) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.value:
            return str(node.value)
        self.report("bad_text", node, f"{what} is {_shape(node)}; expected a text")
        return None

    def identifier(self, node: yaml.Node | None, what: str) -> str | None:
        text = self.text(node, what) if node is not None else None
        if node is None or text is None or _ID.match(text):
            return text
        self.report(
            "bad_id",
            node,
            f"{what} is `{_short(text)}`; expected small letters, digits and hyphens (at most 48)",
        )
        return None

    def choice(
        self, node: yaml.Node | None, what: str, choices: tuple[str, ...], default: str
    ) -> str:
        if node is None:
            return default
        text = self.text(node, what)
        if text is None or text in choices:
            return text or default
        near = difflib.get_close_matches(text, choices, 1, 0.5)
        fix = f"did you mean `{near[0]}`?" if near else f"expected one of {', '.join(choices)}"
        self.report("bad_choice", node, f"{what} is `{_short(text)}`; {fix}")
        return default

    def boolean(self, node: yaml.Node | None, what: str, *, default: bool) -> bool:
        if node is None:
            return default
        text = node.value.lower() if isinstance(node, yaml.ScalarNode) else ""
        if text not in _BOOLEANS:
            self.report("bad_boolean", node, f"{what} is `{_short(text)}`; expected yes or no")
        return _BOOLEANS.get(text, default)

    def length(self, node: yaml.Node, what: str, *, low_mm: int = -MAX_LENGTH_MM) -> int | None:
        """Return millimetres from `12.5` (metres), `12.5 m`, `250 cm`, `10 ft`."""
        text = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
        match = _LENGTH.match(text)
        if not match:
            fix = " (a decimal point, not a comma)" if "," in text else ""
            self.report(
                "bad_length",
                node,
                f"{what} is `{_short(text) or _shape(node)}`;"
                f" expected metres such as 12.5, `3 m` or `10 ft`{fix}",
            )
            return None
        length = round(float(match[1]) * _MM[match[2] or "m"])
        if low_mm <= length <= MAX_LENGTH_MM:
            return length
        self.report(
            "length_range",
            node,
            f"{what} is {text}; expected {low_mm / 1000:g} to {MAX_LENGTH_MM / 1000:g} m",
        )
        return None

    def whole(self, node: yaml.Node, what: str, low: int, high: int) -> int | None:
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        if re.fullmatch(r"\d{1,6}", text) and low <= int(text) <= high:
            return int(text)
        self.report(
            "bad_number",
            node,
            f"{what} is `{_short(text) or _shape(node)}`;"
            f" expected a whole number from {low} to {high}",
        )
        return None

    def pair(self, node: yaml.Node, what: str, *, low_mm: int = -MAX_LENGTH_MM) -> PointMm | None:
        """Return two lengths from `[x, y]` or, for sizes, `3 x 3`."""
        if isinstance(node, yaml.ScalarNode) and "x" in node.value:
            parts = node.value.split("x")
            lengths = [_LENGTH.match(part.strip()) for part in parts]
            if len(parts) == PAIR and lengths[0] and lengths[1]:
                first, second = (round(float(m[1]) * _MM[m[2] or "m"]) for m in lengths if m)
                if min(first, second) >= low_mm and max(first, second) <= MAX_LENGTH_MM:
                    return first, second
        if isinstance(node, yaml.SequenceNode) and len(node.value) == PAIR:
            x = self.length(node.value[0], f"first number of {what}", low_mm=low_mm)
            y = self.length(node.value[1], f"second number of {what}", low_mm=low_mm)
            return (x, y) if x is not None and y is not None else None
        self.report(
            "bad_point", node, f"{what} is {_shape(node)}; expected two numbers such as [12.5, 4]"
        )
        return None

    def points(self, node: yaml.Node, what: str) -> tuple[PointMm, ...]:
        pairs = [self.pair(item, f"a corner of {what}") for item in self.items(node, what)]
        if len(pairs) < LEAST_CORNERS:
            self.report("bad_outline", node, f"{what} has {len(pairs)} corners; expected 3 or more")
        return tuple(pair for pair in pairs if pair is not None)

    def names(self, node: yaml.Node | None, what: str) -> Mapping[str, str]:
        """Return texts by language (`{fr: …, ar: …, en: …}`)."""
        if node is None:
            return {}
        entries = self.mapping(node, what, (), ("fr", "ar", "en", "zgh"))
        texts = ((lang, self.text(value, f"{what} in {lang}")) for lang, value in entries.items())
        return {lang: text for lang, text in texts if text}


def _shape(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return f"`{_short(node.value)}`" if node.value else "empty"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a group of keys"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARS else f"{text[:37]}…"


def compose_text(text: str, reader: NodeReader) -> yaml.Node | None:
    """Return the root node of a YAML text, or None with the reason among the findings."""
    problem = _refusal(text, reader.file)
    if problem is not None:
        reader.findings.append(problem)
        return None
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is None:
        message = "the file is empty; expected hall, doors, sectors and rules"
        reader.findings.append(
            Finding("plan.empty", "error", message, span=Span(reader.file, 1, 1))
        )
    return node


def _refusal(text: str, file: str) -> Finding | None:
    """Return why a text is not read further: too big, too deep, anchors, tags, syntax."""
    top = Span(file, 1, 1)
    if len(text) > MAX_CHARS:
        message = f"{len(text)} characters; a plan has at most {MAX_CHARS}"
        return Finding("plan.too_big", "error", message, span=top)
    try:
        text.encode()
        return _scan_events(text, file)
    except UnicodeEncodeError:
        return Finding("plan.syntax", "error", "not valid Unicode; save as UTF-8", span=top)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span = Span(file, mark.line + 1, mark.column + 1, mark.index, mark.index) if mark else top
        message = f"{error.problem or error.context}; check indents, quotes and brackets here"
        return Finding("plan.syntax", "error", message, span=span)
    except yaml.YAMLError as error:
        message = f"{str(error).splitlines()[0]}; remove that character"
        return Finding("plan.syntax", "error", message, span=top)


def _scan_events(text: str, file: str) -> Finding | None:
    depth = nodes = documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        nodes += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        reason = _event_fault(event, depth, nodes, documents)
        if reason:
            mark = event.start_mark
            span = Span(file, mark.line + 1, mark.column + 1, mark.index) if mark else None
            return Finding(reason[0], "error", reason[1], span=span)
    return None


def _event_fault(
    event: yaml.Event, depth: int, nodes: int, documents: int
) -> tuple[str, str] | None:
    if getattr(event, "anchor", None) is not None:
        return "plan.anchor", "anchors and aliases (& and *) are not used here; write it out"
    tag = getattr(event, "tag", None)
    if tag is not None:
        return "plan.tag", f"tag {tag} is not used here; write the plain value"
    if depth > MAX_DEPTH:
        return "plan.too_deep", f"more than {MAX_DEPTH} levels; a plan has at most 5"
    if nodes > MAX_NODES:
        return "plan.too_big", f"more than {MAX_NODES} values"
    if documents > 1:
        return "plan.syntax", "a second document (---) begins here; keep one"
    return None
