"""The 3D files of a build: shell, near tiers, sign fonts, and the plain hall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from assets.lettering import SignFonts
from assets.values import Look, StandDressing
from exporters.atlas import Atlas, build_atlas
from exporters.near import build_near, list_prints
from exporters.plain_hall import build_plain_hall
from exporters.poster import draw_poster
from exporters.shell import build_shell
from exporters.sign_fonts import subset_fonts
from hall.model.exhibitor import Exhibitor
from hall.model.fair import Fair
from hall.resources import font_file
from hall.service.building.dressing import bare_dressings
from hall.service.building.index import fascia_arabic, fascia_latin, find_start
from hall.service.building.keys import KeyBook, key_of
from hall.service.building.media import Report, nameless
from hall.service.building.workbench import Workbench
from hall.store.built import BuiltFiles
from layout.values import PlacedHall

# Kept for the next build, served to nobody and therefore not compressed.
_KEPT = ".kept"
# Headings of pages use the sign typeface too: whole words must not change face in the middle.
_LATIN_ALWAYS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) + "ŒœŸ–—‘’“”…•·€"
_ARABIC_ALWAYS = "".join(map(chr, (*range(0x621, 0x63B), *range(0x641, 0x653)))) + "،؛؟پڤگڭ"


@dataclass(frozen=True, slots=True)
class Scene:
    """What the plain `hall.glb` is built from: stands with names, without exhibits."""

    placed: PlacedHall
    dressings: tuple[StandDressing, ...]
    look: Look


def make_look(fair: Fair) -> Look:
    """Return the fair's look as the exporters take it."""
    return Look(
        primary=fair.look.primary,
        secondary=fair.look.secondary,
        accent=fair.look.accent,
        motif=fair.look.motif,
        name_latin=fascia_latin(fair.name),
        name_arabic=fascia_arabic(fair.name),
    )


def make_scene(placed: PlacedHall, exhibitors: Iterable[Exhibitor], fair: Fair) -> Scene:
    """Return what the plain hall is built from."""
    by_id = {exhibitor.id: exhibitor for exhibitor in exhibitors}
    return Scene(placed, bare_dressings(placed, by_id), make_look(fair))


def write_shell(
    placed: PlacedHall, look: Look, files: BuiltFiles, keys: KeyBook, *, tiled: bool
) -> str:
    """Return the name of the shell; an unchanged floor is not built again."""
    key = key_of("shell", placed.plan, placed.placements, placed.aisles, look, tiled)
    found = keys.find(key)
    if found is None or not files.has(found[0]):
        found = keys.note(key, [files.put(build_shell(placed, look, tiled=tiled), ".glb")])
    return found[0]


def write_poster(placed: PlacedHall, look: Look, files: BuiltFiles, keys: KeyBook) -> str:
    """Return the name of the picture shown until one can walk; drawn as seldom as the shell."""
    key = key_of("poster", placed.plan, placed.placements, placed.aisles, look)
    found = keys.find(key)
    if found is None or not files.has(found[0]):
        x, y, heading = find_start(placed.plan.doors)
        found = keys.note(key, [files.put(draw_poster(placed, look, (x, y, heading)), ".webp")])
    return found[0]


@dataclass(frozen=True, slots=True)
class _Furnishing:
    """One stand to be furnished; `atlas` is the file with its pictures' atlas."""

    dressing: StandDressing
    key: str
    atlas: str


def write_near(
    dressings: Iterable[StandDressing],
    files: BuiltFiles,
    keys: KeyBook,
    bench: Workbench,
    report: Report,
) -> dict[str, str]:
    """Return the near-tier file of every stand; only changed stands are built.

    Nine tenths of the time go into the atlas of a stand's pictures, so it is kept apart: a
    changed name or place needs no new one, and stands that show the same share theirs.
    """
    names: dict[str, str] = {}
    atlases: dict[str, str] = {}
    wanted: dict[str, StandDressing] = {}
    missing: list[tuple[StandDressing, str, str]] = []
    for dressing in dressings:
        key = key_of("near", dressing)
        atlas_key = key_of("atlas", dressing.logo, tuple(map(nameless, dressing.exhibits)))
        # Both are asked for: what is not is forgotten.
        found, atlas = keys.find(key), keys.find(atlas_key)
        if found is not None and files.has(found[0]):
            names[dressing.stand_id] = found[0]
            continue
        missing.append((dressing, key, atlas_key))
        if atlas is not None and files.has(atlas[0]):
            atlases[atlas_key] = atlas[0]
        else:
            wanted[atlas_key] = dressing
    atlases |= _write_atlases(wanted, files, keys, bench, report)
    jobs = [
        _Furnishing(dressing, key, str(files.folder / atlases[atlas_key]))
        for dressing, key, atlas_key in missing
    ]
    for done, (job, data) in enumerate(zip(jobs, bench.map(_furnish, jobs), strict=True), 1):
        names[job.dressing.stand_id] = keys.note(job.key, [files.put(data, ".glb")])[0]
        report("stands", done, len(jobs))
    return names


def _write_atlases(
    wanted: Mapping[str, StandDressing],
    files: BuiltFiles,
    keys: KeyBook,
    bench: Workbench,
    report: Report,
) -> dict[str, str]:
    """Draw the atlases that are missing; return their files by their keys."""
    names: dict[str, str] = {}
    made = bench.map(_draw_atlas, list(wanted.values()))
    for done, (key, data) in enumerate(zip(wanted, made, strict=True), 1):
        names[key] = keys.note(key, [files.put(data, _KEPT)])[0]
        report("atlases", done, len(wanted))
    return names


def _draw_atlas(dressing: StandDressing) -> bytes:
    prints = list_prints(dressing)
    return msgspec.msgpack.encode(build_atlas(prints) if prints else None)


def _furnish(job: _Furnishing) -> bytes:
    atlas = msgspec.msgpack.decode(Path(job.atlas).read_bytes(), type=Atlas | None)
    return build_near(job.dressing, atlas=atlas)


def write_fonts(texts: Iterable[str], files: BuiltFiles, keys: KeyBook) -> dict[str, str]:
    """Return script → woff2 file, holding the glyphs that the fair's names use."""
    needed = "".join(sorted(set("".join(texts)) | set(_LATIN_ALWAYS + _ARABIC_ALWAYS)))
    key = key_of("fonts", needed)
    found = keys.find(key)
    if found is None or not all(files.has(name) for name in found[1::2]):
        face = font_file("ReadexPro-Bold.ttf").read_bytes()
        subsets = subset_fonts([needed], face, face)
        pairs = [(script, files.put(data, ".woff2")) for script, data in sorted(subsets.items())]
        found = keys.note(key, [part for pair in pairs for part in pair])
    return dict(zip(found[::2], found[1::2], strict=True))


def load_sign_fonts() -> SignFonts:
    """Return the typefaces that signs are lettered with."""
    bold = font_file("ReadexPro-Bold.ttf").read_bytes()
    tifinagh = font_file("NotoSansTifinagh-Regular.ttf").read_bytes()
    return SignFonts(latin=bold, arabic=bold, tifinagh=tifinagh)


def write_plain_hall(scene: Scene) -> bytes:
    """Return the plain `hall.glb` of a scene."""
    return build_plain_hall(scene.placed, scene.dressings, scene.look, load_sign_fonts())
