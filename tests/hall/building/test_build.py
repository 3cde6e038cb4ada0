"""A build through its public door: a folder goes in, files and a manifest come out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from small_fair import make_small_fair

from assets.values import Exhibit, StandDressing
from hall.model.manifest import HallBuild
from hall.model.weights import Weights
from hall.service.building import finishing
from hall.service.building.finishing import finish_build, list_served
from hall.service.building.keys import KeyBook
from hall.service.building.pipeline import build_hall
from hall.service.building.request import ApprovedChange, BuildRequest
from hall.service.building.scene import write_near
from hall.service.building.weighing import read_weights
from hall.service.building.workbench import Workbench
from hall.service.live import BuildMissing, FileShelf, LiveHall, read_build
from hall.service.worker import BuildRefused
from hall.store.built import BuiltFiles


def quiet(_step: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildRequest:
    folder = tmp_path_factory.mktemp("build")
    fair = make_small_fair(folder / "fair")
    (folder / "state").mkdir()
    request = BuildRequest(str(fair), str(folder / "state"), base="/salon")
    build_hall(request, quiet)
    return request


@pytest.fixture
def copy(built: BuildRequest, tmp_path: Path) -> BuildRequest:
    """The built fair in a folder of the test's own."""
    shutil.copytree(built.fair_dir, tmp_path / "fair")
    shutil.copytree(built.state_dir, tmp_path / "state")
    return BuildRequest(str(tmp_path / "fair"), str(tmp_path / "state"), base="/salon")


def manifest(request: BuildRequest) -> HallBuild:
    return read_build(Path(request.state_dir))[0]


def test_every_file_of_the_manifest_is_on_disk(built: BuildRequest) -> None:
    build = manifest(built)
    groups = (build.index, build.search, build.near, build.fonts, build.plan_svg)
    names = [build.shell, build.geojson, build.catalogue]
    names += [name for group in groups for name in group.values()]
    files = Path(built.state_dir) / "files"
    assert [name for name in names if not (files / name).is_file()] == []


def test_catalogue_holds_the_stands_and_products_of_the_tables(built: BuildRequest) -> None:
    _, catalogue = read_build(Path(built.state_dir))
    assert len(catalogue.stands) == 24
    assert len(catalogue.products) == 72
    assert set(catalogue.product_pictures) == set(catalogue.products)


def test_index_places_every_stand_of_the_catalogue(built: BuildRequest) -> None:
    build, catalogue = read_build(Path(built.state_dir))
    index = json.loads((Path(built.state_dir) / "files" / build.index["ar"]).read_bytes())
    assert index["stands"]["id"] == [stand.id for stand in catalogue.stands]
    assert index["stands"]["near"] == [build.near[stand.id] for stand in catalogue.stands]


def test_index_starts_inside_the_entrance_looking_in(built: BuildRequest) -> None:
    build = manifest(built)
    index = json.loads((Path(built.state_dir) / "files" / build.index["fr"]).read_bytes())
    assert index["start"] == [20.0, 2.5, 0.0]


def test_the_same_folder_builds_the_same_files(copy: BuildRequest) -> None:
    before = manifest(copy)
    shutil.rmtree(copy.state_dir)
    Path(copy.state_dir).mkdir()
    assert build_hall(copy, quiet).build_id == before.build_id


def test_one_changed_exhibitor_rebuilds_one_stand(copy: BuildRequest) -> None:
    before = manifest(copy)
    _, catalogue = read_build(Path(copy.state_dir))
    stand = next(stand for stand in catalogue.stands if stand.exhibitor)
    change = ApprovedChange("exhibitor", str(stand.exhibitor), {"name_fr": "Coopérative Essai"})
    after = build_hall(
        BuildRequest(copy.fair_dir, copy.state_dir, copy.base, changes=(change,)), quiet
    )
    changed = {key for key in before.near if before.near[key] != after.near[key]}
    assert changed <= {stand.id}
    assert after.shell == before.shell
    assert after.index["fr"] != before.index["fr"]


