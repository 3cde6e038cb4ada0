"""Refusals: one exception, one JSON shape (RFC 9457), one page with the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

import msgspec
from aiohttp import web
from msgspec import Struct

from hall.service.wording import load_words, word
from hall.store.errors import DatabaseBusy, StorageFull, StoreError

PROBLEM_TYPE = "application/problem+json"


class FieldProblem(Struct, frozen=True):
    """What is wrong with one field of a form or of a JSON body."""

    field: str
    message: str


class ProblemShape(Struct, frozen=True, omit_defaults=True):
    """RFC 9457 with a stable `code` and, for forms, the faults by field."""

    title: str
    status: int
    detail: str
    code: str
    type: str = "about:blank"
    errors: tuple[FieldProblem, ...] = ()

    @classmethod
    def of(cls, problem: Problem, lang: str) -> ProblemShape:
        return cls(
            title=word(lang, f"problem.{problem.code}.title"),
            status=problem.status,
            detail=problem.detail or word(lang, f"problem.{problem.code}.detail"),
            code=problem.code,
            errors=tuple(problem.errors),
        )


class Problem(Exception):
    """A request that is refused. `code` has its words under `problem.<code>.title`."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        detail: str = "",
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Refuse with `status`; `detail` replaces the general words of the code."""
        super().__init__(f"{status} {code} {detail}".strip())
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


def not_found() -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, "not_found")


def from_store_error(error: StoreError) -> Problem:
    """Return what a visitor is told when nothing could be kept: try again, nothing is lost."""
    if isinstance(error, StorageFull):
        return Problem(
            HTTPStatus.INSUFFICIENT_STORAGE, "storage_full", headers={"Retry-After": "60"}
        )
    if isinstance(error, DatabaseBusy):
        return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", headers={"Retry-After": "5"})
    return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "failed")


def from_http_error(error: web.HTTPException) -> Problem:
    """Return aiohttp's own refusal in our shape."""
    code = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}.get(
        error.status, "bad_request" if error.status < HTTPStatus.INTERNAL_SERVER_ERROR else "failed"
    )
    kept = {name: error.headers[name] for name in ("Allow",) if name in error.headers}
    return Problem(error.status, code, headers=kept)


def problem_response(problem: Problem, lang: str) -> web.Response:
    body = msgspec.json.encode(ProblemShape.of(problem, lang))
    headers = {"Cache-Control": "no-store", **problem.headers}
    return web.Response(
        status=problem.status, body=body, content_type=PROBLEM_TYPE, headers=headers
    )


def field_message(lang: str, prefix: str, code: str, values: Mapping[str, str]) -> str:
    """Return the words of a field's fault, or the general ones where the code has none."""
    words = load_words(lang)
    key = f"{prefix}.{code}"
    text = words.get(key, words["problem.invalid.detail"])
    return text.format(**values) if values else text
