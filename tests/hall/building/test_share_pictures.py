"""The pictures of shared links: drawn after the hall is shown, once for what is on them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from web_fair import make_catalogue

from hall.model.catalogue import Catalogue, PictureFiles
from hall.model.manifest import HallBuild
from hall.service.building import share_pictures
from hall.service.building.share_pictures import ShareRoom, list_cards
from hall.service.building.workbench import Workbench
from hall.store.built import BuiltFiles


def make_picture(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (512, 512), (shade, 120, 90)).save(out, "WEBP")
    return out.getvalue()


@pytest.fixture
def room(tmp_path: Path) -> ShareRoom:
    return ShareRoom(tmp_path, BuiltFiles(tmp_path / "files"))


@pytest.fixture
def catalogue(room: ShareRoom) -> Catalogue:
    """The fair of the page tests, each product with a picture that is there."""
    plain = make_catalogue()
    pictures = {
        key: (PictureFiles({512: room.files.put(make_picture(place), ".webp")}, 512, 512),)
        for place, key in enumerate(plain.products)
    }
    return replace(plain, product_pictures=pictures)


def test_fair_stands_exhibitors_and_products_each_have_a_card(catalogue: Catalogue) -> None:
    jobs = list_cards(catalogue)
    let = [stand for stand in catalogue.stands if stand.exhibitor]
    assert next(iter(jobs)) == "fair"
    assert {f"stand:{stand.id}" for stand in let} <= set(jobs)
    assert {f"product:{key}" for key in catalogue.products} <= set(jobs)
    leads = {stand.exhibitor for stand in let}
    for key in catalogue.exhibitors:
        assert (f"exhibitor:{key}" in jobs) == (key not in leads)


def test_drawing_goes_on_in_parts_until_nothing_waits(
    room: ShareRoom, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_pictures, "AT_ONCE", 10)
    every = len(list_cards(catalogue))
    assert room.find(catalogue).waiting == every
    bench, waiting = Workbench(), every
    while waiting:
        shares = room.draw(catalogue, bench)
        assert shares.waiting == max(0, waiting - 10)
        waiting = shares.waiting
    assert len(shares.names) == every
    assert room.find(catalogue) == shares


def test_one_changed_product_draws_its_own_card_and_its_stands(
    room: ShareRoom, catalogue: Catalogue
) -> None:
    before = room.draw(catalogue, Workbench()).names
    key = next(iter(catalogue.products))
    picture = PictureFiles({512: room.files.put(make_picture(250), ".webp")}, 512, 512)
    pictures = {**catalogue.product_pictures, key: (picture,)}
    changed = replace(catalogue, product_pictures=pictures)
    assert 1 <= room.find(changed).waiting <= 4
    after = room.draw(changed, Workbench()).names
    assert after[f"product:{key}"] != before[f"product:{key}"]


def test_a_picture_that_cannot_be_read_is_not_tried_again(
    room: ShareRoom, catalogue: Catalogue
) -> None:
    key = next(iter(catalogue.products))
    broken = PictureFiles({512: room.files.put(b"no picture", ".webp")}, 512, 512)
    pictures = {**catalogue.product_pictures, key: (broken,)}
    shares = room.draw(replace(catalogue, product_pictures=pictures), Workbench())
    assert shares.waiting == 0
    assert f"product:{key}" not in shares.names


def test_a_link_falls_back_to_the_stand_and_to_the_fair() -> None:
    build = HallBuild("b", "f", "s", {}, {}, {}, {}, {}, "g", "c")
    assert build.find_share("product:x") == ""
    build = replace(build, shares={"fair": "1.jpg", "stand:s": "2.jpg"})
    assert build.find_share("product:x", "stand:s") == "2.jpg"
    assert build.find_share("product:x") == "1.jpg"