def test_numbers_stay_when_an_exhibitor_leaves(copy: BuildRequest) -> None:
    _, before = read_build(Path(copy.state_dir))
    table = Path(copy.fair_dir) / "exhibitors.csv"
    leaving = next(stand.exhibitor for stand in before.stands if stand.exhibitor)
    products = Path(copy.fair_dir) / "products.csv"
    for path, column in ((table, 0), (products, 1)):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.split(",")[column] != leaving]
        path.write_text("".join(kept), "utf-8")
    build_hall(copy, quiet)
    _, after = read_build(Path(copy.state_dir))
    numbers = {stand.exhibitor: stand.number for stand in before.stands}
    assert all(
        numbers[stand.exhibitor] == stand.number for stand in after.stands if stand.exhibitor
    )


def test_a_broken_plan_is_refused_with_its_place_and_keeps_the_last_build(
    copy: BuildRequest,
) -> None:
    before = manifest(copy)
    plan = Path(copy.fair_dir) / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("aisle: 3", "aisle: three"), "utf-8")
    with pytest.raises(BuildRefused) as refusal:
        build_hall(copy, quiet)
    places = [f.place for f in refusal.value.findings if f.severity == "error"]
    assert any(place.startswith("plan.yaml:") for place in places)
    assert manifest(copy) == before


def weigh(request: BuildRequest) -> Weights:
    return read_weights(BuiltFiles(Path(request.state_dir) / "files"), manifest(request))


def test_what_is_weighed_is_what_lies_there(built: BuildRequest) -> None:
    files = Path(built.state_dir) / "files"
    weights = weigh(built)
    assert set(weights.stands) == set(manifest(built).near)
    for weight in (weights.shell, *weights.stands.values(), *weights.index.values()):
        assert weight.raw == (files / weight.name).stat().st_size
        assert weight.brotli == (files / f"{weight.name}.br").stat().st_size
        assert weight.gzip == (files / f"{weight.name}.gz").stat().st_size
    assert all(0 < weight.triangles <= 6000 for weight in weights.stands.values())
    assert any(weight.texels for weight in weights.stands.values())


def test_finishing_weighs_what_it_packed_better(copy: BuildRequest) -> None:
    before = weigh(copy)
    finish_build(copy, manifest(copy))
    after = weigh(copy)
    packed = Path(copy.state_dir) / "files" / f"{after.shell.name}.br"
    assert after.shell.brotli == packed.stat().st_size < before.shell.brotli
    assert after.stands.keys() == before.stands.keys()


def test_a_stand_above_its_budget_is_refused_by_name_and_keeps_the_last_build(
    copy: BuildRequest,
) -> None:
    before = manifest(copy)
    fair = Path(copy.fair_dir) / "fair.yaml"
    text = fair.read_text("utf-8")
    heaviest = max(weigh(copy).stands.values(), key=lambda weight: weight.brotli)
    number = {stand.id: stand.number for stand in read_build(Path(copy.state_dir))[1].stands}
    stand = next(key for key, weight in weigh(copy).stands.items() if weight == heaviest)
    fair.write_text(f"{text}\nbudgets: {{stand_bytes: {heaviest.brotli // 2}}}\n", "utf-8")
    with pytest.raises(BuildRefused) as refusal:
        build_hall(copy, quiet)
    codes = {finding.code for finding in refusal.value.findings}
    assert "budget.stand" in codes
    assert any(f"stand {number[stand]}," in f.message for f in refusal.value.findings)
    assert manifest(copy) == before


def test_a_refused_budget_is_mended_by_raising_it(copy: BuildRequest) -> None:
    fair = Path(copy.fair_dir) / "fair.yaml"
    text = fair.read_text("utf-8")
    fair.write_text(f"{text}\nbudgets: {{shell_bytes: 1}}\n", "utf-8")
    with pytest.raises(BuildRefused, match=r"budgets\.shell_bytes"):
        build_hall(copy, quiet)
    fair.write_text(f"{text}\nbudgets: {{shell_bytes: 50000}}\n", "utf-8")
    assert build_hall(copy, quiet).build_id


