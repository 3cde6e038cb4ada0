"""DXF → `Drawing`, by ezdxf. Runs in the limited child only."""

from __future__ import annotations

import io
import logging
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ezdxf import filemanagement, path, recover
from ezdxf.document import Drawing as Document
from ezdxf.lldxf.tagger import binary_tags_loader

from hall.service.importing import limits
from hall.service.importing.dxf_text import check_dxf, is_binary, line_of_handles
from hall.service.importing.values import (
    Drawing,
    ImportRefused,
    Layer,
    Lettering,
    Piece,
    Point,
    Remark,
)

# $INSUNITS; the rest (light years, gunter's chains) is no unit of a hall.
_UNITS = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m", 14: "dm"}
_FEET_AND_INCHES = (3, 4)
_OUTLINES = frozenset(
    {
        "LINE", "LWPOLYLINE", "POLYLINE", "CIRCLE", "ARC", "ELLIPSE", "SPLINE", "SOLID", "TRACE",
        "3DFACE",
    }
)  # fmt: skip
_TEXTS = frozenset({"TEXT", "MTEXT", "ATTRIB"})
# Curves leave their chord by at most this share of the drawing's size: 5 mm in 100 m.
_FLATNESS = 5e-5
_SAME = 1e-9
_SHOWN = 20
APPID = "VIRTUAL_HALL"
_STRING = 1000


def read_dxf(data: bytes) -> Drawing:
    """Return the model space with every block written out.

    Raises:
        ImportRefused: `import.*` codes; nothing of the file can be used.
    """
    check_dxf(data)
    logging.getLogger("ezdxf").setLevel(logging.CRITICAL)
    document, remarks = _load(data)
    reader = _Reader(document, remarks)
    reader.read()
    drawing = reader.finish()
    handles = {piece.place.rpartition(" ")[2] for piece in drawing.pieces}
    handles |= {text.place.rpartition(" ")[2] for text in drawing.texts}
    lines = line_of_handles(data, handles)
    return replace(
        drawing,
        pieces=tuple(
            replace(p, line=lines.get(p.place.rpartition(" ")[2], 0)) for p in drawing.pieces
        ),
        texts=tuple(
            replace(t, line=lines.get(t.place.rpartition(" ")[2], 0)) for t in drawing.texts
        ),
    )


