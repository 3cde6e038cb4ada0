"""JSON from strangers: depth and size told from the bytes, before any parser."""

from __future__ import annotations

import json
import math
import re

from assets.intake.errors import IntakeError

MAX_JSON_BYTES = 16 * 1024 * 1024
MAX_JSON_DEPTH = 64
# Strings, or one bracket; everything else cannot change the depth.
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)

JsonObject = dict[str, object]


def parse_json_object(data: bytes) -> JsonObject:
    """Return the object.

    Raises:
        IntakeError: `model.json`: not UTF-8, a byte order mark, deeper than 64, a key twice,
            NaN, infinity or a number too large, or no object.
    """
    if len(data) > MAX_JSON_BYTES:
        raise IntakeError("model.json", f"{len(data)} bytes of JSON: at most {MAX_JSON_BYTES}")
    if data.startswith(b"\xef\xbb\xbf"):
        raise IntakeError("model.json", "the JSON begins with a byte order mark")
    _check_depth(data)
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_once,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
    except (ValueError, RecursionError) as error:
        if isinstance(error, IntakeError):
            raise
        raise IntakeError("model.json", f"the JSON cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise IntakeError("model.json", "the JSON is not an object")
    return value


def _check_depth(data: bytes) -> None:
    depth = 0
    for token in _TOKENS.finditer(data):
        mark = token.group()
        if mark in b"[{":
            depth += 1
            if depth > MAX_JSON_DEPTH:
                raise IntakeError("model.json", f"the JSON is nested deeper than {MAX_JSON_DEPTH}")
        elif mark in b"]}":
            depth -= 1


def _once(pairs: list[tuple[str, object]]) -> JsonObject:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise IntakeError("model.json", "an object of the JSON has a key twice")
    return value


def _refuse_constant(text: str) -> object:
    raise IntakeError("model.json", f"the JSON holds {text}, which is no number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise IntakeError("model.json", f"the number {text[:20]} is too large")
    return number