def test_finishing_adds_the_plain_hall_and_keeps_every_name(copy: BuildRequest) -> None:
    before = manifest(copy)
    after = finish_build(copy, before)
    assert (Path(copy.state_dir) / "files" / after.hall_glb).read_bytes()[:4] == b"glTF"
    assert (after.shell, after.index, after.near) == (before.shell, before.index, before.near)


def test_finishing_draws_the_pictures_of_links_and_a_rebuild_keeps_them(
    copy: BuildRequest,
) -> None:
    build = manifest(copy)
    while not build.is_finished:
        waiting = build.shares_waiting
        build = finish_build(copy, build)
        assert build.shares_waiting < waiting
    assert len([key for key in build.shares if key.startswith("stand:")]) == 24
    files = Path(copy.state_dir) / "files"
    sizes = [(files / name).stat().st_size for name in build.shares.values()]
    assert min(sizes) > 1000
    assert max(sizes) <= 100_000
    again = build_hall(copy, quiet)
    assert (again.shares, again.shares_waiting) == (build.shares, 0)


def test_packing_goes_on_in_parts_until_every_file_is_at_its_best(
    copy: BuildRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finishing, "PACKED_AT_ONCE", 10)
    files = BuiltFiles(Path(copy.state_dir) / "files")
    build = finish_build(copy, manifest(copy))
    assert build.packing_waiting > 0
    assert files.is_best(build.shell)
    assert all(map(files.is_best, build.index.values()))
    while not build.is_finished:
        build = finish_build(copy, build)
    assert all(map(files.is_best, list_served(build)))


def test_stands_that_show_the_same_share_the_work_on_their_pictures(tmp_path: Path) -> None:
    forms = ("jar", "jar", "bottle")
    stands = [dress_stand(f"s-{n}", f"p-{n}", form) for n, form in enumerate(forms)]
    told: dict[str, int] = {}
    files, keys = BuiltFiles(tmp_path / "files"), KeyBook(tmp_path / "keys.json")
    names = write_near(
        stands, files, keys, Workbench(), lambda step, _, total: told.update({step: total})
    )
    assert told == {"atlases": 2, "stands": 3}
    assert len({names[stand.stand_id] for stand in stands}) == 3


def dress_stand(stand: str, product: str, form: str) -> StandDressing:
    return StandDressing(
        stand_id=stand, number=stand, name_latin="Atelier", name_arabic="ورشة", colour="#aa3322",
        width_mm=3000, depth_mm=3000, open_sides=("front",), kit="shell_scheme",
        exhibits=(Exhibit(product_id=product, form=form, colour="#c8912e"),),
    )  # fmt: skip


def test_best_compression_never_grows_a_file(copy: BuildRequest) -> None:
    shell = Path(copy.state_dir) / "files" / (manifest(copy).shell + ".br")
    before = shell.stat().st_size
    finish_build(copy, manifest(copy))
    assert shell.stat().st_size <= before


def test_a_catalogue_that_is_shown_is_not_read_again(built: BuildRequest) -> None:
    state = Path(built.state_dir)
    live = LiveHall(*read_build(state), FileShelf(state / "files"))
    assert read_build(state, live)[1] is live.catalogue


def test_a_state_folder_without_a_build_says_so(tmp_path: Path) -> None:
    with pytest.raises(BuildMissing, match="no usable build"):
        read_build(tmp_path)


@pytest.mark.parametrize("name", ["../hall.json", "..\\hall.json", ".hidden", "a/b", "missing"])
def test_the_shelf_gives_nothing_from_outside_its_folder(built: BuildRequest, name: str) -> None:
    assert FileShelf(Path(built.state_dir) / "files").read(name) is None


def test_the_shelf_forgets_the_least_used_first(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name).write_bytes(bytes(40))
    shelf = FileShelf(tmp_path, max_bytes=100)
    for name in ("one", "two", "one", "three"):
        shelf.read(name)
    (tmp_path / "one").unlink()
    (tmp_path / "two").unlink()
    assert shelf.read("one") is not None
    assert shelf.read("two") is None
