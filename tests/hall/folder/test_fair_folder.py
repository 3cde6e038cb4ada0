"""A fair folder is read as a whole: every fault at once, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hall.model.money import Money
from hall.model.text import Texts
from hall.store.folder import FolderError, FolderRead, read_fair_folder


def codes_of(read: FolderRead, *severities: str) -> list[str]:
    wanted = severities or ("error", "warning")
    return [finding.code for finding in read.findings if finding.severity in wanted]


def places_of(read: FolderRead, code: str) -> list[str]:
    return [str(finding.span) for finding in read.findings if finding.code == code]


def test_a_right_folder_has_no_finding(fair: Any) -> None:
    read = read_fair_folder(fair.path)
    assert read.findings == ()
    assert read.is_usable
    product = read.products[0]
    assert product.price == Money(8550, "MAD")
    assert product.form == "jar"
    assert product.name == Texts({"fr": "Miel", "ar": "عسل", "en": "Honey"})
    assert read.exhibitors[0].phone == "+212661234567"
    assert read.exhibitors[0].region == "oriental"
    assert read.fair.organiser.phone == "+212536123456"
    assert [s.id for s in read.sectors] == ["terroir", "crafts"]
    assert [(r.exhibitor, r.width_mm, r.depth_mm) for r in read.requests] == [
        ("coop-a", 3000, 3000),
        ("coop-b", 4000, 3000),
    ]
    assert read.sessions[0].exhibitors == ("coop-a",)
    assert set(read.synonyms["3sel"]) == {"miel", "عسل", "honey"}


def test_no_folder_is_an_exception(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="no folder"):
        read_fair_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "name",
    ["fair.yaml", "plan.yaml", "families.yaml", "labels.yaml", "places.yaml", "delivery.yaml",
     "synonyms.yaml", "exhibitors.csv", "products.csv", "programme.csv"],
)  # fmt: skip
def test_a_missing_file_is_a_finding_with_its_name(fair: Any, name: str) -> None:
    (fair.path / name).unlink()
    read = read_fair_folder(fair.path)
    assert places_of(read, "folder.missing_file") == [f"{name}:1:1"]
    assert not read.is_usable


# A fault stands where the old text began, `shift` characters on.
@pytest.mark.parametrize(
    ("name", "old", "new", "code", "shift"),
    [
        ("products.csv", "85.50", "", "product.no_price", 0),
        ("products.csv", "85.50", "quatre", "product.bad_number", 0),
        ("products.csv", "85.50", '"1,250"', "product.bad_number", 0),
        ("products.csv", "85.50", "0", "product.bad_price", 0),
        ("products.csv", "85.50", "85.505", "product.bad_price", 0),
        ("products.csv", "coop-a", "coop-x", "product.unknown_exhibitor", 0),
        ("products.csv", "honey", "hony", "product.unknown_family", 0),
        ("products.csv", "2026-06-20", "2026-06-31", "product.bad_date", 0),
        ("products.csv", ",g,", ",grammes,", "product.bad_choice", 1),
        ("products.csv", "miel,", "Miel d'or,", "id.malformed", 0),
        ("exhibitors.csv", "0661234567", "12", "exhibitor.bad_phone", 0),
        ("exhibitors.csv", "terroir", "teroir", "exhibitor.unknown_sector", 0),
        ("exhibitors.csv", "figuig", "figig", "exhibitor.unknown_province", 0),
        ("exhibitors.csv", "coop-b", "coop-a", "id.duplicate", 0),
        ("exhibitors.csv", ",4,3", ",4,", "exhibitor.half_stand", 3),
        ("programme.csv", "10:30", "09:00", "session.ends_before_start", 0),
        ("programme.csv", "coop-a", "coop-z", "session.unknown_exhibitor", 0),
        ("fair.yaml", "2026\n", "2026\nyear: 2027\n", "yaml.duplicate_key", 5),
        ("fair.yaml", "sample: true", "sampel: true", "yaml.unknown_key", 0),
        ("fair.yaml", "2026-07-07", "2026-07-01", "fair.ends_before_start", 0),
        ("delivery.yaml", "maroc,", "mars,", "delivery.unknown_zone", 0),
        ("places.yaml", "oriental}\n  berkane", "orient}\n  berkane", "place.unknown_region", 0),
        ("labels.yaml", "[honey]", "[hunny]", "label.unknown_family", 0),
    ],
)
def test_a_fault_is_told_with_file_line_and_column(
    fair: Any, name: str, old: str, new: str, code: str, shift: int
) -> None:
    before = (fair.path / name).read_text(encoding="utf-8")
    at = before.index(old) + shift
    line, column = before.count("\n", 0, at) + 1, at - before.rfind("\n", 0, at)
    fair.replace(name, old, new)
    read = read_fair_folder(fair.path)
    assert code in codes_of(read, "error")
    assert places_of(read, code) == [f"{name}:{line}:{column}"]
    assert not read.is_usable


def test_all_faults_come_at_once_in_the_order_of_the_files(fair: Any) -> None:
    fair.replace("products.csv", "85.50", "cher")
    fair.replace("products.csv", "2026-06-20", "hier")
    fair.replace("exhibitors.csv", "0661234568", "0")
    found = codes_of(read_fair_folder(fair.path))
    assert found == ["exhibitor.bad_phone", "product.bad_number", "product.bad_date"]


def test_a_near_name_is_offered(fair: Any) -> None:
    fair.replace("exhibitors.csv", "terroir", "teroir")
    message = read_fair_folder(fair.path).findings[0].message
    assert '"teroir"' in message
    assert "did you mean terroir?" in message


def test_a_place_may_be_named_in_any_language(fair: Any) -> None:
    fair.replace("exhibitors.csv", "figuig", "فجيج")
    fair.replace("exhibitors.csv", "berkane", "BERKANE")
    read = read_fair_folder(fair.path)
    assert [e.province for e in read.exhibitors] == ["figuig", "berkane"]


def test_products_of_a_refused_row_are_not_blamed_too(fair: Any) -> None:
    fair.replace("exhibitors.csv", "figuig,0661234567,3,3", "figuig,0661234567,3,3,0")
    assert codes_of(read_fair_folder(fair.path)) == ["table.too_many_cells"]


@dataclass(frozen=True)
class LabelCase:
    label: str
    province: str
    found: list[str]


@pytest.mark.parametrize(
    "case",
    [
        LabelCase("igp-figuig", "figuig", []),
        LabelCase("igp-figuig", "", []),
        LabelCase("igp-figuig", "berkane", ["label.outside_area"]),
        LabelCase("igp-argane", "figuig", ["label.outside_area"]),
        LabelCase("igp-rien", "figuig", ["label.unknown"]),
    ],
)
def test_a_label_is_known_and_covers_the_origin(fair: Any, case: LabelCase) -> None:
    fair.replace("products.csv", "price_date\n", "price_date,label_id,origin_province\n")
    fair.replace("products.csv", "2026-06-20", f"2026-06-20,{case.label},{case.province}")
    read = read_fair_folder(fair.path)
    assert codes_of(read) == case.found
    assert (read.products[0].label is None) == bool(case.found)
    assert read.is_usable == (case.found != ["label.unknown"])


def test_a_public_body_needs_no_price(fair: Any) -> None:
    fair.replace("exhibitors.csv", "Cooperative A,cooperative", "Office,public_body")
    fair.replace("products.csv", "85.50", "")
    read = read_fair_folder(fair.path)
    assert read.findings == ()
    assert read.products[0].price_kind == "on_request"


def test_a_cooperative_entered_twice_is_reported(fair: Any) -> None:
    line = "coop-c,COOPERATIVE A,تعاونيه ا,Co-op A,cooperative,terroir,figuig,0661234569,3,3\n"
    fair.write("exhibitors.csv", (fair.path / "exhibitors.csv").read_text("utf-8") + line)
    read = read_fair_folder(fair.path)
    assert codes_of(read) == ["exhibitor.doubled"]
    assert read.is_usable


def test_co_exhibitors_share_the_stand_of_their_host(fair: Any) -> None:
    fair.replace("exhibitors.csv", "depth_m\n", "depth_m,host\n")
    guests = [f"g{n},Invité {n},ضيف {n},Guest {n},association,terroir,figuig,,,,coop-a\n"
              for n in range(4)]  # fmt: skip
    text = (fair.path / "exhibitors.csv").read_text("utf-8")
    fair.write("exhibitors.csv", text + "".join(guests[:3]))
    read = read_fair_folder(fair.path)
    assert read.findings == ()
    assert read.requests[0].co_exhibitors == ("g0", "g1", "g2")
    fair.write("exhibitors.csv", text + "".join(guests))
    assert codes_of(read_fair_folder(fair.path)) == ["exhibitor.stand_full"]


@pytest.mark.parametrize(
    ("host", "size", "code"),
    [
        ("coop-z", ",", "exhibitor.unknown_host"),
        ("guest", ",", "exhibitor.host_without_stand"),
        ("coop-a", "3,3", "exhibitor.host_and_stand"),
    ],
)
def test_a_host_has_a_stand_and_its_guest_none(fair: Any, host: str, size: str, code: str) -> None:
    fair.replace("exhibitors.csv", "depth_m\n", "depth_m,host\n")
    line = f"guest,Invité,ضيف,Guest,association,terroir,figuig,,{size},{host}\n"
    fair.write("exhibitors.csv", (fair.path / "exhibitors.csv").read_text("utf-8") + line)
    assert codes_of(read_fair_folder(fair.path)) == [code]


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        ("../secret.png", "product.outside_media"),
        ("/etc/passwd", "product.outside_media"),
        ("C:\\photo.jpg", "product.outside_media"),
        ("miel.webp", "product.picture_missing"),
        ("sha256:" + "0" * 64, None),
        ("la-miel.webp", None),
    ],
)
def test_pictures_lie_below_media(fair: Any, picture: str, code: str | None) -> None:
    (fair.path / "media" / "la-miel.webp").write_bytes(b"x")
    fair.replace("products.csv", "price_date\n", "price_date,picture\n")
    fair.replace("products.csv", "2026-06-20", f"2026-06-20,{picture}")
    assert codes_of(read_fair_folder(fair.path)) == ([code] if code else [])


def test_the_fields_of_a_family_are_columns_with_types(fair: Any) -> None:
    rug = "tapis,coop-b,rug,Tapis,زربية,Rug,900,,,2026-06-20,{}\n"
    fair.replace("products.csv", "price_date\n", "price_date,length_cm\n")
    text = (fair.path / "products.csv").read_text("utf-8")
    fair.write("products.csv", text + rug.format('"210,5"'))
    read = read_fair_folder(fair.path)
    assert read.findings == ()
    assert read.products[1].extra == {"length_cm": "210.5"}
    fair.write("products.csv", text + rug.format("long"))
    assert codes_of(read_fair_folder(fair.path)) == ["product.bad_number"]


def test_missing_translations_are_noted_once_a_column(fair: Any) -> None:
    fair.replace("exhibitors.csv", "تعاونية أ", "")
    fair.replace("exhibitors.csv", "تعاونية ب", "")
    read = read_fair_folder(fair.path)
    assert [(f.code, str(f.span)) for f in read.findings] == [
        ("exhibitor.untranslated", "exhibitors.csv:2:22")
    ]
    assert "2 of 2 rows" in read.findings[0].message
    assert read.is_usable


def test_a_table_and_a_workbook_of_one_name_are_refused(fair: Any) -> None:
    fair.write("exhibitors.xlsx", b"PK")
    assert codes_of(read_fair_folder(fair.path)) == ["folder.two_tables"]


def test_syntax_errors_in_yaml_have_their_place(fair: Any) -> None:
    fair.write("synonyms.yaml", "groups:\n  - [miel, عسل\n")
    assert places_of(read_fair_folder(fair.path), "yaml.syntax") == ["synonyms.yaml:3:1"]


@pytest.mark.parametrize("text", ["[" * 60_000 + "]" * 60_000, "- " * 60_000, "{a: " * 60_000])
def test_yaml_that_nests_without_end_is_refused(fair: Any, text: str) -> None:
    fair.write("synonyms.yaml", f"groups: {text}")
    assert places_of(read_fair_folder(fair.path), "yaml.syntax") == ["synonyms.yaml:1:1"]


def test_norway_is_a_country_and_not_a_no(fair: Any) -> None:
    fair.replace("places.yaml", "  FR:", "  NO: {fr: Norvège, ar: النرويج, en: Norway}\n  FR:")
    assert "NO" in read_fair_folder(fair.path).places.countries


@dataclass(frozen=True)
class Change:
    noun: str
    id: str
    fields: dict[str, str]
    base: dict[str, str] = field(default_factory=dict)
    between: dict[str, tuple[str, ...]] = field(default_factory=dict)


def test_approved_changes_are_laid_over_the_tables(fair: Any) -> None:
    new = {"exhibitor": "coop-b", "family": "honey", "name_fr": "Thym", "price": "60",
           "price_date": "2026-06-30"}  # fmt: skip
    changes = [
        Change("product", "miel", {"price": "90,00", "season": "été"}),
        Change("exhibitor", "coop-a", {"phone": "0700000000", "story_fr": "Notre histoire"}),
        Change("product", "thym", new),
    ]
    read = read_fair_folder(fair.path, changes)
    assert read.is_usable
    assert read.products[0].price == Money(9000, "MAD")
    assert read.products[0].season == "été"
    assert read.products[1].id == "thym"
    assert read.exhibitors[0].phone == "+212700000000"
    assert read.exhibitors[0].story == Texts({"fr": "Notre histoire"})


def test_a_change_that_the_tables_refuse_does_not_take_the_hall_down(fair: Any) -> None:
    changes = [
        Change("product", "miel", {"price": "cher"}),
        Change("exhibitor", "coop-a", {"phone": "0700000000"}),
    ]
    read = read_fair_folder(fair.path, changes)
    assert read.is_usable
    assert read.products[0].price == Money(8550, "MAD")
    assert read.exhibitors[0].phone == "+212700000000"
    assert codes_of(read) == ["change.not_applied"]


@dataclass(frozen=True)
class Merge:
    """One column of one row: what the table says, what was there, what the exhibitor says."""

    noun: str
    column: str
    table: str
    base: str
    mine: str
    clashes: bool
    between: tuple[str, ...] = ()


@pytest.mark.parametrize(
    "case",
    [
        Merge("product", "name_fr", "Miel", "Miel", "Miel de thym", clashes=False),
        Merge("product", "name_fr", "Miel pur", "Miel", "Miel de thym", clashes=True),
        Merge("product", "name_fr", "Miel de thym", "Miel", "Miel de thym", clashes=False),
        Merge("product", "name_fr", "", "Miel", "Miel de thym", clashes=True),
        # The same number, day, telephone or choice in another writing is no edit.
        Merge("product", "price", '"85,50"', "85.5", "90", clashes=False),
        Merge("product", "price", "85.50 DH", "85.5", "90", clashes=False),
        Merge("product", "price", "88", "85.5", "90", clashes=True),
        Merge("product", "price", '"90,00"', "85.5", "90", clashes=False),
        Merge("product", "price_date", "20/6/2026", "2026-06-20", "2026-07-01", clashes=False),
        Merge("product", "price_date", "25/6/2026", "2026-06-20", "2026-07-01", clashes=True),
        Merge("exhibitor", "phone", "06 61 23 45 67", "+212661234567", "+212700000000",
              clashes=False),
        Merge("exhibitor", "phone", "0661234599", "+212661234567", "+212700000000", clashes=True),
        # A table that took over one of the exhibitor's earlier changes was not edited.
        Merge("product", "name_fr", "Miel 2", "Miel", "Miel 3", clashes=False, between=("Miel 2",)),
        # Columns that the table does not have are empty, and an empty cell has its usual value.
        Merge("exhibitor", "show_phone", "", "yes", "no", clashes=False),
        Merge("exhibitor", "story_fr", "", "", "Notre histoire", clashes=False),
    ],
    ids=lambda case: f"{case.column}: {case.base} > {case.table} | {case.mine}",
)  # fmt: skip
def test_a_table_edited_since_is_merged_three_ways(fair: Any, case: Merge) -> None:
    name = {"product": "products.csv", "exhibitor": "exhibitors.csv"}[case.noun]
    lines = (fair.path / name).read_text(encoding="utf-8").splitlines()
    columns, cells = lines[0].split(","), lines[1].split(",")
    if case.column in columns:
        cells[columns.index(case.column)] = case.table
        fair.write(name, "\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n")
    item = cells[0]
    between = {case.column: case.between} if case.between else {}
    change = Change(case.noun, item, {case.column: case.mine}, {case.column: case.base}, between)
    read = read_fair_folder(fair.path, [change])
    plain = Change(case.noun, item, {case.column: case.mine})
    told = [finding for finding in read.findings if finding.code == "exhibitor.edited_both"]
    assert [(finding.severity, finding.subjects) for finding in told] == (
        [("warning", (item,))] if case.clashes else []
    )
    # Whatever the table says, the exhibitor's value is shown.
    untouched = read_fair_folder(fair.path, [plain])
    assert (read.products, read.exhibitors) == (untouched.products, untouched.exhibitors)


def test_a_clash_names_the_place_and_all_three_values(fair: Any) -> None:
    fair.replace("products.csv", "Miel,عسل", "Miel pur,عسل")
    change = Change("product", "miel", {"name_fr": "Miel de thym"}, {"name_fr": "Miel"})
    (found,) = read_fair_folder(fair.path, [change]).findings
    assert str(found.span) == "products.csv:2:19"
    assert found.message.startswith(
        'name_fr is "Miel pur" in the table and "Miel de thym" by the exhibitor, '
        'where it was "Miel"; '
    )


def test_the_day_of_a_price_has_no_quarrel_of_its_own(fair: Any) -> None:
    fair.replace("products.csv", "85.50,500,g,2026-06-20", "88,500,g,2026-06-25")
    new = {"price": "90", "price_date": "2026-07-01"}
    change = Change("product", "miel", new, {"price": "85.5", "price_date": "2026-06-20"})
    read = read_fair_folder(fair.path, [change])
    assert codes_of(read) == ["exhibitor.edited_both"]
    assert (read.products[0].price, read.products[0].price_date) == (Money(9000), "2026-07-01")


def test_a_product_of_the_exhibitor_alone_has_nothing_to_merge(fair: Any) -> None:
    new = {"exhibitor": "coop-b", "family": "honey", "name_fr": "Thym", "price": "60",
           "price_date": "2026-06-30"}  # fmt: skip
    change = Change("product", "thym", new, dict.fromkeys(new, ""))
    read = read_fair_folder(fair.path, [change])
    assert codes_of(read) == []
    assert [product.id for product in read.products] == ["miel", "thym"]
