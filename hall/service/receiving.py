"""An uploaded file on its way: noted, read in the gate, kept as the intake wrote it.

The bytes as they came are never written to disk: what is kept, below `uploads/` by its hash,
is what the intake wrote. A file whose reading a stop of the server cut off is refused with
`upload.interrupted` at the next start, so that its sender tries again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hall.model.account import Account
from hall.model.catalogue import Catalogue
from hall.model.change import Upload
from hall.service.errors import NotFound
from hall.service.intake import IntakeGate, IntakeRefused
from hall.service.uploads import UploadDesk
from hall.store.files import write_atomic

PICTURE_BYTES = 8 * 2**20
MODEL_BYTES = 10 * 2**20
_INTERRUPTED = "upload.interrupted"


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """One file of a form: `kind` logo, picture, photo or model; `product` empty for a logo."""

    kind: str
    product: str
    filename: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reception:
    """Takes files in and gives the clean ones out again to those who may see them."""

    desk: UploadDesk
    gate: IntakeGate
    folder: Path

    async def receive(
        self, account: Account, file: IncomingFile, catalogue: Catalogue, now: datetime
    ) -> Upload:
        """Return the upload, `ready` for review or `refused` with the reason's code.

        Raises:
            Forbidden, FormRefused, TooMany: it is not for this account, or not yet.
        """
        noted = (hashlib.sha256(file.data).hexdigest(), len(file.data))
        upload = await self.desk.add(account, file.kind, file.product, noted, catalogue, now)
        most = MODEL_BYTES if file.kind == "model" else PICTURE_BYTES
        if len(file.data) > most:
            return await self.desk.refuse_intake(upload.id, "upload.too_big", now)
        try:
            clean = await self.gate.read(file.kind, file.filename, file.data)
        except IntakeRefused as refusal:
            return await self.desk.refuse_intake(upload.id, refusal.code, now)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomic(self.folder / clean.sha256, clean.data)
        return await self.desk.mark_ready(upload.id, clean.sha256, now)

    async def refuse_interrupted(self, now: datetime) -> int:
        """Refuse what a stop of the server cut off; return how many there were."""
        pending = await self.desk.list_pending()
        for upload in pending:
            await self.desk.refuse_intake(upload.id, _INTERRUPTED, now)
        return len(pending)

    async def read_clean(self, account: Account, upload_id: str) -> bytes:
        """Return the clean bytes for a preview, to the organiser or the sender only.

        Raises:
            NotFound: there is no such file, or not for this account.
        """
        upload = await self.desk.find(upload_id)
        mine = account.role == "organiser" or account.exhibitor == upload.exhibitor
        path = self.folder / upload.clean_sha256
        if not mine or not upload.clean_sha256 or not path.is_file():
            raise NotFound("there is no such upload")
        return path.read_bytes()
