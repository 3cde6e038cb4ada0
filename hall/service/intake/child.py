"""What happens inside the limited child: hostile bytes in, a clean file or a reason out."""

from __future__ import annotations

import os
import tempfile
from multiprocessing.connection import Connection

from assets.intake import IntakeError, check_upload, read_image, read_model
from exporters.model import build_model
from hall.service.intake.limits import confine

CLEAN = b"C"
REFUSED = b"R"


def work(answer: Connection, kind: str, filename: str, data: bytes) -> None:
    """Read one upload and send `CLEAN` and its new bytes, or `REFUSED` and a code.

    The process works in an empty folder of its own, so that a relative name in a file leads
    nowhere.
    """
    with tempfile.TemporaryDirectory(prefix="intake-") as folder:
        os.chdir(folder)
        confine()
        try:
            answer.send_bytes(CLEAN + clean(kind, filename, data))
        except IntakeError as error:
            answer.send_bytes(REFUSED + error.code.encode())
        except MemoryError:
            answer.send_bytes(REFUSED + b"upload.too_complex")
        finally:
            os.chdir("/")


def clean(kind: str, filename: str, data: bytes) -> bytes:
    """Return the upload written anew: a WebP, or for `model` a GLB of our own exporter.

    Raises:
        IntakeError: the reason why not.
    """
    if kind == "model":
        model = read_model(data, filename)
        return build_model(model.mesh, model.texture)
    found = check_upload(data, filename)
    if not found.is_image:
        raise IntakeError("upload.not_a_picture", f"a {found} file is not a picture")
    return read_image(data).data
