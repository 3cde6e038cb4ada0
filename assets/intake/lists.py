"""STL, PLY and OBJ: what the header promises must be there, and be numbers."""

from __future__ import annotations

import re
import struct

import numpy as np

from assets.intake.errors import IntakeError
from assets.intake.limits import MAX_COORDINATE_UNITS, MAX_TRIANGLES, MAX_VERTICES

_STL_HEADER = 84
_STL_TRIANGLE = 50
_MAX_LINE = 64 * 1024
_PLY_SIZES = {
    "char": 1, "uchar": 1, "int8": 1, "uint8": 1, "short": 2, "ushort": 2, "int16": 2, "uint16": 2,
    "int": 4, "uint": 4, "int32": 4, "uint32": 4, "float": 4, "float32": 4,
    "double": 8, "float64": 8,
}  # fmt: skip
_PLY_MAX_HEADER = 64 * 1024
_PLY_MAX_PROPERTIES = 64
_FILE_LINE = re.compile(rb"^[ \t]*(?:mtllib|usemtl|maplib|usemap)\b[^\n]*$", re.MULTILINE)
_CONTINUED = re.compile(rb"\\\r?\n")


def precheck_stl(data: bytes) -> None:
    """Check a binary or ASCII STL.

    Raises:
        IntakeError: `model.stl`, `model.too_many_triangles`, `model.numbers`.
    """
    (count,) = struct.unpack_from("<I", data, 80) if len(data) >= _STL_HEADER else (-1,)
    if len(data) == _STL_HEADER + _STL_TRIANGLE * count:
        _check_count("triangles", count, MAX_TRIANGLES)
        table = np.frombuffer(data, np.uint8, offset=_STL_HEADER).reshape(count, _STL_TRIANGLE)
        corners = np.ascontiguousarray(table[:, 12:48]).view("<f4")
        _check_finite(corners)
        return
    if b"\0" in data:
        raise IntakeError(
            "model.stl", f"the STL tells {count} triangles, but its size is {len(data)} bytes"
        )
    _check_count("triangles", data.count(b"endfacet"), MAX_TRIANGLES)
    _check_lines(data, "model.stl")


def precheck_ply(data: bytes) -> None:
    """Check the header of a PLY against its size.

    Raises:
        IntakeError: `model.ply`, `model.too_many_vertices`, `model.too_many_triangles`.
    """
    end = data.find(b"end_header", 0, _PLY_MAX_HEADER)
    newline = data.find(b"\n", end)
    if end < 0 or newline < 0:
        raise IntakeError("model.ply", "the PLY header has no end")
    try:
        lines = data[:end].decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise IntakeError("model.ply", "the PLY header is not ASCII") from error
    form, least, counts = _read_ply_header([line.split() for line in lines[1:] if line.strip()])
    _check_count("vertices", counts.get("vertex", 0), MAX_VERTICES)
    _check_count("triangles", counts.get("face", 0), MAX_TRIANGLES)
    body = len(data) - newline - 1
    if form == "ascii":
        rows, least = data.count(b"\n", newline) + 1, sum(counts.values())
        if least > rows:
            raise IntakeError("model.ply", f"the PLY tells {least} lines, it has {rows}")
    elif least > body:
        raise IntakeError("model.ply", f"the PLY tells {least} bytes or more, it has {body}")


def _read_ply_header(lines: list[list[str]]) -> tuple[str, int, dict[str, int]]:
    """Return the format, the least number of bytes of the body and the elements' counts."""
    form, least, count, properties = "", 0, 0, 0
    counts: dict[str, int] = {}
    for words in lines:
        match words:
            case ["comment" | "obj_info", *_]:
                continue
            case ["format", "ascii" | "binary_little_endian" | "binary_big_endian" as form, "1.0"]:
                continue
            case ["element", name, number] if number.isdigit() and len(number) < 12:  # noqa: PLR2004 - far beyond any limit
                count = int(number)
                if name in counts:
                    raise IntakeError("model.ply", f"the PLY has two elements {name[:20]!r}")
                counts[name] = count
            case ["property", "list", length, item, _] if {length, item} <= _PLY_SIZES.keys():
                least += count * _PLY_SIZES[length]
                properties += 1
            case ["property", kind, _] if kind in _PLY_SIZES and counts:
                least += count * _PLY_SIZES[kind]
                properties += 1
            case _:
                raise IntakeError("model.ply", f"the PLY header has {' '.join(words)[:60]!r}")
    if not form or "vertex" not in counts or properties > _PLY_MAX_PROPERTIES:
        raise IntakeError("model.ply", "the PLY header has no format, no vertices or too much")
    return form, least, counts


def precheck_obj(data: bytes) -> bytes:
    """Return the OBJ without the lines that name materials and other files.

    Raises:
        IntakeError: `model.obj`, `model.too_many_vertices`, `model.too_many_triangles`.
    """
    if b"\0" in data:
        raise IntakeError("model.obj", "the OBJ is not text")
    clean = _FILE_LINE.sub(b"", _CONTINUED.sub(b" ", data))
    _check_lines(clean, "model.obj")
    lines = [line.lstrip() for line in clean.split(b"\n")]
    vertices = sum(line.startswith((b"v ", b"v\t")) for line in lines)
    # A face of n corners becomes n - 2 triangles.
    triangles = sum(
        max(len(line.split()) - 3, 0) for line in lines if line.startswith((b"f ", b"f\t"))
    )
    _check_count("vertices", vertices, MAX_VERTICES)
    _check_count("triangles", triangles, MAX_TRIANGLES)
    if not vertices or not triangles:
        raise IntakeError("model.empty", "the OBJ has no faces")
    return clean


def _check_count(noun: str, count: int, at_most: int) -> None:
    if count > at_most:
        raise IntakeError(f"model.too_many_{noun}", f"{count:,} {noun}: at most {at_most:,}")


def _check_lines(data: bytes, code: str) -> None:
    longest, start = 0, 0
    while (end := data.find(b"\n", start)) >= 0:
        longest, start = max(longest, end - start), end + 1
    if max(longest, len(data) - start) > _MAX_LINE:
        raise IntakeError(code, f"a line is longer than {_MAX_LINE} bytes")


def _check_finite(values: np.ndarray) -> None:
    if not np.isfinite(values).all() or np.abs(values).max(initial=0) > MAX_COORDINATE_UNITS:
        raise IntakeError("model.numbers", "the model holds NaN, infinity or huge coordinates")
