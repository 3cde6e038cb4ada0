"""Uploads pass the intake and the organiser before the build may show them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from order_fair import COOP, HONEY, NOW, RUG, make_catalogue

from hall.model.account import Account
from hall.model.change import Upload
from hall.service import uploads as service
from hall.service.approved import list_approved
from hall.service.building.request import ApprovedChange
from hall.service.errors import Forbidden, FormRefused, StepRefused, TooMany
from hall.service.uploads import UploadDesk
from hall.store.database import Database

CATALOGUE = make_catalogue()
OWNER = Account("a1", "exhibitor", COOP, 0)
ORGANISER = Account("a3", "organiser", None, 0)
RAW, CLEAN, OTHER = "a" * 64, "b" * 64, "c" * 64


@pytest.fixture
def shelf(database: Database) -> UploadDesk:
    return UploadDesk(database)


async def add(shelf: UploadDesk, kind: str = "photo", product: str = HONEY) -> Upload:
    return await shelf.add(OWNER, kind, product, (RAW, 1000), CATALOGUE, NOW)


async def show(shelf: UploadDesk, kind: str, clean: str, now: datetime) -> Upload:
    upload = await add(shelf, kind)
    await shelf.mark_ready(upload.id, clean, now)
    return await shelf.approve(ORGANISER, upload.id, now)


async def test_an_upload_is_shown_from_its_approval_until_it_is_taken_down(
    shelf: UploadDesk, database: Database
) -> None:
    upload = await add(shelf, "logo", "")
    assert await shelf.list_pending() == (upload,)
    with pytest.raises(StepRefused):
        await shelf.approve(ORGANISER, upload.id, NOW)
    ready = await shelf.mark_ready(upload.id, CLEAN, NOW)
    assert await shelf.list_waiting(ORGANISER) == (ready,)
    assert await list_approved(database) == ()
    await shelf.approve(ORGANISER, upload.id, NOW)
    shown = (ApprovedChange("exhibitor", COOP, {"logo": f"sha256:{CLEAN}"}),)
    assert await list_approved(database) == shown
    await shelf.take_down(ORGANISER, upload.id, NOW)
    assert await list_approved(database) == ()
    assert (await shelf.find(upload.id)).state == "taken_down"


async def test_what_the_intake_refused_stays_refused(shelf: UploadDesk) -> None:
    upload = await add(shelf)
    refused = await shelf.refuse_intake(upload.id, "not_a_picture", NOW)
    assert refused.reason == "not_a_picture"
    with pytest.raises(StepRefused):
        await shelf.approve(ORGANISER, upload.id, NOW)


async def test_photos_add_up_and_the_newest_model_counts(
    shelf: UploadDesk, database: Database
) -> None:
    later = NOW + timedelta(hours=1)
    await show(shelf, "photo", OTHER, NOW)
    await show(shelf, "photo", CLEAN, later)
    await show(shelf, "model", OTHER, NOW)
    await show(shelf, "model", CLEAN, later)
    (approved,) = await list_approved(database)
    assert approved.fields["photos"] == f"sha256:{OTHER}|sha256:{CLEAN}"
    assert approved.fields["model"] == f"sha256:{CLEAN}"


async def test_uploads_have_a_target_of_ones_own(shelf: UploadDesk) -> None:
    with pytest.raises(FormRefused, match="product: required"):
        await add(shelf, "photo", "")
    with pytest.raises(FormRefused, match="kind: not_offered"):
        await add(shelf, "virus", HONEY)
    with pytest.raises(Forbidden):
        await add(shelf, "photo", RUG)
    with pytest.raises(Forbidden):
        await shelf.add(ORGANISER, "logo", "", (RAW, 1), CATALOGUE, NOW)


async def test_an_exhibitor_has_room_for_so_many_files(
    shelf: UploadDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_FILES", 2)
    first = await add(shelf)
    await add(shelf)
    with pytest.raises(TooMany):
        await add(shelf)
    await shelf.refuse_intake(first.id, "too_big", NOW)
    assert (await add(shelf)).state == "pending"


async def test_only_an_organiser_decides(shelf: UploadDesk) -> None:
    upload = await add(shelf)
    await shelf.mark_ready(upload.id, CLEAN, NOW)
    for step in (shelf.approve, shelf.take_down):
        with pytest.raises(Forbidden):
            await step(OWNER, upload.id, NOW)
    with pytest.raises(Forbidden):
        await shelf.refuse(OWNER, upload.id, "no", NOW)
