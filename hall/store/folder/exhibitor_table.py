"""exhibitors.csv → `Exhibitor` values."""

from __future__ import annotations

from dataclasses import dataclass

from hall.model.exhibitor import EXHIBITOR_KINDS, Exhibitor
from hall.model.fair import Fair
from hall.store.folder.findings import FindingBook
from hall.store.folder.headers import HeaderReader
from hall.store.folder.media import MediaFolder
from hall.store.folder.places import PlaceFinder, PlaceKind
from hall.store.folder.row_fields import RowFields
from hall.store.folder.rows import RawRow
from hall.store.folder.stand_wish import read_wish
from hall.store.folder.table import Table

PAYMENT_MODES = ("cash_on_delivery", "cash_on_collection", "bank_transfer", "transfer_agency")
TEXTS = ("name", "about", "story")
PLAIN = (
    "id", "host", "kind", "sector", "legal_form", "register_no", "ice", "founded", "members",
    "women_members", "commune", "province", "region", "country", "contact_name", "phone",
    "whatsapp", "email", "languages", "call_hours", "show_phone", "voice_note", "colour", "logo",
    "payment_modes", "delivery_modes", "width_m", "depth_m", "kit", "open_sides", "near", "apart",
    "apart_m", "accepts", "may_share_with",
)  # fmt: skip
HEADERS = HeaderReader(PLAIN, TEXTS)
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2100
_MOST_PEOPLE = 10_000_000
_SPOKEN = frozenset("fr ar en es de nl it zgh ber pt wo".split())  # noqa: SIM905 - one line reads better


@dataclass(frozen=True, slots=True)
class ReadExhibitors:
    """The exhibitors by id with their rows; `broken` are ids whose rows were refused."""

    by_id: dict[str, Exhibitor]
    rows: dict[str, RowFields]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rows are read against."""

    fair: Fair
    places: PlaceFinder
    media: MediaFolder
    delivery_modes: tuple[str, ...]


def read_exhibitors(table: Table | None, around: Surroundings, book: FindingBook) -> ReadExhibitors:
    """Return all exhibitors whose row has an id that is its own."""
    found: dict[str, Exhibitor] = {}
    rows: dict[str, RowFields] = {}
    broken = set()
    for raw in table.rows if table else ():
        assert table is not None  # noqa: S101 - there are rows
        row = RowFields(table, raw, "exhibitor", book)
        name = claim_id(row, rows)
        if name is None:
            broken.add(row.cell("id"))
            continue
        rows[name] = row
        found[name] = _read_exhibitor(name, row, around)
    broken |= {table.cell(raw, "id") for raw in table.refused} if table else set()
    return ReadExhibitors(found, rows, frozenset(broken))


def read_exhibitor_row(table: Table, raw: RawRow, around: Surroundings) -> Exhibitor:
    """Return one row's exhibitor without any finding: to compare what two rows mean."""
    row = RowFields(table, raw, "exhibitor", FindingBook())
    return _read_exhibitor(row.cell("id"), row, around)


def claim_id(row: RowFields, taken: dict[str, RowFields]) -> str | None:
    """Return the row's id and make it the subject; None, with a finding, if it is taken."""
    name = row.id()
    if name is None:
        return None
    row.subject = name
    if name in taken:
        line = taken[name].row.line
        row.error("id.duplicate", "id", f'"{name}", also in line {line}', "an id used once")
        return None
    return name


