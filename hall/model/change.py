"""What exhibitors change and upload, and what the organiser decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CHANGE_NOUNS = ("exhibitor", "product")
CHANGE_STATES = ("draft", "submitted", "approved", "refused", "taken_down")
UPLOAD_STATES = ("pending", "ready", "refused", "approved", "taken_down")
# logo: of the exhibitor; picture: the label or cloth of a product's form; model: its own 3D
# model; photo: one of a product's photographs.
UPLOAD_KINDS = ("logo", "picture", "photo", "model")


@dataclass(frozen=True, slots=True)
class Change:
    """An edit of one exhibitor or product.

    `noun` is `exhibitor` or `product`, `item` its id. `fields` maps columns of the fair's
    tables (`name_fr`, `price`, ...) to new cells, `base` the same columns to the cells that
    the exhibitor saw, so that a later edit of the table can be told from this one.
    """

    id: str
    exhibitor: str
    noun: str
    item: str
    fields: Mapping[str, str]
    base: Mapping[str, str]
    state: str
    version: int
    made_by: str
    made_us: int
    changed_us: int
    decided_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file.

    `sha256` names the bytes as they came, `clean_sha256` those that the intake wrote and that
    may be shown. `product` is empty for a logo. `reason` says why it was refused.
    """

    id: str
    exhibitor: str
    kind: str
    product: str
    sha256: str
    clean_sha256: str
    size_bytes: int
    state: str
    version: int
    made_by: str
    made_us: int
    changed_us: int
    reason: str = ""
    decided_by: str = ""
