"""The bytes of a DXF, looked at before a parser is: what it is, how much, where things stand."""

from __future__ import annotations

import re

from hall.service.importing import limits
from hall.service.importing.values import ImportRefused

_BINARY = b"AutoCAD Binary DXF"
_ENTITY = re.compile(rb"^[ \t]*0[ \t]*\r?\n[ \t]*([A-Z0-9_]+)", re.MULTILINE)
_HANDLE = re.compile(rb"^[ \t]*5[ \t]*\r?\n[ \t]*([0-9A-Fa-f]{1,16})[ \t]*\r?$", re.MULTILINE)
_STRUCTURE = frozenset((b"SECTION", b"ENDSEC", b"TABLE", b"ENDTAB", b"EOF"))


def check_dxf(data: bytes) -> None:
    """Refuse bytes that are no DXF or too much of one.

    Raises:
        ImportRefused: `import.is_dwg`, `import.not_dxf`, `import.too_many_entities`.
    """
    if re.match(rb"AC10\d\d|AC1\.\d|MC0\.0", data):
        message = "this is a DWG; save it as DXF (in AutoCAD: SAVEAS, type AutoCAD DXF)"
        raise ImportRefused("import.is_dwg", message)
    if is_binary(data):
        # A binary DXF spends at least four bytes an entity; its parser is limited like the other.
        return
    if not re.search(rb"^[ \t]*0[ \t]*\r?\n[ \t]*SECTION", data[:100_000], re.MULTILINE):
        message = "no SECTION in the first 100,000 bytes: no DXF; export the drawing as DXF again"
        raise ImportRefused("import.not_dxf", message)
    count = 0
    for found in _ENTITY.finditer(data):
        count += found[1] not in _STRUCTURE
        if count > limits.MAX_ENTITIES:
            message = (
                f"more than {limits.MAX_ENTITIES:,} entities; write only the layers of walls, "
                "columns, doors and stands to a file of their own (WBLOCK) and import that"
            )
            raise ImportRefused("import.too_many_entities", message)


def is_binary(data: bytes) -> bool:
    """Return whether a DXF is written in binary tags."""
    return data.startswith(_BINARY)


def line_of_handles(data: bytes, handles: set[str]) -> dict[str, int]:
    """Return the line of the file in which each of the handles is given."""
    if not handles or is_binary(data):
        return {}
    lines: dict[str, int] = {}
    line, seen = 1, 0
    for found in _HANDLE.finditer(data):
        handle = found[1].decode().upper()
        if handle not in handles or handle in lines:
            continue
        line += data.count(b"\n", seen, found.start(1))
        seen = found.start(1)
        lines[handle] = line
    return lines
