"""The small YAML files of a fair: what they say, and what they may leave open."""

from __future__ import annotations

from typing import Any

import pytest

from hall.model.money import Money
from hall.store.folder import FolderRead, read_fair_folder


@pytest.mark.parametrize("fee", ["null", "", "~", '""'])
def test_a_fee_left_open_is_agreed_case_by_case(fair: Any, fee: str) -> None:
    fair.replace("delivery.yaml", "fee: 35", f"fee: {fee}")
    read = read_fair_folder(fair.path)
    assert read.findings == ()
    assert [rate.fee for mode in read.delivery.modes for rate in mode.fees] == [None]


def test_a_fee_of_nothing_is_not_a_fee_left_open(fair: Any) -> None:
    fair.replace("delivery.yaml", "fee: 35", "fee: 0")
    read = read_fair_folder(fair.path)
    assert [rate.fee for mode in read.delivery.modes for rate in mode.fees] == [Money(0)]


def test_a_fee_that_is_no_amount_is_told_with_its_place(fair: Any) -> None:
    fair.replace("delivery.yaml", "fee: 35", "fee: gratuit")
    found = [f for f in read_fair_folder(fair.path).findings if f.code == "delivery.bad_fee"]
    assert [(str(f.span), f.severity) for f in found] == [("delivery.yaml:6:46", "error")]


def test_the_towns_of_a_province_are_read(fair: Any) -> None:
    fair.replace("places.yaml", "countries:", "towns: {figuig: [Bouarfa, بوعرفة]}\ncountries:")
    read = read_fair_folder(fair.path)
    assert read.findings == ()
    assert read.places.towns == {"figuig": ("Bouarfa", "بوعرفة")}


def test_towns_of_an_unknown_province_are_refused_with_the_nearest(fair: Any) -> None:
    fair.replace("places.yaml", "countries:", "towns: {figig: [Bouarfa]}\ncountries:")
    (found,) = read_fair_folder(fair.path).findings
    assert (found.code, str(found.span)) == ("place.unknown_province", "places.yaml:7:16")
    assert "did you mean figuig?" in found.message


CHOICES = """\
      - id: materials
        name: {fr: Matières, ar: المواد, en: Materials}
        kind: choice
        many: yes
        choices:
          wool: {fr: Laine, ar: صوف, en: Wool}
          cotton: {fr: Coton, ar: قطن, en: Cotton}
"""
HEADER = "id,exhibitor,family,name_fr,name_ar,name_en,price,price_date,materials\n"


def write_rug(fair: Any, materials: str, choices: str = CHOICES) -> FolderRead:
    name = "{fr: Largeur, ar: العرض, en: Width}, kind: number, unit: cm}\n"
    fair.replace("families.yaml", name, name + choices)
    row = f'tapis,coop-b,rug,Tapis,زربية,Rug,900,2026-06-20,"{materials}"\n'
    fair.write("products.csv", HEADER + row)
    return read_fair_folder(fair.path)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("wool", "wool"), ("wool|cotton", "wool|cotton"), ("Laine", "wool"), ("LAINE; coton",
        "wool|cotton"), ("صوف، قطن", "wool|cotton"), ("cotton|laine|wool", "cotton|wool"),
    ],
)  # fmt: skip
def test_choices_are_kept_as_ids_whatever_language_names_them(
    fair: Any, cell: str, kept: str
) -> None:
    read = write_rug(fair, cell)
    assert read.findings == ()
    assert read.products[0].extra == {"materials": kept}


@pytest.mark.parametrize(("cell", "hint"), [("whool", "wool"), ("laines fines, lane", "Laine")])
def test_an_unknown_choice_is_told_with_the_nearest(fair: Any, cell: str, hint: str) -> None:
    read = write_rug(fair, cell)
    found = [f for f in read.findings if f.code == "product.bad_choice"]
    assert {(f.severity, str(f.span)) for f in found} == {("error", "products.csv:2:49")}
    assert f"did you mean {hint}?" in found[-1].message
    assert "one of wool, cotton" in found[-1].message


def test_one_choice_is_one_cell_even_with_a_comma(fair: Any) -> None:
    single = CHOICES.replace("        many: yes\n", "").replace("fr: Coton", 'fr: "Coton, fin"')
    assert write_rug(fair, "Coton, fin", single).products[0].extra == {"materials": "cotton"}


