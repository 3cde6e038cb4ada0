"""A sample fair's folder: a drawn plan, and the rows of a shipped sample over and over.

The rows come round with new names, so that a hall of thousands costs the pictures of one of
hundreds; everything is marked as a sample.
"""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from hall.service.sampling.names import MOST_NAMES, invent_name
from hall.service.sampling.plan import draw_plan

LEAST_STANDS, MOST_STANDS = 20, MOST_NAMES
M2_EACH = 30
"""Floor for each stand where no area is asked for: that of the Oriental fair."""
_LEAST_M2_EACH, _MOST_M2_EACH = 17, 200
_REFERENCES = (
    "delivery.yaml", "families.yaml", "labels.yaml", "places.yaml", "rates.yaml", "synonyms.yaml",
)  # fmt: skip
# Fronts in metres, and how often each: most stands are single ones.
_FRONTS = (3, 3, 3, 4, 3, 3, 6, 3, 3, 4, 3, 3)
_DENSE_FRONTS = (3, 3, 3, 3, 3, 4)
_DENSE_M2_EACH = 24
# Where floor is plenty, deeper stands and wider aisles fill it to its end.
_ROOMY_M2_EACH = 28
# What makes a row long: a table has a limit, and a sample's visitors read few of thousands.
_LONG = ("how_made_fr", "how_made_ar", "how_made_en", "ingredients_fr", "ingredients_ar",
         "ingredients_en", "photos", "photo_alt_fr", "photo_alt_ar", "photo_alt_en")  # fmt: skip
_LEFT_EMPTY = ("near", "apart", "open_sides", "host", "ice", "whatsapp")


class SampleRefused(ValueError):
    """A sample of this shape cannot be made; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class SampleShape:
    """How large: stands, floor in m² and products of each exhibitor.

    Raises:
        SampleRefused: a number is out of range.
    """

    stands: int
    area_m2: int
    products_each: int = 4

    def __post_init__(self) -> None:
        if not LEAST_STANDS <= self.stands <= MOST_STANDS:
            message = f"{self.stands} stands: from {LEAST_STANDS} to {MOST_STANDS} can be made"
            raise SampleRefused(message)
        least, most = (self.stands * each for each in (_LEAST_M2_EACH, _MOST_M2_EACH))
        if not least <= self.area_m2 <= most:
            message = f"{self.area_m2} m² for {self.stands} stands: {least} to {most} m² would do"
            raise SampleRefused(message)
        if self.products_each < 0:
            raise SampleRefused(f"{self.products_each} products each: 0 or more would be right")

    @property
    def fronts(self) -> tuple[int, ...]:
        """Widths of stands in metres, one after the other: small ones where floor is short."""
        dense = self.area_m2 < self.stands * _DENSE_M2_EACH
        return _DENSE_FRONTS if dense else _FRONTS

    @property
    def depth_m(self) -> int:
        """Depth of every stand in metres."""
        return 4 if self._is_roomy else 3

    @property
    def aisle_m(self) -> float:
        """Width of aisles in metres."""
        return 4.5 if self._is_roomy else 3

    @property
    def _is_roomy(self) -> bool:
        return self.area_m2 >= self.stands * _ROOMY_M2_EACH


def write_sample(source: Path, folder: Path, shape: SampleShape) -> None:
    """Write a fair of `shape` into the new `folder`, from the tables of the fair at `source`."""
    folder.mkdir(parents=True)
    fair = (source / "fair.yaml").read_text("utf-8")
    (folder / "fair.yaml").write_text(_rename(fair, source.name, shape), "utf-8")
    (folder / "plan.yaml").write_text(draw_plan(shape.area_m2, shape.aisle_m), "utf-8")
    for name in _REFERENCES:
        shutil.copy(source / name, folder / name)
    shutil.copytree(source / "media", folder / "media")
    leads = [row for row in _read(source / "exhibitors.csv") if not row["host"]]
    exhibitors = [
        _exhibitor(leads[place % len(leads)], place, shape) for place in range(shape.stands)
    ]
    _write(folder / "exhibitors.csv", exhibitors, leads)
    goods = _read(source / "products.csv")
    _write(folder / "products.csv", _products(goods, leads, shape), goods)
    programme = _read(source / "programme.csv")
    kept = [{**row, "exhibitors": ""} for row in programme if row["room"] == "stage"]
    _write(folder / "programme.csv", kept, programme)


def _rename(fair: str, old: str, shape: SampleShape) -> str:
    """Return fair.yaml with an id of its own and names that say what it is."""
    lines: list[str] = []
    names = {
        "fr": f"Salon d’exemple de {shape.stands} stands",
        "ar": f"معرض نموذجي من {shape.stands} جناح",
        "en": f"Sample fair of {shape.stands} stands",
    }
    part = ""
    for line in fair.splitlines():
        if line and not line[0].isspace():
            part = line.split(":")[0]
        lang = line.strip().split(":")[0]
        if part == "name" and lang in names:
            lines.append(f'  {lang}: "{names[lang]}"')
        else:
            lines.append(line.replace(old, f"sample-{shape.stands}"))
    return "\n".join(lines) + "\n"


def _exhibitor(row: dict[str, str], place: int, shape: SampleShape) -> dict[str, str]:
    name = invent_name(place)
    own = {
        "id": f"sample-{place + 1}",
        "name_fr": name.fr,
        "name_ar": name.ar,
        "name_en": name.en,
        "register_no": f"SAMPLE-{place + 1}",
        "phone": f"+2125{place + 1:08d}",
        "email": f"contact@sample-{place + 1}.example",
        "width_m": str(shape.fronts[place % len(shape.fronts)]),
        "depth_m": str(shape.depth_m),
        "kit": "shell_scheme" if row["kit"] == "island" else row["kit"],
    }
    return {**row, **dict.fromkeys(_LEFT_EMPTY, ""), **own}


def _products(
    goods: list[dict[str, str]], leads: list[dict[str, str]], shape: SampleShape
) -> list[dict[str, str]]:
    by_exhibitor: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in goods:
        by_exhibitor[row["exhibitor"]].append(row)
    shown = [
        _choose(by_exhibitor, leads[place:] + leads[:place], shape.products_each)
        for place in range(len(leads))
    ]
    found: list[dict[str, str]] = []
    for place in range(shape.stands):
        own = shown[place % len(leads)]
        owner = f"sample-{place + 1}"
        found += [
            {**row, **dict.fromkeys(_LONG, ""), "id": f"{owner}-{number}", "exhibitor": owner}
            for number, row in enumerate(own, 1)
        ]
    return found


def _choose(
    goods: Mapping[str, list[dict[str, str]]], leads: list[dict[str, str]], most: int
) -> list[dict[str, str]]:
    """Return the products of the first; one that has few shows some of its sector besides."""
    alike = (lead for lead in leads if lead["sector"] == leads[0]["sector"])
    return list(islice((row for lead in alike for row in goods.get(lead["id"], ())), most))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, str]], like: list[dict[str, str]]) -> None:
    """Write rows under the columns of a table that they come from."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(like[0]))
        writer.writeheader()
        writer.writerows(rows)
