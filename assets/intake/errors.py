"""Why an upload was refused."""

from __future__ import annotations

CODES = frozenset(
    {
        "upload.empty", "upload.too_large", "upload.unknown_kind", "upload.extension",
        "picture.unreadable", "picture.too_many_pixels", "picture.too_small",
        "model.glb", "model.json", "model.gltf", "model.nodes", "model.extension",
        "model.external", "model.image", "model.stl", "model.ply", "model.obj", "model.numbers",
        "model.too_large", "model.too_many_vertices", "model.too_many_triangles", "model.size",
        "model.empty", "model.damaged",
    }
)  # fmt: skip
"""Every reason there is, for whoever puts them into words."""

NOTES = frozenset(
    {"model.read_as_cm", "model.read_as_mm", "model.decimated", "model.one_texture_kept"}
)
"""What is told about a model that was taken."""


class IntakeError(ValueError):
    """An upload is refused.

    `code` is stable and names the reason for translation (`upload.*`, `picture.*`,
    `model.*`); the message is English and says what was found and what would be right.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[IntakeError], tuple[str, str]]:
        # It crosses from the child process to its parent.
        return IntakeError, (self.code, self.message)
