"""Why a service refuses what somebody asked for. `hall.http` gives each its status.

ServiceError
├── FormRefused        fields are wrong; `errors` has all of them at once
├── KeyReused          the idempotency key came with another body before
├── NotFound           nothing has this token, number or id
├── Forbidden          the account may not do this
├── LinkInvalid        a signed link is not one of ours
├── StepRefused        the state does not allow this step (`state`, `step`)
├── VersionStale       somebody else changed it first
├── InviteRefused      the invite is unknown, used, expired or revoked (`why`)
└── TooMany            a limit is reached; `retry_after_s` says for how long
"""

from __future__ import annotations

from collections.abc import Iterable

from hall.model.refusal import FieldError


class ServiceError(Exception):
    """A request that cannot be granted; nothing of it was kept."""


class FormRefused(ServiceError):
    """Fields of a form are wrong."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        """Keep every fault, ordered as the form is."""
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{error.field}: {error.code}" for error in self.errors))


class KeyReused(ServiceError):
    """The same idempotency key came before with another body."""


class NotFound(ServiceError):
    """There is no such thing."""


class LinkInvalid(ServiceError):
    """The link was not signed here, or was cut off on its way."""


class StepRefused(ServiceError):
    """The state that something is in does not allow this step."""

    def __init__(self, state: str, step: str) -> None:
        """Keep what it is and what was asked."""
        self.state = state
        self.step = step
        super().__init__(f"what is {state} does not allow {step}")


class VersionStale(ServiceError):
    """Somebody else changed it since it was read."""


class InviteRefused(ServiceError):
    """The invite opens nothing: `why` is `unknown`, `used`, `expired` or `revoked`."""

    def __init__(self, why: str) -> None:
        """Keep the reason."""
        self.why = why
        super().__init__(f"this invite is {why}")


class TooMany(ServiceError):
    """A limit is reached."""

    def __init__(self, what: str, retry_after_s: int) -> None:
        """Keep what is limited and when to come again."""
        self.what = what
        self.retry_after_s = retry_after_s
        super().__init__(f"too many {what}; try again in {retry_after_s} s")


class Forbidden(ServiceError):
    """The account may not do this."""