def _load(data: bytes) -> tuple[Document, list[Remark]]:
    """Return the document, and what had to be mended to get it."""
    if is_binary(data):
        return _load_binary(data), []
    try:
        text = data.decode("utf-8")
        return filemanagement.read(io.StringIO(text, newline=None)), []
    except Exception:  # noqa: BLE001, S110 - whatever it is, the recovering reader tries next
        pass
    try:
        document, auditor = recover.read(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:
        # A parser of broken bytes raises anything: here every failure is the file's fault.
        words = str(error).strip().splitlines()[:1] or [type(error).__name__]
        message = f"the DXF is damaged beyond repair ({words[0][:120]}); export it again"
        raise ImportRefused("import.damaged", message) from error
    mended = len(auditor.fixes) + len(auditor.errors)
    if not mended:
        return document, []
    first = next(iter([*auditor.errors, *auditor.fixes])).message[:120]
    message = f"the DXF is damaged; {mended} faults were mended or left out (first: {first})"
    return document, [Remark("import.recovered", "warning", f"{message}; look at the result")]


def _load_binary(data: bytes) -> Document:
    try:
        return Document.load(binary_tags_loader(data, errors="ignore"))
    except MemoryError:
        raise
    except Exception as error:
        message = "the binary DXF is damaged; save it as a text DXF (ASCII)"
        raise ImportRefused("import.damaged", message) from error


@dataclass(slots=True)
class _Reader:
    """Walks the model space and collects what can be drawn."""

    document: Document
    remarks: list[Remark]
    pieces: list[Piece] = field(default_factory=list)
    texts: list[Lettering] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    ignored: Counter[str] = field(default_factory=Counter)
    outside: Counter[str] = field(default_factory=Counter)
    deep: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)
    points: int = 0
    sizes: dict[str, int] = field(default_factory=dict)
    flattened: int = 0
    distance: float = 0.01

    def read(self) -> None:
        space = self.document.modelspace()
        self._check_blocks(space)
        self.distance = self._guess_distance(space)
        for entity in space:
            self._take(entity, "", "", 0)

    def finish(self) -> Drawing:
        if self.flattened:
            message = (
                f"{self.flattened} curves became short straight pieces that leave them by at"
                f" most {self.distance:.4g} drawing units"
            )
            self.remarks.append(Remark("import.curves_flattened", "note", message))
        self._tell_left_out()
        names = [layer.dxf.name for layer in self.document.layers]
        keys = dict.fromkeys([*names, *self.counts])
        layers = tuple(Layer(str(name), dict(self.counts.get(name, {}))) for name in keys)
        unit, source = self._unit()
        return Drawing(
            "dxf", tuple(self.pieces), tuple(self.texts), layers, unit, source,
            remarks=tuple(self.remarks[: limits.MAX_REMARKS]),
        )  # fmt: skip

    def _tell_left_out(self) -> None:
        def tell(code: str, message: str, severity: str = "warning") -> None:
            self.remarks.append(Remark(f"import.{code}", severity, message))

        for name, count in sorted(self.ignored.items()):
            tell("entities_ignored", f"{count} x {name} left out: nothing of a floor plan", "note")
        for name in sorted(self.outside):
            message = f"{name} refers to another file, which is not opened; bind it first"
            tell("external_reference", message)
        for name in sorted(self.deep):
            message = f"block {name} holds itself or lies {limits.MAX_DEPTH} deep: left out there"
            tell("too_deep", message)
        for place in self.bad[:_SHOWN]:
            tell("bad_numbers", f"{place} left out: its coordinates are no numbers of a hall")
        if len(self.bad) > _SHOWN:
            tell("bad_numbers", f"{len(self.bad) - _SHOWN} more such entities are left out")

    def _unit(self) -> tuple[str, str]:
        """Return the unit that the header names, or nothing with the reason."""
        header = self.document.header
        code, format_ = header.get("$INSUNITS", 0), header.get("$LUNITS", 2)
        unit = _UNITS.get(code, "")
        if unit and format_ in _FEET_AND_INCHES and unit != "in":
            return "", f"$INSUNITS says {unit}, but $LUNITS shows lengths in feet and inches"
        if unit:
            return unit, f"$INSUNITS {code}"
        return "", f"$INSUNITS is {code}: no unit" if code == 0 else f"$INSUNITS is {code}"

    def _check_blocks(self, space: Any) -> None:  # noqa: ANN401 - as above
        """Refuse blocks that hold blocks that hold blocks: counted before one is written out."""
        total = sum(self._measure(insert, 0) for insert in space.query("INSERT"))
        if total > limits.MAX_IN_BLOCKS:
            message = (
                f"its blocks, written out, have {total:.3g} entities, at most"
                f" {limits.MAX_IN_BLOCKS:,} are read; leave out furniture and equipment"
            )
            raise ImportRefused("import.too_complex", message)

    def _measure(self, insert: Any, depth: int) -> int:  # noqa: ANN401 - as above
        """Return how many entities a block reference stands for."""
        name = str(insert.dxf.get("name", ""))
        block: Any = self.document.blocks.get(name)
        if block is None or depth >= limits.MAX_DEPTH:
            return 1
        if name not in self.sizes:
            self.sizes[name] = 1  # what it counts for inside itself
            inner = block.query("INSERT")
            some = sum(self._measure(each, depth + 1) for each in inner)
            self.sizes[name] = len(block) + some
        return max(int(insert.mcount), 1) * self.sizes[name]

    def _guess_distance(self, space: Any) -> float:  # noqa: ANN401 - ezdxf's layouts share no type
        """Return how far a chord may leave its curve, from the size of straight things."""
        xs: list[float] = []
        ys: list[float] = []
        for entity in space.query("LINE LWPOLYLINE INSERT CIRCLE"):
            for x, y in _corners(entity):
                if abs(x) < limits.MAX_COORDINATE and abs(y) < limits.MAX_COORDINATE:
                    xs.append(x)
                    ys.append(y)
        size = max(max(xs) - min(xs), max(ys) - min(ys)) if xs else 0.0
        return max(size * _FLATNESS, 1e-6)

    def _take(self, entity: Any, layer: str, group: str, depth: int) -> None:  # noqa: ANN401 - as above
        """Take one entity; `layer` is that of the block reference around it, if any."""
        kind = entity.dxftype()
        own = str(entity.dxf.get("layer", "0"))
        if group and own == "0":
            own = layer  # what is on layer 0 of a block lies on the layer of its reference
        place = (group and f"{kind} in {group}") or f"{kind} {entity.dxf.handle}"
        try:
            if kind == "INSERT":
                self._take_block(entity, own, group, depth)
            elif kind in _TEXTS:
                self._take_text(entity, own, place, group)
            elif kind == "HATCH":
                self._take_paths(path.from_hatch(entity), kind, own, place, group)
            elif kind in _OUTLINES:
                self._take_paths([path.make_path(entity)], kind, own, place, group, _facts(entity))
            else:
                self.ignored[kind] += 1
        except (ImportRefused, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - one broken entity must not cost the drawing
            self.bad.append(place)

    def _take_block(self, insert: Any, layer: str, group: str, depth: int) -> None:  # noqa: ANN401
        name = str(insert.dxf.get("name", ""))
        block: Any = self.document.blocks.get(name)
        if block is None:
            self.ignored["INSERT of a missing block"] += 1
            return
        if block.block is not None and (block.block.is_xref or block.block.is_xref_overlay):
            self.outside[name] += 1
            return
        if depth >= limits.MAX_DEPTH:
            self.deep[name] += 1
            return
        own = group or f"INSERT {insert.dxf.handle}"
        self._count(layer, "INSERT")
        for each in insert.multi_insert() if insert.mcount > 1 else (insert,):
            for attribute in each.attribs:
                self._take(attribute, layer, own, depth + 1)
            for entity in each.virtual_entities():
                self._take(entity, layer, own, depth + 1)

    def _take_text(self, entity: Any, layer: str, place: str, group: str) -> None:  # noqa: ANN401
        raw = entity.plain_text() if hasattr(entity, "plain_text") else str(entity.dxf.text)
        text = " ".join(str(raw).split())[: limits.MAX_TEXT]
        at = _text_point(entity)
        if not text or at is None or not _is_sane(at):
            return
        self._count(layer, "text")
        self.texts.append(Lettering(layer, at, text, place, group=group))
        self._check_size()

    def _take_paths(
        self, paths: Any, kind: str, layer: str, place: str, group: str,  # noqa: ANN401
        facts: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        for whole in paths:
            for part in whole.sub_paths() if whole.has_sub_paths else (whole,):
                self.flattened += bool(part.has_curves)
                points = _clean(self._flatten(part))
                if points is None:
                    self.bad.append(place)
                    continue
                closed = len(points) > 3 and math.dist(points[0], points[-1]) < _SAME * 1e3  # noqa: PLR2004
                points = points[:-1] if closed else points
                if len(points) < 2:  # noqa: PLR2004 - a line has two ends
                    continue
                self._count(layer, kind)
                self.points += len(points)
                self.pieces.append(Piece(layer, points, closed, place, 0, group, facts or {}))
                self._check_size()

    def _flatten(self, part: Any) -> Iterator[Point]:  # noqa: ANN401
        for count, vertex in enumerate(part.flattening(self.distance, segments=4)):
            if count > limits.MAX_POINTS_EACH:
                raise ImportRefused(
                    "import.too_complex", f"a line of more than {limits.MAX_POINTS_EACH:,} corners"
                )
            yield (float(vertex.x), float(vertex.y))

    def _count(self, layer: str, kind: str) -> None:
        self.counts.setdefault(layer, Counter())[kind] += 1

    def _check_size(self) -> None:
        many = len(self.pieces) + len(self.texts)
        if many > limits.MAX_PIECES or self.points > limits.MAX_POINTS:
            message = (
                f"more than {limits.MAX_PIECES:,} lines once the blocks are written out;"
                " import a file with the layers of the plan only"
            )
            raise ImportRefused("import.too_complex", message)


def _facts(entity: Any) -> dict[str, str]:  # noqa: ANN401
    """Return what the extended data of our own export say: `id=…`, `exhibitor=…`."""
    if not entity.has_xdata(APPID):
        return {}
    texts = [str(tag.value) for tag in entity.get_xdata(APPID) if tag.code == _STRING]
    pairs = (text.partition("=") for text in texts if "=" in text)
    return {key.strip(): value.strip()[: limits.MAX_TEXT] for key, _, value in pairs}


def _corners(entity: Any) -> list[Point]:  # noqa: ANN401
    kind = entity.dxftype()
    if kind == "LWPOLYLINE":
        return [(float(x), float(y)) for x, y in entity.get_points("xy")]
    if kind == "LINE":
        return [(p.x, p.y) for p in (entity.dxf.start, entity.dxf.end)]
    at = entity.dxf.insert if kind == "INSERT" else entity.dxf.center
    return [(at.x, at.y)]


def _text_point(entity: Any) -> Point | None:  # noqa: ANN401
    """Return where a text is: its alignment point where it has one, else its start."""
    kind = entity.dxftype()
    if kind == "MTEXT":
        at = entity.dxf.insert
        return (float(at.x), float(at.y))
    halign, valign = entity.dxf.get("halign", 0), entity.dxf.get("valign", 0)
    aligned = bool(halign or valign) and entity.dxf.hasattr("align_point")
    at = entity.dxf.align_point if aligned else entity.dxf.insert
    at = entity.ocs().to_wcs(at)
    return (float(at.x), float(at.y))


def _is_sane(point: Point) -> bool:
    # Also false for NaN.
    return abs(point[0]) < limits.MAX_COORDINATE and abs(point[1]) < limits.MAX_COORDINATE


def _clean(points: Iterator[Point]) -> tuple[Point, ...] | None:
    """Return the corners without repeated ones, None where one is no number."""
    kept: list[Point] = []
    for point in points:
        if not _is_sane(point):
            return None
        if not kept or math.dist(kept[-1], point) > _SAME:
            kept.append(point)
    return tuple(kept)
