"""Buffers, views and accessors of an untrusted glTF: pure integers, nothing unpacked."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.intake.errors import IntakeError
from assets.intake.gltf_fields import Fields
from assets.intake.limits import MAX_COORDINATE_M, MAX_UNPACKED_BYTES, MAX_VERTICES

COMPONENT_TYPES = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
TYPE_SIZES = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
FLOAT = 5126
_MAX_OBJECTS = 100_000
_MAX_BYTES = 1 << 31
# Three indices a triangle are the largest accessors there are.
_MAX_ELEMENTS = 2 * MAX_VERTICES
_MATRIX_ROWS = {"MAT2": 2, "MAT3": 3, "MAT4": 4}


@dataclass(frozen=True, slots=True)
class View:
    """A checked buffer view: its bytes and stride (0 where tightly packed)."""

    data: memoryview
    stride: int


@dataclass(frozen=True, slots=True)
class Accessor:
    """A checked accessor. `values` of one without sparse parts can be had as an array."""

    fields: Fields
    component_type: int
    kind: str
    count: int
    offset: int
    view: View | None
    sparse: bool

    @property
    def normalised(self) -> bool:
        return self.fields.value.get("normalized") is True

    def values(self) -> NDArray[np.generic]:
        """Return the elements as (count, size), a view on the file where there is one."""
        dtype = np.dtype(COMPONENT_TYPES[self.component_type])
        size = TYPE_SIZES[self.kind]
        if self.view is None:
            return np.zeros((self.count, size), dtype)
        stride = self.view.stride or dtype.itemsize * size
        return np.ndarray(
            (self.count, size), dtype, self.view.data, self.offset, (stride, dtype.itemsize)
        )


def check_storage(root: Fields, binary: memoryview | None) -> tuple[list[View], list[Accessor]]:
    """Return the views and accessors, every offset and count proved against the bytes.

    Raises:
        IntakeError: `model.gltf`, `model.external` (a file elsewhere), `model.too_large`
            (unpacked it would be more than 256 MiB), `model.numbers` (NaN, infinity).
    """
    buffers = [
        _buffer(fields, binary if number == 0 else None)
        for number, fields in enumerate(root.objects("buffers", 16))
    ]
    views = [_view(fields, buffers) for fields in root.objects("bufferViews", _MAX_OBJECTS)]
    accessors = []
    unpacked = 0
    for fields in root.objects("accessors", _MAX_OBJECTS):
        accessor = _accessor(fields, views)
        item = np.dtype(COMPONENT_TYPES[accessor.component_type]).itemsize
        unpacked += accessor.count * TYPE_SIZES[accessor.kind] * item
        if unpacked > MAX_UNPACKED_BYTES:
            raise IntakeError(
                "model.too_large", f"unpacked it has more than {MAX_UNPACKED_BYTES >> 20} MiB"
            )
        accessors.append(accessor)
    for accessor in accessors:
        _check_numbers(accessor)
    return views, accessors


def read_data_uri(fields: Fields, uri: str, kinds: tuple[str, ...]) -> bytes:
    """Return the bytes of a base64 data URI; any other URI is refused as external."""
    head, comma, body = uri.partition(",")
    if not head.startswith("data:") or not comma:
        raise IntakeError(
            "model.external",
            f"{fields.path} refers to another file: export as one GLB with everything inside",
        )
    if head[5:] not in {f"{kind};base64" for kind in kinds}:
        raise fields.refuse(f"data URI of type {head[5:60]!r}, must be base64 of {kinds}")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as error:
        raise fields.refuse(f"the data URI is not base64: {error}") from error


def _buffer(fields: Fields, binary: memoryview | None) -> memoryview:
    length = fields.integer("byteLength", 1, _MAX_BYTES)
    uri = fields.text("uri")
    if uri is None:
        if binary is None:
            raise fields.refuse("has no data")
        # The BIN chunk may be padded to the next multiple of four.
        if not length <= len(binary) <= length + 3:
            raise fields.refuse(f"tells {length} bytes, the BIN chunk has {len(binary)}")
        return binary[:length]
    data = read_data_uri(fields, uri, ("application/octet-stream", "application/gltf-buffer"))
    if len(data) != length:
        raise fields.refuse(f"tells {length} bytes, its data URI has {len(data)}")
    return memoryview(data)


def _view(fields: Fields, buffers: list[memoryview]) -> View:
    if not fields.has("buffer"):
        raise fields.refuse("buffer is missing")
    number = fields.reference("buffer", len(buffers)) or 0
    buffer = buffers[number]
    start = fields.integer("byteOffset", 0, len(buffer), 0)
    length = fields.integer("byteLength", 1, len(buffer) - start)
    stride = fields.integer("byteStride", 4, 252, 4) if fields.has("byteStride") else 0
    if stride % 4 or stride > length:
        raise fields.refuse(f"byteStride {stride} must be a multiple of 4 within the view")
    fields.choice("target", (34962, 34963))
    return View(buffer[start : start + length], stride)


def _accessor(fields: Fields, views: list[View]) -> Accessor:
    component_type = fields.integer("componentType", 5120, FLOAT)
    kind = fields.text("type") or ""
    if component_type not in COMPONENT_TYPES or kind not in TYPE_SIZES:
        raise fields.refuse(f"componentType {component_type} or type {kind[:12]!r} is unknown")
    count = fields.integer("count", 1, _MAX_ELEMENTS)
    number = fields.reference("bufferView", len(views))
    item = np.dtype(COMPONENT_TYPES[component_type]).itemsize
    offset = fields.integer("byteOffset", 0, _MAX_BYTES, 0)
    view = views[number] if number is not None else None
    _check_form(fields, component_type, kind)
    if offset % item or (view is None and fields.has("byteOffset")):
        raise fields.refuse(f"byteOffset {offset} must be a multiple of {item} in a bufferView")
    size = TYPE_SIZES[kind] * item
    if view is not None:
        _check_room(fields, view, offset, count, size)
    sparse = fields.object("sparse")
    if sparse is not None:
        _check_sparse(sparse, views, count, size)
    elif view is None:
        # All zeros: nothing that draws, and a way to ask for memory with a few bytes.
        raise fields.refuse("has neither a bufferView nor sparse values")
    return Accessor(fields, component_type, kind, count, offset, view, sparse is not None)


def _check_form(fields: Fields, component_type: int, kind: str) -> None:
    fields.choice("normalized", (False, True))
    if fields.value.get("normalized") and component_type in {5125, FLOAT}:
        raise fields.refuse("only bytes and shorts can be normalized")
    item = np.dtype(COMPONENT_TYPES[component_type]).itemsize
    if kind in _MATRIX_ROWS and _MATRIX_ROWS[kind] * item % 4:
        raise fields.refuse("columns of a matrix must begin at multiples of 4")
    for key in ("min", "max"):
        fields.numbers(key, TYPE_SIZES[kind], -3.5e38, 3.5e38)


def _check_room(fields: Fields, view: View, offset: int, count: int, size: int) -> None:
    if view.stride and view.stride < size:
        raise fields.refuse(f"elements of {size} bytes at a byteStride of {view.stride}")
    end = offset + (count - 1) * (view.stride or size) + size
    if end > len(view.data):
        raise fields.refuse(f"{count} elements end at byte {end} of {len(view.data)}")


def _check_sparse(sparse: Fields, views: list[View], count: int, size: int) -> None:
    number = sparse.integer("count", 1, count)
    indices, values = sparse.object("indices"), sparse.object("values")
    if indices is None or values is None:
        raise sparse.refuse("indices or values are missing")
    kind = indices.integer("componentType", 5121, 5125)
    if kind not in {5121, 5123, 5125}:
        raise indices.refuse(f"componentType {kind} is not unsigned")
    for part, item in ((indices, np.dtype(COMPONENT_TYPES[kind]).itemsize), (values, size)):
        place = part.reference("bufferView", len(views))
        if place is None:
            raise part.refuse("bufferView is missing")
        start = part.integer("byteOffset", 0, _MAX_BYTES, 0)
        if start + number * item > len(views[place].data):
            raise part.refuse(f"{number} elements do not fit in their view")
        if part is indices:
            raw = np.frombuffer(views[place].data, COMPONENT_TYPES[kind], number, start)
            if int(raw.max()) >= count or (np.diff(raw.astype(np.int64)) <= 0).any():
                raise part.refuse("indices must grow and stay below the accessor's count")


def _check_numbers(accessor: Accessor) -> None:
    if accessor.component_type != FLOAT or accessor.view is None:
        return
    values = accessor.values()
    if not np.isfinite(values.astype(np.float32, copy=False)).all():
        raise IntakeError("model.numbers", f"{accessor.fields.path} holds NaN or infinity")
    if np.abs(values.astype(np.float32, copy=False)).max() > MAX_COORDINATE_M:
        raise IntakeError(
            "model.numbers", f"{accessor.fields.path} holds numbers beyond {MAX_COORDINATE_M:.0f}"
        )
