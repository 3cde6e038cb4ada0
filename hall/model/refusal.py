"""What is wrong with a form that somebody filled in, field by field."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True, slots=True)
class FieldError:
    """One fault of one field.

    `field` is a path such as `lines.0.quantity` or `buyer.phone`; `code` is stable and has
    its words under `orders.error.<code>`, which take `values`.
    """

    field: str
    code: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
