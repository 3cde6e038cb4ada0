"""The forms by their ids, with how each is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assets.forms import containers, figures, food, packs, pottery, woven
from assets.forms.part import FormBuilder


@dataclass(frozen=True, slots=True)
class View:
    """How a product picture looks at a form: degrees turned and degrees above the horizon."""

    yaw_deg: float = -20.0
    elevation_deg: float = 13.0
    fill: float = 0.74


@dataclass(frozen=True, slots=True)
class Form:
    """One parametric form: its builder, own size (width, height, depth in mm) and view.

    `label_aspect` is width / height of the area that takes the picture. `cloth` forms take
    their true size from the exhibit; the others keep their proportions and fit in it.
    """

    id: str
    build: FormBuilder
    size_mm: tuple[int, int, int]
    label_aspect: float
    view: View = View()
    cloth: bool = False


_ALL = (
    Form("jar", containers.build_jar, (78, 110, 79), 1.66, View(-4, 11, 0.72)),
    Form("bottle", containers.build_bottle, (74, 280, 75), 0.87, View(-4, 7, 0.80)),
    Form("flask", containers.build_flask, (44, 115, 45), 1.17, View(-4, 10, 0.78)),
    Form("sachet", packs.build_sachet, (140, 219, 69), 0.8, View(-22, 9, 0.78)),
    Form("box", packs.build_box, (227, 150, 95), 1.86, View(-30, 20, 0.76)),
    Form("basket", woven.build_basket, (368, 333, 372), 1.72, View(-16, 24, 0.80)),
    Form("soap", packs.build_soap, (85, 60, 32), 1.29, View(-26, 20, 0.68)),
    Form("tagine", pottery.build_tagine, (280, 240, 280), 2.16, View(-4, 17, 0.80)),
    Form("bowl", pottery.build_bowl, (220, 95, 220), 1.98, View(-4, 24, 0.78)),
    Form("vase", pottery.build_vase, (171, 300, 172), 1.24, View(-4, 11, 0.80)),
    Form("plate", pottery.build_plate, (301, 300, 125), 1.0, View(-20, 10, 0.76)),
    Form("rug", woven.build_rug, (1500, 2000, 69), 0.73, View(-17, 5, 0.84), cloth=True),
    Form("textile", woven.build_textile, (1180, 1600, 100), 0.72, View(-17, 5, 0.84), cloth=True),
    Form("bag", woven.build_bag, (320, 418, 102), 1.43, View(-22, 12, 0.80)),
    Form("bread", food.build_bread, (360, 119, 280), 1.52, View(-16, 26, 0.78)),
    Form("crate", food.build_crate, (348, 193, 249), 1.73, View(-22, 30, 0.80)),
    Form("figurine", figures.build_figurine, (96, 208, 82), 3.04, View(-12, 10, 0.80)),
    Form("book", packs.build_book, (149, 209, 62), 0.7, View(-26, 9, 0.76)),
    Form("frame", packs.build_frame, (400, 300, 100), 1.49, View(-20, 8, 0.78)),
)

FORMS: Mapping[str, Form] = MappingProxyType({form.id: form for form in _ALL})