def _read_exhibitor(name: str, row: RowFields, around: Surroundings) -> Exhibitor:
    province = read_place(row, "province", "province", around.places)
    members = row.whole("members", 1, _MOST_PEOPLE)
    women = row.whole("women_members", 0, _MOST_PEOPLE)
    if members is not None and women is not None and women > members:
        row.error("exhibitor.bad_number", "women_members", str(women), f"at most {members}")
    names = row.texts("name")
    if not names:
        row.error("exhibitor.no_name", "name_fr", "empty", "a name in one language at least")
    return Exhibitor(
        id=name,
        name=names,
        about=row.texts("about"),
        kind=row.choice("kind", EXHIBITOR_KINDS, "cooperative"),
        sector=row.text("sector"),
        region=_read_region(row, province, around.places),
        country=_read_country(row, around.places),
        languages=row.choices("languages", _SPOKEN) or around.fair.languages,
        host=row.text("host") or None,
        legal_form=row.text("legal_form"),
        register_no=row.text("register_no"),
        ice=_read_ice(row),
        founded=row.whole("founded", _EARLIEST_YEAR, _LATEST_YEAR),
        members=members,
        women_members=women,
        commune=row.text("commune"),
        province=province,
        contact_name=row.text("contact_name"),
        phone=row.phone("phone"),
        whatsapp=row.phone("whatsapp"),
        email=_read_email(row),
        call_hours=row.text("call_hours"),
        show_phone=row.yes_no("show_phone", default=True),
        story=row.texts("story"),
        voice_note=read_media(row, "voice_note", around.media),
        colour=row.colour("colour"),
        logo=read_media(row, "logo", around.media),
        payment_modes=row.choices("payment_modes", PAYMENT_MODES),
        delivery_modes=row.choices("delivery_modes", around.delivery_modes)
        if around.delivery_modes
        else row.list("delivery_modes"),
        stand=read_wish(row),
    )


def read_place(row: RowFields, field: str, kind: PlaceKind, places: PlaceFinder) -> str:
    """Return the id of a place given by id or name; unknown names have a finding."""
    text = row.cell(field)
    if not text or not places.knows(kind):
        return text
    found = places.find(kind, text)
    if found is None:
        nearest = places.find_nearest(kind, text)
        fix = f"did you mean {nearest}?" if nearest else "add it to places.yaml"
        row.error(f"{row.noun}.unknown_{kind}", field, f'"{text}"', f"a {kind} of places.yaml", fix)
    return found or ""


def _read_region(row: RowFields, province: str, places: PlaceFinder) -> str:
    region = read_place(row, "region", "region", places)
    of_province = places.region_of(province)
    if region and of_province and region != of_province:
        row.warn("exhibitor.region_mismatch", "region", f'"{region}"', f"{of_province}, the "
                 f"region of {province}")  # fmt: skip
    return region or of_province


def _read_country(row: RowFields, places: PlaceFinder) -> str:
    if not row.cell("country"):
        return "MA"
    return read_place(row, "country", "country", places)


def _read_ice(row: RowFields) -> str:
    text = row.text("ice")
    if text and "E+" in text.upper():
        fix = "format the column as text and type the number again"
        row.error("exhibitor.bad_ice", "ice", f'"{text}"', "15 digits", fix)
        return ""
    return text


def _read_email(row: RowFields) -> str:
    text = row.text("email")
    name, at, host = text.partition("@")
    if text and (not name or not at or "." not in host or " " in text or "@" in host):
        row.error("exhibitor.bad_email", "email", f'"{text}"', "an address such as nom@exemple.ma")
        return ""
    return text


def read_media(row: RowFields, field: str, media: MediaFolder) -> str:
    """Return a path below media/ that is safe; one that is not there is a warning."""
    text = row.cell(field)
    return check_media(row, field, text, media) if text else ""


def check_media(row: RowFields, field: str, text: str, media: MediaFolder) -> str:
    """Return `text` if it stays inside media/, else an empty text with a finding."""
    if not media.is_safe(text):
        row.error(f"{row.noun}.outside_media", field, f'"{text}"', "a path below media/")
        return ""
    if not media.has(text):
        row.warn(f"{row.noun}.{_thing(field)}_missing", field, f'"{text}"', "a file below media/")
    return text


def _thing(field: str) -> str:
    return {"photos": "picture"}.get(field, field)
