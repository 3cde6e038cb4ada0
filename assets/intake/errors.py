"""Why an upload was refused."""

from __future__ import annotations


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
