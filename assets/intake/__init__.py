"""The intake: bytes from strangers → clean values, or a reason.

Pure functions, meant to run in a child process with limits on memory, time and files.
Order: `check_upload` (what is it), then `read_image` or `read_model`; nothing of the
upload is kept as it came.
"""

from __future__ import annotations

from assets.intake.errors import CODES, NOTES, IntakeError
from assets.intake.image import CleanImage, read_image
from assets.intake.kinds import UploadKind, check_upload
from assets.intake.model import CleanModel, read_model
from assets.intake.precheck import precheck_model

__all__ = [
    "CODES",
    "NOTES",
    "CleanImage",
    "CleanModel",
    "IntakeError",
    "UploadKind",
    "check_upload",
    "precheck_model",
    "read_image",
    "read_model",
]
