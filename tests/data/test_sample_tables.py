"""The tables of the sample fairs: counts, ids, languages, variety, marks of a sample."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

DATA = Path(__file__).parents[2] / "data"
FAIRS = ("oriental-2022", "beni-mellal")
LANGUAGES = ("fr", "ar", "en")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ARABIC = re.compile(r"[\u0600-\u06ff]")
ARABIC_DIGITS = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
PHONE = re.compile(r"\+21250000\d{4}")
INTANGIBLE = {"service", "information"}
MOST_OF_ONE_KIND = 0.03


@cache
def table(fair: str, name: str) -> list[dict[str, str]]:
    with (DATA / fair / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def settings(fair: str, name: str) -> Any:
    return yaml.safe_load((DATA / fair / f"{name}.yaml").read_text("utf-8"))


def leads(fair: str) -> list[dict[str, str]]:
    return [row for row in table(fair, "exhibitors") if row["width_m"]]


@pytest.mark.parametrize(
    ("fair", "sizes", "sectors"),
    [
        (
            "oriental-2022",
            {"3x3": 200, "4x3": 32, "6x3": 20, "6x6": 8},
            {
                "crafts": 78, "terroir": 82, "services": 22, "creation": 24,
                "institutions": 14, "regions": 22, "africa": 12, "europe": 6,
            },
        ),
        (
            "beni-mellal",
            {"3x3": 120, "2x3": 200},
            {
                "terroir": 120, "crafts": 90, "services": 40, "solidarity": 45,
                "institutions": 25,
            },
        ),
    ],
)  # fmt: skip
def test_stands_asked_for_are_those_of_the_fair(
    fair: str, sizes: dict[str, int], sectors: dict[str, int]
) -> None:
    asked = leads(fair)
    assert Counter(f"{row['width_m']}x{row['depth_m']}" for row in asked) == sizes
    assert Counter(row["sector"] for row in asked) == sectors


def test_oriental_has_shared_stands_and_exhibitors_without_one() -> None:
    rows = table("oriental-2022", "exhibitors")
    hosted = [row for row in rows if row["host"]]
    alone = [row for row in rows if not row["host"] and not row["width_m"]]
    hosts = {row["id"] for row in leads("oriental-2022")}
    assert len(hosted) == 14
    assert len(alone) == 3
    assert {row["host"] for row in hosted} <= hosts
    assert max(Counter(row["host"] for row in hosted).values()) <= 3


def test_oriental_comes_from_all_eight_provinces_and_from_abroad() -> None:
    rows = table("oriental-2022", "exhibitors")
    provinces = {row["province"] for row in rows}
    home = {
        "oujda-angad", "nador", "berkane", "taourirt", "jerada", "figuig", "driouch", "guercif",
    }  # fmt: skip
    assert home <= provinces
    assert {"SN", "CI", "ML", "TN", "FR", "ES", "BE"} <= {row["country"] for row in rows}
    assert len({row["region"] for row in rows if row["region"]} - {"oriental"}) >= 5


def test_beni_mellal_comes_from_its_five_provinces_and_every_kind() -> None:
    rows = table("beni-mellal", "exhibitors")
    assert {row["province"] for row in rows} == {
        "beni-mellal", "azilal", "fquih-ben-salah", "khenifra", "khouribga",
    }  # fmt: skip
    kinds = {"cooperative", "association", "mutual", "social_enterprise", "public_body"}
    assert kinds <= {row["kind"] for row in rows}


@pytest.mark.parametrize(("fair", "least"), [("oriental-2022", 1000), ("beni-mellal", 650)])
def test_products_are_many(fair: str, least: int) -> None:
    assert len(table(fair, "products")) >= least


@pytest.mark.parametrize("fair", FAIRS)
@pytest.mark.parametrize("name", ["exhibitors", "products", "programme"])
def test_ids_are_well_formed_and_used_once(fair: str, name: str) -> None:
    ids = [row["id"] for row in table(fair, name)]
    assert [one for one in ids if not ID.fullmatch(one)] == []
    assert [one for one, count in Counter(ids).items() if count > 1] == []


@pytest.mark.parametrize("fair", FAIRS)
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("exhibitors", ("name", "about", "story")),
        ("products", ("name", "description", "nature", "how_made")),
        ("programme", ("title",)),
    ],
)
def test_every_text_is_there_in_three_languages(
    fair: str, name: str, fields: tuple[str, ...]
) -> None:
    rows, columns = table(fair, name), [f"{f}_{lang}" for f in fields for lang in LANGUAGES]
    assert [(row["id"], column) for row in rows for column in columns if not row[column]] == []
    for field in fields:
        assert all(ARABIC.search(row[f"{field}_ar"]) for row in rows)
        assert not any(ARABIC.search(row[f"{field}_fr"]) for row in rows)


@pytest.mark.parametrize("fair", FAIRS)
def test_arabic_uses_the_digits_of_morocco(fair: str) -> None:
    texts = "".join(
        value
        for name in ("exhibitors", "products", "programme")
        for row in table(fair, name)
        for value in row.values()
    )
    assert not ARABIC_DIGITS.search(texts)
    assert not re.search("يوليو[^ز]|أغسطس|سبتمبر|نوفمبر|ديسمبر", texts)


@pytest.mark.parametrize("fair", FAIRS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_products_share_name_and_description(fair: str, lang: str) -> None:
    pairs = Counter(
        (row[f"name_{lang}"], row[f"description_{lang}"]) for row in table(fair, "products")
    )
    assert [pair for pair, count in pairs.items() if count > 1] == []


@pytest.mark.parametrize("fair", FAIRS)
def test_no_two_exhibitors_tell_the_same_story(fair: str) -> None:
    # Public bodies answer in one voice; everyone else tells their own about and story.
    rows = [row for row in table(fair, "exhibitors") if row["members"]]
    pairs = Counter((row["about_fr"], row["story_fr"]) for row in rows)
    assert [pair for pair, count in pairs.items() if count > 1] == []


@pytest.mark.parametrize(("fair", "least"), [("oriental-2022", 170), ("beni-mellal", 130)])
def test_products_are_varied(fair: str, least: int) -> None:
    kinds = Counter((row["nature_fr"], row["how_made_fr"]) for row in table(fair, "products"))
    assert len(kinds) >= least
    assert max(kinds.values()) <= MOST_OF_ONE_KIND * sum(kinds.values())


@pytest.mark.parametrize("fair", FAIRS)
def test_every_product_belongs_to_an_exhibitor_and_every_exhibitor_offers(fair: str) -> None:
    offering = Counter(row["exhibitor"] for row in table(fair, "products"))
    assert set(offering) == {row["id"] for row in table(fair, "exhibitors")}


@pytest.mark.parametrize("fair", FAIRS)
def test_a_fixed_price_has_amount_date_and_quantity(fair: str) -> None:
    for row in table(fair, "products"):
        assert row["currency"] == "MAD"
        if row["price_kind"] in {"fixed", "from"}:
            assert float(row["price"]) > 0, row["id"]
            assert row["price_date"], row["id"]
        else:
            assert row["price"] == "", row["id"]
        if row["net_unit"]:
            assert float(row["net_quantity"]) > 0, row["id"]
        if row["wholesale_price"]:
            assert float(row["wholesale_price"]) < float(row["price"]), row["id"]
            assert int(row["wholesale_from"]) > 1, row["id"]


@pytest.mark.parametrize("fair", FAIRS)
def test_a_single_piece_is_in_stock_once(fair: str) -> None:
    single = [row for row in table(fair, "products") if row["one_of_a_kind"] == "yes"]
    assert single
    assert {row["stock"] for row in single} == {"1"}


@pytest.mark.parametrize("fair", FAIRS)
def test_a_rug_says_its_size_technique_and_materials(fair: str) -> None:
    rugs = [row for row in table(fair, "products") if row["family"] == "rug"]
    assert len(rugs) > 40
    for row in rugs:
        assert float(row["length_cm"]) >= float(row["width_cm"]) > 0
        assert row["technique"]
        assert row["materials"]


@pytest.mark.parametrize("fair", FAIRS)
def test_families_places_and_labels_named_in_the_tables_exist(fair: str) -> None:
    families = {family["id"]: family for family in settings(fair, "families")["families"]}
    labels = {label["id"] for label in settings(fair, "labels")["labels"]}
    places = settings(fair, "places")
    for row in table(fair, "products"):
        assert row["family"] in families, row["id"]
        assert row["form"] in families[row["family"]]["forms"], row["id"]
        assert row["label_id"] in {"", *labels}, row["id"]
    for row in table(fair, "exhibitors"):
        assert row["province"] in {"", *places["provinces"]}, row["id"]
        assert row["region"] in {"", *places["regions"]}, row["id"]
        assert row["country"] in places["countries"], row["id"]
    assert len(places["regions"]) == 12
    assert len(places["provinces"]) == 75


@pytest.mark.parametrize(("fair", "mistakes"), [("oriental-2022", 1), ("beni-mellal", 0)])
def test_a_label_is_claimed_inside_its_area_but_for_one_on_purpose(
    fair: str, mistakes: int
) -> None:
    areas = {label["id"]: label.get("area") for label in settings(fair, "labels")["labels"]}
    claims = [row for row in table(fair, "products") if row["label_id"]]
    outside = [
        row
        for row in claims
        if areas[row["label_id"]] and row["origin_province"] not in areas[row["label_id"]]
    ]
    assert len(outside) == mistakes
    assert 0 < len(claims) < len(table(fair, "products")) / 4
    assert all(row["label_no"].startswith("SAMPLE-") for row in claims)


@pytest.mark.parametrize("fair", FAIRS)
def test_a_sample_says_so_and_reaches_nobody(fair: str) -> None:
    assert settings(fair, "fair")["sample"] is True
    for row in table(fair, "exhibitors"):
        assert row["email"] == "" or row["email"].endswith(".example"), row["id"]
        assert PHONE.fullmatch(row["phone"]), row["id"]
        assert row["whatsapp"] in {"", row["phone"]}, row["id"]
        assert row["register_no"].startswith("SAMPLE-"), row["id"]
        assert row["ice"] == "" or row["ice"].startswith("SAMPLE-"), row["id"]
    for row in table(fair, "products"):
        assert row["sanitary_no"] == "" or row["sanitary_no"].startswith("SAMPLE-"), row["id"]


@pytest.mark.parametrize("fair", FAIRS)
def test_programme_fills_the_days_of_the_fair_without_clashes(fair: str) -> None:
    profile, sessions = settings(fair, "fair"), table(fair, "programme")
    known = {row["id"] for row in table(fair, "exhibitors")}
    assert len(sessions) >= 25
    last: dict[tuple[str, str], str] = {}
    for row in sorted(sessions, key=lambda row: (row["date"], row["start"])):
        assert str(profile["starts"]) <= row["date"] <= str(profile["ends"])
        assert row["start"] < row["end"]
        assert row["room"] in {"workshop-1", "workshop-2", "stage"}
        assert last.get((row["date"], row["room"]), "") <= row["start"], row["id"]
        last[row["date"], row["room"]] = row["end"]
        assert set(filter(None, row["exhibitors"].split("|"))) <= known


@pytest.mark.parametrize("fair", FAIRS)
def test_search_words_know_darija_in_both_scripts(fair: str) -> None:
    words = {word for group in settings(fair, "synonyms")["groups"] for word in map(str, group)}
    assert {"3sel", "zit l3oud", "tmer", "zerbia", "keskso", "azir", "sabon", "عسل"} <= words


@pytest.mark.parametrize(
    ("fair", "words"),
    [
        (
            "oriental-2022",
            ["Aziza Bouzid", "romarin", "Clémentines de Berkane", "Zegzel", "Huile d’olive",
             "ouscous", "Terfass", "Beni Bouyahi", "alfa", "brod", "terre cuite", "Selle", "avon"],
        ),
        ("beni-mellal", ["euphorbe", "Grenades Sefri", "Huile d’olive du Dir", "Niora", "Noix"]),
    ],
)  # fmt: skip
def test_goods_of_the_place_are_there(fair: str, words: list[str]) -> None:
    names = "\n".join(row["name_fr"] for row in table(fair, "products"))
    assert [word for word in words if word not in names] == []


@pytest.mark.parametrize("fair", FAIRS)
def test_argan_comes_only_from_where_it_grows(fair: str) -> None:
    argan = [row for row in table(fair, "products") if "argane" in row["name_fr"]]
    assert {row["origin_province"] for row in argan} <= {
        "essaouira", "chtouka-ait-baha", "tiznit", "sidi-ifni",
    }  # fmt: skip
