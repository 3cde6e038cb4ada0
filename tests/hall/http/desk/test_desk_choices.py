"""A family's own fields are asked for as what they are: boxes, a list, a number, a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from web_fair import make_catalogue

from hall.http.pages.desk_fields import collect_cells, controls_of, product_groups
from hall.model.catalogue import Catalogue
from hall.model.fair import Family, FamilyField
from hall.model.text import Texts

WORDS = {
    "wool": Texts({"fr": "Laine", "ar": "صوف", "en": "Wool"}),
    "cotton": Texts({"fr": "Coton", "ar": "قطن", "en": "Cotton"}),
}
NAME = Texts({"fr": "Champ"})
FIELDS = (
    FamilyField("materials", NAME, "choice", choices=WORDS, many=True),
    FamilyField("ground", NAME, "choice", choices=WORDS),
    FamilyField("dyes", NAME, "choice"),
    FamilyField("knots", NAME, "int"),
)


@pytest.fixture
def catalogue() -> Catalogue:
    return replace(make_catalogue(), families={"rug": Family("rug", NAME, FIELDS)})


def test_choices_are_offered_in_the_words_of_the_page(catalogue: Catalogue) -> None:
    controls = controls_of(product_groups(catalogue, "ar", "rug"))
    kinds = {name: controls[name].kind for name in ("materials", "ground", "dyes", "knots")}
    assert kinds == {"materials": "many", "ground": "choice", "dyes": "line", "knots": "number"}
    assert controls["materials"].options == (("wool", "صوف"), ("cotton", "قطن"))
    assert controls["ground"].options == (("", "—"), ("wool", "صوف"), ("cotton", "قطن"))
    assert controls["materials"].show("wool|cotton") == "صوف · قطن"


def test_ticked_choices_become_the_cell_of_a_table(catalogue: Catalogue) -> None:
    groups = product_groups(catalogue, "fr", "rug")
    sent = {"materials.shown": "1", "materials.wool": "on", "materials.cotton": "on",
            "ground": "cotton"}  # fmt: skip
    assert collect_cells(groups, sent, {"materials": "cotton"}) == {
        "materials": "cotton|wool", "ground": "cotton",
    }  # fmt: skip
