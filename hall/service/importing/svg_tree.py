"""SVG text → a tree of elements with lines, without entities, depth or size that could hurt."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat  # entities are refused below, nothing external is opened

from hall.service.importing import limits
from hall.service.importing.values import ImportRefused

_DEEPEST = 64


@dataclass(slots=True)
class Element:
    """An element by its local name; `text` is its own text and that of its children."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""


def parse_svg(data: bytes) -> Element:
    """Return the root element.

    Raises:
        ImportRefused: `import.not_svg`, `import.entities`, `import.too_many_entities`,
            `import.too_complex`.
    """
    builder = _Builder()
    parser = expat.ParserCreate()
    builder.parser = parser
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.EntityDeclHandler = builder.refuse_entity
    try:
        parser.Parse(data, True)  # noqa: FBT003 - this is the end of the text
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        message = f"not well-formed in line {error.lineno} ({reason}); save it again"
        raise ImportRefused("import.not_svg", message) from error
    except (LookupError, ValueError) as error:
        raise ImportRefused("import.not_svg", f"its encoding is not readable ({error})") from error
    if builder.root is None or builder.root.tag != "svg":
        found = builder.root.tag if builder.root else "nothing"
        raise ImportRefused("import.not_svg", f"the root element is {found[:40]}, expected svg")
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > limits.MAX_ENTITIES:
            message = (
                f"more than {limits.MAX_ENTITIES:,} elements; keep only the layers of the plan"
            )
            raise ImportRefused("import.too_many_entities", message)
        if len(self._open) > _DEEPEST:
            message = f"elements nested more than {_DEEPEST} deep; ungroup them"
            raise ImportRefused("import.too_complex", message)
        element = Element(name.rpartition(":")[2], attributes, self.parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        closed = self._open.pop()
        if self._open and closed.tag in {"tspan", "textPath", "a"}:
            self._open[-1].text += f" {closed.text}"

    def characters(self, text: str) -> None:
        if self._open and len(self._open[-1].text) < limits.MAX_TEXT * 4:
            self._open[-1].text += text

    def refuse_entity(self, *_declaration: object) -> None:
        message = "it declares entities, which could hide anything; save it as plain SVG"
        raise ImportRefused("import.entities", message)
