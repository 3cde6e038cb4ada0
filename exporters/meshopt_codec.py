"""EXT_meshopt_compression, version 0: the one file that knows the encoder."""

from __future__ import annotations

from typing import Any, Literal

import meshopt
import numpy as np
from numpy.typing import NDArray

Mode = Literal["ATTRIBUTES", "TRIANGLES"]


def order_triangles(indices: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """Return indices in an order that compresses well and, for each new vertex, its old place."""
    ordered, remap, used = meshopt.reorder_mesh(indices, True, True)  # noqa: FBT003  its API
    places = np.full(used, 0, np.intp)
    kept = np.flatnonzero(remap < used)
    places[remap[kept]] = kept
    return np.asarray(ordered, np.uint32), places


def encode_view(rows: NDArray[Any], mode: Mode) -> bytes:
    """Return a buffer view's rows (n, k) or indices (n,) as the extension stores them."""
    return bytes(meshopt.encode_gltf_buffer(rows, mode, version=0))


def decode_view(data: bytes, count: int, stride: int, mode: Mode) -> bytes:
    """Return the plain bytes of a compressed buffer view."""
    rows = meshopt.decode_gltf_buffer(data, count, stride, mode)
    return bytes(np.ascontiguousarray(rows).tobytes())
