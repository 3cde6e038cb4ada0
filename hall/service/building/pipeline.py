"""One build from beginning to end: folder → tables → layout → pictures → scene → files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from assets.values import Exhibit, StandDressing
from exporters.geojson import build_geojson
from exporters.shell import number_booths
from hall.model.catalogue import Catalogue
from hall.model.exhibitor import Exhibitor
from hall.model.manifest import BuiltFinding, HallBuild
from hall.service.budgets import list_excesses
from hall.service.building.dressing import Dresser, bare_dressings, products_by_exhibitor
from hall.service.building.finishing import SCENE_NAME
from hall.service.building.icons import write_icons
from hall.service.building.index import Known, build_index, build_tile, find_start
from hall.service.building.keys import KeyBook, digest
from hall.service.building.media import MediaRoom, MediaSource, Report, make_exhibit
from hall.service.building.merge import make_catalogue
from hall.service.building.placing import Placing, place_fair, read_state_lock, save_lock
from hall.service.building.plan_picture import write_plans
from hall.service.building.request import BuildRequest
from hall.service.building.scene import (
    make_look,
    make_scene,
    write_fonts,
    write_near,
    write_poster,
    write_shell,
)
from hall.service.building.share_pictures import ShareRoom
from hall.service.building.tiling import Tile, make_tiles
from hall.service.building.weighing import (
    Scales,
    read_known,
    reweigh,
    save_weights,
    weigh_build,
)
from hall.service.building.workbench import BENCH
from hall.service.search import build_search_index
from hall.service.worker import BuildRefused
from hall.store.built import BuiltFiles
from hall.store.files import write_atomic
from hall.store.folder import FolderRead, read_fair_folder
from layout.values import Finding, PlacedHall, Plan


def build_hall(request: BuildRequest, report: Report) -> HallBuild:
    """Build everything the server shows; return its manifest, also written to `hall.json`.

    Raises:
        BuildRefused: the tables or the plan have errors; nothing of the last build is lost.
    """
    state = Path(request.state_dir)
    files = BuiltFiles(state / "files")
    keys = KeyBook.load(state / "keys.json")
    report("tables", 0, 1)
    read = read_fair_folder(Path(request.fair_dir), request.changes)
    plan = read.plan
    if plan is None or not read.is_usable:
        raise BuildRefused(tuple(map(_built_finding, read.findings)))
    report("layout", 0, 1)
    lock_text = read.lock_text or read_state_lock(request)
    placing = place_fair(plan, read.requests, lock_text, keys, files)
    save_lock(request, placing.lock_text)
    try:
        tiles = _list_tiles(plan, placing.placed)
        build = _Build(request, report, files, keys, read, plan, placing, tiles).run()
    except BuildRefused:
        # It was refused at its end, by the budgets: what it made need not be made again.
        keys.save()
        raise
    keys.save()
    write_atomic(state / "hall.json", msgspec.json.encode(build))
    return build


def _built_finding(finding: Finding) -> BuiltFinding:
    place = str(finding.span) if finding.span else ""
    return BuiltFinding(finding.code, finding.severity, finding.message, place)


def _list_tiles(plan: Plan, placed: PlacedHall) -> tuple[Tile, ...]:
    x, y, _ = find_start(plan.doors)
    return make_tiles(placed.placements, (x, y))


@dataclass(frozen=True, slots=True)
class _Build:
    request: BuildRequest
    report: Report
    files: BuiltFiles
    keys: KeyBook
    read: FolderRead
    plan: Plan
    placing: Placing
    tiles: tuple[Tile, ...]
    """Of a large hall, none of one that stays whole."""

    @property
    def placed(self) -> PlacedHall:
        return self.placing.placed

    def run(self) -> HallBuild:
        source = MediaSource(
            Path(self.request.fair_dir) / "media", Path(self.request.state_dir) / "uploads"
        )
        exhibits = self._exhibits(source)
        catalogue = self._catalogue(source, exhibits)
        look = make_look(self.read.fair)
        self.report("hall", 0, 1)
        shell = write_shell(self.placed, look, self.files, self.keys, tiled=bool(self.tiles))
        poster = write_poster(self.placed, look, self.files, self.keys)
        dressings = self._dressings(source, exhibits)
        near = write_near(dressings, self.files, self.keys, BENCH, self.report)
        build = self._weighed(self._manifest(catalogue, shell, near, poster), catalogue)
        self._save_scene()
        return build

    def _weighed(self, build: HallBuild, catalogue: Catalogue) -> HallBuild:
        """Return the build with its weights.

        Raises:
            BuildRefused: something is heavier than its budget.
        """
        known = read_known(Path(self.request.state_dir), self.files)
        weights = weigh_build(build, catalogue, Scales(self.files, known))
        excesses = list_excesses(weights, self.read.fair.budgets, catalogue)
        if excesses:
            # Judged by what visitors will get in the end: that takes longer to compress.
            heavy = {excess.file for excess in excesses if excess.file}
            for name in heavy:
                self.files.improve(name)
            weights = reweigh(weights, self.files, heavy)
            excesses = list_excesses(weights, self.read.fair.budgets, catalogue)
        if excesses:
            found = (excess.to_finding() for excess in excesses)
            raise BuildRefused((*found, *build.findings))
        shares = ShareRoom(Path(self.request.state_dir), self.files).find(catalogue)
        return replace(
            build,
            weights=save_weights(self.files, weights),
            shares=shares.names,
            shares_waiting=shares.waiting,
        )

    def _exhibits(self, source: MediaSource) -> dict[str, Exhibit]:
        sectors = {sector.id: sector.colour for sector in self.plan.sectors}
        colours = {e.id: e.colour or sectors[e.sector] for e in self.read.exhibitors}
        return {
            product.id: make_exhibit(product, source, colours[product.exhibitor])
            for product in self.read.products
        }

    def _catalogue(self, source: MediaSource, exhibits: dict[str, Exhibit]) -> Catalogue:
        room = MediaRoom(self.files, self.keys, source, BENCH)
        pictures = room.prepare_products(exhibits.values(), self.read.products, self.report)
        logos = room.prepare_logos(self.read.exhibitors)
        models = {
            exhibit.product_id: self.files.put(exhibit.model, ".glb")
            for exhibit in exhibits.values()
            if exhibit.model is not None
        }
        former = self.placing.former_numbers
        return make_catalogue(self.read, self.placed, former, pictures, logos, models)

    def _dressings(self, source: MediaSource, exhibits: dict[str, Exhibit]) -> list[StandDressing]:
        exhibitors = {exhibitor.id: exhibitor for exhibitor in self.read.exhibitors}
        products = products_by_exhibitor(self.read.products)
        dresser = Dresser(exhibitors, exhibits, products, source)
        bare = bare_dressings(self.placed, exhibitors)
        return list(map(dresser.dress, self.placed.placements, bare))

    def _save_scene(self) -> None:
        scene = make_scene(self.placed, self.read.exhibitors, self.read.fair)
        target = Path(self.request.state_dir) / SCENE_NAME
        write_atomic(target, msgspec.msgpack.encode(scene), durable=False)

    def _manifest(
        self, catalogue: Catalogue, shell: str, near: dict[str, str], poster: str
    ) -> HallBuild:
        self.report("pages", 0, 1)
        languages = self.read.fair.languages
        exhibitors = catalogue.exhibitors
        index, tiles = self._index(exhibitors, near)
        indexed = self._order_stands(catalogue)
        search = {
            lang: self.files.put(build_search_index(indexed, lang), ".json") for lang in languages
        }
        plans = write_plans(self.placed, exhibitors, languages, self.request.base, self.files)
        texts = [text for e in exhibitors.values() for text in e.name.by_lang.values()]
        texts += self.read.fair.name.by_lang.values()
        icons = write_icons(self.read.fair.look.primary, self.files, self.keys)
        fonts = write_fonts(texts, self.files, self.keys)
        geojson = self.files.put(build_geojson(self.placed), ".geojson")
        stored = self.files.put(msgspec.msgpack.encode(catalogue), ".msgpack")
        names = [shell, poster, *index.values(), *search.values(), *plans.values(), stored]
        return HallBuild(
            build_id=digest(json.dumps(names))[:16],
            fair=self.read.fair.id,
            shell=shell,
            index=index,
            search=search,
            near=near,
            fonts=fonts,
            plan_svg=plans,
            geojson=geojson,
            catalogue=stored,
            findings=tuple(map(_built_finding, (*self.read.findings, *self.placing.findings))),
            icons=icons,
            tiles=tiles,
            poster=poster,
        )

    def _order_stands(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue with the stands where the index has them: tile after tile."""
        places = {s.stand_id: n for n, s in enumerate(s for t in self.tiles for s in t.stands)}
        if not places:
            return catalogue
        stands = sorted(catalogue.stands, key=lambda stand: places[stand.id])
        return replace(catalogue, stands=tuple(stands))

    def _index(
        self, exhibitors: Mapping[str, Exhibitor], near: dict[str, str]
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """Write the index in each language, and the tiles that they all lead to."""
        tiles, placed, fair = self.tiles, self.placed, self.read.fair
        known = Known(exhibitors, near, number_booths(placed.placements) if tiles else {})
        files = tuple(
            self.files.put(build_tile(placed, tile, known), ".json") for tile in tiles[1:]
        )
        index = {
            lang: build_index(placed, known, fair=fair.id, lang=lang, tiles=tiles, files=files)
            for lang in fair.languages
        }
        return {lang: self.files.put(data, ".json") for lang, data in index.items()}, files
