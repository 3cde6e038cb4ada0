"""Uploads: what came, what the intake made of it, what the organiser decided.

    desk = UploadDesk(database)
    upload = await desk.add(account, kind, product, sha256, size_bytes, catalogue, now)  # pending
    upload = await desk.mark_ready(upload.id, clean_sha256, now)      # the intake passed it
    upload = await desk.refuse_intake(upload.id, "not_a_picture", now)
    uploads = await desk.list_for(exhibitor)
    uploads = await desk.list_waiting(organiser)                      # ready, not decided
    upload = await desk.approve(organiser, upload.id, now)            # also after take_down
    upload = await desk.refuse(organiser, upload.id, reason, now)
    upload = await desk.take_down(organiser, upload.id, now)
    pending = await desk.list_pending()             # to go on with after a restart

Rows only: bytes are kept by their hash in `hall.store.files`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from hall.model.account import Account
from hall.model.catalogue import Catalogue
from hall.model.change import UPLOAD_KINDS, Upload
from hall.service.changes import MOST_LISTED, is_new_item, require_organiser
from hall.service.clock import to_micros
from hall.service.errors import Forbidden, NotFound, StepRefused, TooMany
from hall.service.form_checks import LONGEST_TEXT, Faults, clean_text
from hall.store.database import Database, uploads
from hall.store.database.writer import Transaction

MOST_FILES = 200
MOST_BYTES = 200 * 2**20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DAY_S = 86_400
Step = Callable[[Upload], Upload]


class UploadDesk:
    """Keeps account of uploads."""

    def __init__(self, database: Database) -> None:
        """Write to and read from `database`."""
        self._database = database

    async def add(
        self,
        account: Account,
        kind: str,
        product: str,
        file: tuple[str, int],
        catalogue: Catalogue,
        now: datetime,
    ) -> Upload:
        """Note a file that was received: `file` is its SHA-256 in hex and its size in bytes.

        Raises:
            Forbidden: the product is not the account's own.
            FormRefused: the kind is none, or a product is missing.
            TooMany: the exhibitor's files or bytes are used up.
        """
        exhibitor = account.exhibitor
        if exhibitor is None:
            raise Forbidden("only an exhibitor uploads to its stand")
        _check_target(exhibitor, kind, product, catalogue)
        sha256, size_bytes = file
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in hex: {sha256[:80]!r}")
        moment = to_micros(now)
        upload = Upload(
            id=secrets.token_urlsafe(12),
            exhibitor=exhibitor,
            kind=kind,
            product=product,
            sha256=sha256,
            clean_sha256="",
            size_bytes=size_bytes,
            state="pending",
            version=1,
            made_by=account.id,
            made_us=moment,
            changed_us=moment,
        )

        def job(at: Transaction) -> Upload:
            files, taken = uploads.count_taken(at, exhibitor)
            if files >= MOST_FILES or taken + size_bytes > MOST_BYTES:
                raise TooMany("uploads", _DAY_S)
            uploads.insert_upload(at, upload)
            return upload

        return await self._database.write(job)

    async def find(self, upload_id: str) -> Upload:
        """Return an upload.

        Raises:
            NotFound: there is none.
        """
        upload = await uploads.find_upload(self._database, upload_id)
        if upload is None:
            raise NotFound("there is no such upload")
        return upload

    async def list_for(self, exhibitor: str) -> tuple[Upload, ...]:
        """Return an exhibitor's uploads, newest first."""
        return await uploads.list_of_exhibitor(self._database, exhibitor, MOST_LISTED)

    async def list_pending(self) -> tuple[Upload, ...]:
        """Return what the intake has not looked at, oldest first."""
        return await uploads.list_by_state(self._database, "pending")

    async def list_waiting(self, organiser: Account) -> tuple[Upload, ...]:
        """Return what waits for the organiser, longest waiting first.

        Raises:
            Forbidden: the account is no organiser's.
        """
        require_organiser(organiser)
        return await uploads.list_by_state(self._database, "ready")

    async def list_shown(self, organiser: Account) -> tuple[Upload, ...]:
        """Return what is approved, longest unchanged first.

        Raises:
            Forbidden: the account is no organiser's.
        """
        require_organiser(organiser)
        return await uploads.list_by_state(self._database, "approved")

    async def list_taken_down(self, organiser: Account) -> tuple[Upload, ...]:
        """Return what was taken down, longest ago first.

        Raises:
            Forbidden: the account is no organiser's.
        """
        require_organiser(organiser)
        return await uploads.list_by_state(self._database, "taken_down")

    async def mark_ready(self, upload_id: str, clean_sha256: str, now: datetime) -> Upload:
        """Note the clean file that the intake wrote.

        Raises:
            NotFound, StepRefused: no such upload; it does not wait for the intake.
        """

        def ready(upload: Upload) -> Upload:
            return replace(upload, state="ready", clean_sha256=clean_sha256)

        return await self._move(upload_id, ("pending",), ready, now)

    async def refuse_intake(self, upload_id: str, reason: str, now: datetime) -> Upload:
        """Note why the intake refused the file. Raises as `mark_ready` does."""

        def refused(upload: Upload) -> Upload:
            return replace(upload, state="refused", reason=reason)

        return await self._move(upload_id, ("pending",), refused, now)

    async def approve(self, organiser: Account, upload_id: str, now: datetime) -> Upload:
        """Let the next build show it.

        Raises:
            Forbidden, NotFound: not the organiser; no such upload.
            StepRefused: it has not passed the intake, or was refused.
        """
        require_organiser(organiser)

        def approved(upload: Upload) -> Upload:
            return replace(upload, state="approved", decided_by=organiser.id)

        return await self._move(upload_id, ("ready", "taken_down"), approved, now)

    async def refuse(
        self, organiser: Account, upload_id: str, reason: str, now: datetime
    ) -> Upload:
        """Refuse a file that the intake passed. Raises as `approve` does."""
        require_organiser(organiser)
        why = clean_text(reason)[:LONGEST_TEXT]

        def refused(upload: Upload) -> Upload:
            return replace(upload, state="refused", reason=why, decided_by=organiser.id)

        return await self._move(upload_id, ("ready",), refused, now)

    async def take_down(self, organiser: Account, upload_id: str, now: datetime) -> Upload:
        """Stop showing it from the next build on. Raises as `approve` does."""
        require_organiser(organiser)

        def taken_down(upload: Upload) -> Upload:
            return replace(upload, state="taken_down", decided_by=organiser.id)

        return await self._move(upload_id, ("approved",), taken_down, now)

    async def _move(
        self, upload_id: str, before: tuple[str, ...], step: Step, now: datetime
    ) -> Upload:
        def job(at: Transaction) -> Upload:
            upload = uploads.read_upload(at, upload_id)
            if upload is None:
                raise NotFound("there is no such upload")
            moved = step(upload)
            if upload.state == moved.state:
                return upload
            if upload.state not in before:
                raise StepRefused(upload.state, moved.state)
            moved = replace(moved, version=upload.version + 1, changed_us=to_micros(now))
            uploads.update_upload(at, moved)
            return moved

        return await self._database.write(job)


def _check_target(exhibitor: str, kind: str, product: str, catalogue: Catalogue) -> None:
    faults = Faults()
    faults.choice("kind", kind, UPLOAD_KINDS)
    if kind != "logo" and not product:
        faults.add("product", "required")
    faults.refuse()
    known = catalogue.products.get(product)
    mine = known.exhibitor == exhibitor if known else is_new_item(exhibitor, product)
    if product and not mine:
        raise Forbidden("this is not a product of the exhibitor's own")