def test_choices_of_a_field_that_is_none_are_refused(fair: Any) -> None:
    read = write_rug(fair, "wool", CHOICES.replace("kind: choice", "kind: int"))
    assert "family.choices" in [f.code for f in read.findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("cell", "kept", "codes"),
    [
        ("4-6", "4-6", []), ("toute l'année", "toute l'année", []),
        ("2026-06-04", "", ["product.season_is_a_day"]),
        ("4/6/2026", "", ["product.season_is_a_day"]),
    ],
)  # fmt: skip
def test_a_season_that_a_spreadsheet_made_a_day_is_told(
    fair: Any, cell: str, kept: str, codes: list[str]
) -> None:
    fair.write("products.csv", HEADER.replace("materials", "season")
               + f"miel,coop-a,honey,Miel,عسل,Honey,85,2026-06-20,{cell}\n")  # fmt: skip
    read = read_fair_folder(fair.path)
    assert [finding.code for finding in read.findings] == codes
    assert read.products[0].season == kept


TOUR = "tours:\n- id: a-walk\n  name: {fr: Une visite}\n  stops:\n  - {exhibitor: NAME}\n"


def test_a_fair_without_tours_has_none(fair: Any) -> None:
    read = read_fair_folder(fair.path)
    assert read.findings == ()
    assert read.tours == ()


def test_a_tour_to_nobody_is_refused_with_the_nearest_id(fair: Any) -> None:
    known = read_fair_folder(fair.path).exhibitors[0].id
    fair.write("tours.yaml", TOUR.replace("NAME", known))
    assert [stop.exhibitor for stop in read_fair_folder(fair.path).tours[0].stops] == [known]
    fair.write("tours.yaml", TOUR.replace("NAME", known + "x"))
    [finding] = read_fair_folder(fair.path).findings
    assert (finding.code, str(finding.span)) == ("tour.unknown_exhibitor", "tours.yaml:5:17")
    assert known in finding.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tours:\n- {id: a, name: {fr: A}, stops: []}\n", "tour.stops"),
        (TOUR.replace("a-walk", "A Walk"), "id.malformed"),
        (TOUR + TOUR.removeprefix("tours:\n"), "id.duplicate"),
    ],
)
def test_what_is_wrong_with_a_tour_is_told(fair: Any, text: str, code: str) -> None:
    known = read_fair_folder(fair.path).exhibitors[0].id
    fair.write("tours.yaml", text.replace("NAME", known))
    assert code in [finding.code for finding in read_fair_folder(fair.path).findings]


RATES = """date: 2026-06-30
source: {fr: Exemple}
rates:
- {currency: EUR, amount: "0,0921", countries: [FR]}
"""


def test_a_fair_without_rates_has_none(fair: Any) -> None:
    assert read_fair_folder(fair.path).rates is None


def test_rates_keep_the_digits_that_were_written(fair: Any) -> None:
    fair.write("rates.yaml", RATES.replace("0,0921", "0.0920"))
    read = read_fair_folder(fair.path)
    assert [str(finding) for finding in read.findings] == []
    assert read.rates is not None
    [rate] = read.rates.rates
    assert (rate.currency, str(rate.amount), rate.countries) == ("EUR", "0.0920", ("FR",))


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("2026-06-30", "2026-06-31", "rates.yaml:1:7", "yaml.bad_date"),
        ("source: {fr: Exemple}\n", "", "rates.yaml:1:1", "yaml.missing_key"),
        ("EUR", "EURO", "rates.yaml:4:14", "rates.unknown_currency"),
        ("EUR", "MAD", "rates.yaml:4:14", "rates.own_currency"),
        ("0,0921", "0", "rates.yaml:4:27", "rates.bad_amount"),
        ("0,0921", "a lot", "rates.yaml:4:27", "rates.bad_amount"),
        ("[FR]", "[FX]", "rates.yaml:4:48", "rates.unknown_country"),
        ("[FR]", "[]", "rates.yaml:4:48", "rates.no_country"),
        ("[FR]", "[FR, FR]", "rates.yaml:4:48", "rates.country_twice"),
        ("countries", "contries", "rates.yaml:4:37", "yaml.unknown_key"),
    ],
)
def test_what_is_wrong_with_a_rate_is_told_at_its_place(
    fair: Any, old: str, new: str, place: str, code: str
) -> None:
    fair.write("rates.yaml", RATES.replace(old, new))
    found = [(str(f.span), f.code) for f in read_fair_folder(fair.path).findings]
    assert (place, code) in found
