"""The bytes of a drawing → `Drawing`, by what they are. Runs in the limited child."""

from __future__ import annotations

from hall.service.importing.limits import MAX_BYTES
from hall.service.importing.values import Drawing, ImportRefused

FORMATS = ("dxf", "svg", "geojson")


def read_drawing(kind: str, data: bytes) -> Drawing:
    """Return the drawing in `data`, of a kind of `FORMATS`.

    Raises:
        ImportRefused: nothing of it can be used; the code is `import.*`.
    """
    if not data:
        raise ImportRefused("import.empty", "the file is empty")
    if len(data) > MAX_BYTES:
        message = f"{len(data) / 2**20:.0f} MiB; at most {MAX_BYTES // 2**20} MiB are read"
        raise ImportRefused("import.too_big", message)
    # Each reader loads libraries of its own.
    if kind == "dxf":
        from hall.service.importing.dxf_drawing import read_dxf  # noqa: PLC0415

        return read_dxf(data)
    if kind == "svg":
        from hall.service.importing.svg_drawing import read_svg  # noqa: PLC0415

        return read_svg(data)
    from hall.service.importing.geojson_drawing import read_geojson  # noqa: PLC0415

    return read_geojson(data)
