"""Typed readers of YAML nodes: what is wrong becomes a finding with a place, no exception."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from layout.plan.codes import Code
from layout.plan.fields import LANGUAGES, MOST, MOST_CORNERS, PlanPart
from layout.plan.units import MAX_LENGTH_MM, parse_length, parse_pair
from layout.values import Finding, PointMm, Span

PAIR = 2
LEAST_CORNERS = 3
SHOWN_CHARS = 40
SHOWN_NAMES = 20
SLIP = 0.75  # how like a key another has to be to be read as it
MOST_FINDINGS = 500
MOST_COMPARISONS = 20_000
LONGEST_TEXT = 500
NO_LENGTH_MM = -MAX_LENGTH_MM

Nodes = dict[str, yaml.Node]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,47}\Z")
_BOOLEANS = {"yes": True, "true": True, "no": False, "false": False}
NOTHING = frozenset({"", "~", "null"})


@dataclass(slots=True)
class NodeReader:
    """Reads typed values from nodes. The first `MOST_FINDINGS` are kept, the rest counted."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    lost: int = 0
    comparisons: int = MOST_COMPARISONS
    corners: int = 0

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        return Span(self.file, start.line + 1, start.column + 1, start.index, end.index)

    def report(self, code: Code, node: yaml.Node, message: str, *subjects: str) -> None:
        """Note an error: `message` says what was found, what is expected and a way out."""
        self.report_at(code, self.span(node), message, *subjects)

    def report_at(self, code: Code, span: Span | None, message: str, *subjects: str) -> None:
        if len(self.findings) >= MOST_FINDINGS:
            self.lost += 1
            return
        self.findings.append(Finding(f"plan.{code}", "error", message, subjects, span=span))

    def list_findings(self) -> tuple[Finding, ...]:
        """Return the findings in file order; the last tells of those that are not shown."""
        found = sorted(self.findings, key=lambda f: (f.span.start if f.span else 0, f.code))
        if self.lost:
            message = f"{self.lost:,} more errors are not shown; mend these first"
            last = found[-1].span
            found.append(Finding("plan.more_errors", "error", message, span=last))
        return tuple(found)

    def part(self, node: yaml.Node, part: PlanPart) -> Nodes:
        """Return the known keys of a part; report unknown, double and missing ones."""
        entries = self.mapping(node, part.what, part.fields)
        if not isinstance(node, yaml.MappingNode):
            return entries
        for name in part.required:
            if name not in entries:
                message = f"{part.what} has no `{name}`; expected one: add `{name}: …`"
                self.report("missing_key", node, message, name)
        # `a door` needs all keys of one group; the first group is the usual way.
        if part.either and not any(entries.keys() >= group for group in part.groups):
            ways = "; or ".join(", ".join(f"`{k}`" for k in g) for g in part.either[:3])
            message = f"{part.what} has no place or shape; expected {ways}"
            self.report("missing_key", node, message, part.either[0][0])
        return entries

    def mapping(self, node: yaml.Node, what: str, known: Mapping[str, object]) -> Nodes:
        """Return the known keys of a mapping; report unknown and double ones.

        A key with a slip of the pen is read as the one that is meant: its value may have
        faults of its own, and nothing is missing.
        """
        if not isinstance(node, yaml.MappingNode):
            message = f"{what} is {show_node(node)}; expected keys {', '.join(known)}"
            self.report("bad_shape", node, message)
            return {}
        entries: Nodes = {}
        slips: Nodes = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name not in known:
                near = self.find_nearest(name, list(known))
                fix = _suggest(near, list(known), "known keys")
                message = f"`{shorten(name)}` is not a key of {what}; {fix}"
                self.report("unknown_key", key, message, shorten(name))
                if near and difflib.SequenceMatcher(None, name, near).ratio() >= SLIP:
                    slips.setdefault(near, value)
            elif name in entries:
                first = self.span(entries[name])
                message = f"`{name}` stands twice (first at {first}); keep one"
                self.report("duplicate_key", key, message, name)
            else:
                entries[name] = value
        return {**slips, **entries}

    def suggest(self, name: str, known: Iterable[str], what: str) -> str:
        """Return a fix for a name that is not known: the nearest one, or a list of them."""
        names = list(known)
        return _suggest(self.find_nearest(name, names), names, what)

    def find_nearest(self, name: str, names: Sequence[str]) -> str:
        """Return the name that was probably meant, or an empty text.

        Nearness is slow to find: it is not sought for a text that is no name, nor among tens
        of thousands.
        """
        if not 0 < len(name) <= SHOWN_CHARS or len(names) > self.comparisons:
            return ""
        self.comparisons -= len(names)
        near = difflib.get_close_matches(name, names, 1, 0.5)
        return near[0] if near else ""

    def items(self, node: yaml.Node | None, what: str, most: int = 0) -> list[yaml.Node]:
        """Return the entries of a list: none where it is missing or says nothing."""
        if node is None or (isinstance(node, yaml.ScalarNode) and node.value in NOTHING):
            return []
        if not isinstance(node, yaml.SequenceNode):
            message = f"{what} is {show_node(node)}; expected a list (lines with `- `)"
            self.report("bad_shape", node, message)
            return []
        entries: list[yaml.Node] = node.value
        if most and len(entries) > most:
            message = f"{what} has {len(entries):,} entries; expected at most {most:,}: drop some"
            self.report("too_many", node, message)
            return []
        return entries

    def text(self, node: yaml.Node, what: str) -> str | None:
        """Return a text that is not empty and of a length that a plan can show."""
        if isinstance(node, yaml.ScalarNode) and 0 < len(node.value) <= LONGEST_TEXT:
            return str(node.value)
        found = show_node(node)
        if isinstance(node, yaml.ScalarNode) and node.value:
            found = f"{len(node.value):,} characters long"
        message = f"{what} is {found}; expected a text of 1 to {LONGEST_TEXT} characters"
        self.report("bad_text", node, message)
        return None

    def identifier(self, node: yaml.Node | None, what: str) -> str | None:
        """Return an id, or None after reporting one that is none."""
        if node is None:
            return None
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        if text and _ID.match(text):
            return str(text)
        message = f"{what} is {show_node(node)}; expected small letters, digits and hyphens"
        near = re.sub(r"[^a-z0-9]+", "-", text[:48].lower()).strip("-")
        fix = f": for example `{near}`" if near else ""
        self.report("bad_id", node, f"{message} (at most 48){fix}")
        return None

    def choice(
        self, node: yaml.Node | None, what: str, choices: Collection[str], default: str
    ) -> str:
        """Return one of the words; the default where there is none, or a wrong one."""
        if node is None:
            return default
        text = self.text(node, what)
        if text is None or text in choices:
            return text or default
        fix = self.suggest(text, choices, "expected one of")
        self.report("bad_choice", node, f"{what} is `{shorten(text)}`; {fix}")
        return default

    def boolean(self, node: yaml.Node | None, what: str, *, default: bool) -> bool:
        """Return yes or no."""
        if node is None:
            return default
        text = node.value.lower() if isinstance(node, yaml.ScalarNode) else ""
        if text not in _BOOLEANS:
            self.report("bad_boolean", node, f"{what} is {show_node(node)}; expected yes or no")
        return _BOOLEANS.get(text, default)

    def length(
        self, node: yaml.Node, what: str, low_mm: int = NO_LENGTH_MM, high_mm: int = MAX_LENGTH_MM
    ) -> int | None:
        """Return millimetres from `12.5` (metres), `12.5 m`, `250 cm`, `10 ft 6 in`."""
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        length = parse_length(text)
        if length is None:
            fix = " (a decimal point, not a comma)" if "," in text else ""
            message = f"{what} is {show_node(node)}; expected metres such as 12.5, `3 m` or `10 ft`"
            self.report("bad_length", node, message + fix)
            return None
        if low_mm <= length <= high_mm:
            return length
        message = f"{what} is {shorten(text)}; expected {low_mm / 1000:g} to {high_mm / 1000:g} m"
        if length > high_mm and length <= high_mm * 1000 and text.strip().isdecimal():
            message += f": if millimetres are meant, write `{text.strip()} mm`"
        self.report("length_range", node, message)
        return None

    def whole(self, node: yaml.Node, what: str, low: int, high: int) -> int | None:
        """Return a whole number in a range."""
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        if re.fullmatch(r"[0-9]{1,6}", text) and low <= int(text) <= high:
            return int(text)
        message = f"{what} is {show_node(node)}; expected a whole number from {low} to {high}"
        self.report("bad_number", node, message)
        return None

    def number(self, node: yaml.Node, what: str, low: float, high: float) -> float | None:
        """Return a number in a range, without unit."""
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) and low <= float(text) <= high:
            return float(text)
        message = f"{what} is {show_node(node)}; expected a number from {low:g} to {high:g}"
        self.report("bad_number", node, message)
        return None

    def pair(self, node: yaml.Node, what: str, low_mm: int = NO_LENGTH_MM) -> PointMm | None:
        """Return two lengths from `[x, y]` or, for sizes, `3 x 3`."""
        if isinstance(node, yaml.SequenceNode) and len(node.value) == PAIR:
            x = self.length(node.value[0], what, low_mm)
            y = self.length(node.value[1], what, low_mm)
            return (x, y) if x is not None and y is not None else None
        both = parse_pair(node.value) if isinstance(node, yaml.ScalarNode) else None
        if both is None:
            message = f"{what} is {show_node(node)}; expected two lengths such as [12.5, 4]"
            self.report("bad_point", node, f"{message} or `3 x 3`")
            return None
        if min(both) >= low_mm and max(both) <= MAX_LENGTH_MM:
            return both
        low, high = low_mm / 1000, MAX_LENGTH_MM / 1000
        message = f"{what} is {show_node(node)}; expected lengths from {low:g} to {high:g} m"
        self.report("length_range", node, message)
        return None

    def points(self, node: yaml.Node, what: str, least: int = LEAST_CORNERS) -> tuple[PointMm, ...]:
        """Return at least so many corners; none after reporting what is wrong with them."""
        nodes = self.items(node, what, MOST["corners"])
        self.corners += len(nodes)
        if self.corners > MOST_CORNERS:
            if self.corners - len(nodes) <= MOST_CORNERS:
                message = f"with {what} there are {self.corners:,} corners; expected at most"
                self.report("too_many", node, f"{message} {MOST_CORNERS:,} in all: simplify rings")
            return ()
        pairs = [self.pair(item, f"a corner of {what}") for item in nodes]
        corners = tuple(pair for pair in pairs if pair is not None)
        if len(corners) < len(pairs):
            return ()
        # A ring that is written closed is one all the same.
        if least == LEAST_CORNERS and len(corners) > 1 and corners[0] == corners[-1]:
            corners = corners[:-1]
        if len(set(corners)) < least:
            found = f"{what} has {len(set(corners))} different corners"
            self.report("bad_outline", node, f"{found}; expected {least} or more: add some")
            return ()
        return corners

    def names(self, node: yaml.Node | None, what: str) -> Mapping[str, str]:
        """Return texts by language (`{fr: …, ar: …, en: …}`)."""
        if node is None:
            return {}
        entries = self.mapping(node, what, dict.fromkeys(LANGUAGES))
        texts = ((lang, self.text(value, f"{what} in {lang}")) for lang, value in entries.items())
        return {lang: text for lang, text in texts if text}


def _suggest(near: str, names: Sequence[str], what: str) -> str:
    if near:
        return f"did you mean `{near}`?"
    return f"{what}: {', '.join(names[:SHOWN_NAMES])}{', …' if len(names) > SHOWN_NAMES else ''}"


def show_node(node: yaml.Node) -> str:
    """Return a node as a finding names it."""
    if isinstance(node, yaml.ScalarNode):
        return f"`{shorten(node.value)}`" if node.value else "empty"
    if isinstance(node, yaml.SequenceNode):
        return f"a list of {len(node.value)}"
    return "a group of keys"


def shorten(text: str) -> str:
    """Return a text as it fits one line of a finding."""
    line = " ".join(text[: SHOWN_CHARS * 2].split())
    return line if len(line) <= SHOWN_CHARS else f"{line[: SHOWN_CHARS - 1]}…"
