"""Limits of uploaded models, each with its reason."""

from __future__ import annotations

# What a phone scan app writes at most; decimated to 10,000 anyway.
MAX_TRIANGLES = 2_000_000
MAX_VERTICES = 3_000_000
# All accessors of a GLB together, once unpacked.
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_NODES = 10_000
MAX_DEPTH = 64
# Four kilometres would do; the coordinate of a mistake is far beyond.
MAX_COORDINATE_M = 1e4
# OBJ, STL and PLY have no unit; millimetres are the smallest in use.
MAX_COORDINATE_UNITS = MAX_COORDINATE_M * 1000
