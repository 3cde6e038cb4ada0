"""What stands on a stand, as values. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from layout.values import KitName, Side

SizeMm = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One product as it stands on a stand.

    `form` names a parametric form (`assets.forms.FORMS`); `picture` is an encoded image
    (WebP, PNG or JPEG) that becomes its label or its cloth; `model` is a clean GLB that the
    intake wrote, shown instead of the form. `size_mm` is width, height, depth; None means the
    form's own size. `colour` is `#rrggbb`, the body of the form.
    """

    product_id: str
    form: str
    colour: str
    picture: bytes | None = None
    model: bytes | None = None
    size_mm: SizeMm | None = None


@dataclass(frozen=True, slots=True)
class StandDressing:
    """Everything the near tier of one stand is built from, in the stand's own frame.

    The frame: origin at the left end of the front, +x along the front to the right of a
    visitor facing it, +y (up) height, -z into the stand.
    """

    stand_id: str
    number: str
    name_latin: str
    name_arabic: str
    colour: str
    width_mm: int
    depth_mm: int
    open_sides: tuple[Side, ...]
    kit: KitName
    logo: bytes | None = None
    exhibits: tuple[Exhibit, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """The fair's look: colours as `#rrggbb` and the name of a motif."""

    primary: str
    secondary: str
    accent: str
    motif: str
    name_latin: str
    name_arabic: str
