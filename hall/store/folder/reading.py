"""The fair folder → checked values, with every finding at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from hall.model.exhibitor import Exhibitor
from hall.model.fair import (
    Delivery,
    Fair,
    Family,
    Label,
    Places,
    Rates,
    SectorInfo,
    Session,
    Tour,
)
from hall.model.product import Product
from hall.model.text import Texts
from hall.store.folder import checks, exhibitor_table, product_table, programme_table
from hall.store.folder.errors import FolderError
from hall.store.folder.exhibitor_table import (
    ReadExhibitors,
    Surroundings,
    read_exhibitor_row,
    read_exhibitors,
)
from hall.store.folder.fair_file import read_fair_file
from hall.store.folder.findings import FindingBook, explain
from hall.store.folder.media import MediaFolder
from hall.store.folder.overlay import CellChange, Overlay
from hall.store.folder.places import PlaceFinder
from hall.store.folder.product_table import Shelves, read_product_row, read_products
from hall.store.folder.programme_table import read_sessions
from hall.store.folder.rates import read_rates
from hall.store.folder.references import (
    read_delivery,
    read_families,
    read_labels,
    read_places,
    read_synonyms,
)
from hall.store.folder.table import read_table
from hall.store.folder.tours import read_tours
from layout.values import Finding, KitName, Plan, Span, StandRequest

PLAN_FILE = "plan.yaml"
LOCK_FILE = "placement.lock.json"


@dataclass(frozen=True, slots=True)
class FolderRead:
    """What a fair folder holds. With an error finding the values are as good as it allowed."""

    fair: Fair
    sectors: tuple[SectorInfo, ...]
    exhibitors: tuple[Exhibitor, ...]
    products: tuple[Product, ...]
    sessions: tuple[Session, ...]
    families: tuple[Family, ...]
    labels: tuple[Label, ...]
    delivery: Delivery
    places: Places
    synonyms: Mapping[str, tuple[str, ...]]
    plan: Plan | None
    requests: tuple[StandRequest, ...]
    lock_text: str
    findings: tuple[Finding, ...]
    tours: tuple[Tour, ...] = ()
    rates: Rates | None = None

    @property
    def is_usable(self) -> bool:
        """Return whether the folder is fit to serve: it has a plan and no error finding."""
        return self.plan is not None and not any(f.severity == "error" for f in self.findings)


def read_fair_folder(path: Path, changes: Sequence[CellChange] = ()) -> FolderRead:
    """Return the values of a fair folder and everything that is wrong with it.

    `changes` are cells that exhibitors changed and the organiser approved. One that the
    tables would refuse is left out with a warning: it must not take the hall down.

    Raises:
        FolderError: there is no folder at `path`.
    """
    if not path.is_dir():
        raise FolderError(f"{path} is no folder; a fair is a folder with fair.yaml in it")
    read = _read_folder(path, changes)
    faults = {
        (subject, finding.message)
        for finding in read.findings
        if finding.severity == "error"
        for subject in finding.subjects
    }
    refused = {change.id for change in changes} & {subject for subject, _ in faults}
    if not refused:
        return read
    read = _read_folder(path, [change for change in changes if change.id not in refused])
    warnings = tuple(
        Finding("change.not_applied", "warning", f"{subject}: {message}", (subject,))
        for subject, message in sorted(faults)
        if subject in refused
    )
    return replace(read, findings=(*read.findings, *warnings))


def _read_folder(path: Path, changes: Sequence[CellChange]) -> FolderRead:
    book = FindingBook()
    fair = read_fair_file(path, book)
    families = read_families(path, book)
    labels = read_labels(path, families, book)
    places = read_places(path, book)
    delivery = read_delivery(path, fair.currency, book)
    synonyms = read_synonyms(path, book)
    plan = _read_plan(path, book)
    finder, media = PlaceFinder(places), MediaFolder(path)
    around = Surroundings(fair, finder, media, tuple(mode.id for mode in delivery.modes))
    table = read_table(path, "exhibitors", exhibitor_table.HEADERS, book)
    overlay = Overlay("exhibitor", changes, partial(read_exhibitor_row, around=around), book)
    exhibitors = read_exhibitors(overlay.lay(table), around, book)
    shelves = Shelves(families, labels, exhibitors, _known_forms())
    headers = product_table.product_headers(families.values())
    table = read_table(path, "products", headers, book)
    read_row = partial(read_product_row, shelves=shelves, around=around)
    table = Overlay("product", changes, read_row, book).lay(table)
    products, rows = read_products(table, shelves, around, book)
    sessions = _read_sessions(path, fair, exhibitors, book)
    tours = read_tours(path, exhibitors.by_id.keys() | exhibitors.broken, book)
    rates = read_rates(path, fair.currency, places, book)
    checks.check_hosts(exhibitors)
    checks.check_partners(exhibitors)
    checks.check_doubles(exhibitors)
    products = checks.check_labels(products, rows, labels, exhibitors, finder)
    checks.note_missing_languages("exhibitor", exhibitors.rows, fair.languages, book)
    checks.note_missing_languages("product", rows, fair.languages, book)
    if plan is not None:
        checks.check_plan_names(plan, exhibitors, book)
    _check_fair_media(fair, media, book)
    return FolderRead(
        fair=fair,
        sectors=list_sectors(plan),
        exhibitors=tuple(exhibitors.by_id.values()),
        products=tuple(products.values()),
        sessions=sessions,
        families=tuple(families.values()),
        labels=tuple(labels.values()),
        delivery=delivery,
        places=places,
        synonyms=synonyms,
        plan=plan,
        requests=list_requests(exhibitors.by_id),
        lock_text=_read_lock(path),
        findings=book.list_findings(),
        tours=tours,
        rates=rates,
    )


def list_requests(exhibitors: Mapping[str, Exhibitor]) -> tuple[StandRequest, ...]:
    """Return a stand request for each lead exhibitor with a wish, by id."""
    guests: dict[str, list[str]] = {}
    for name, exhibitor in exhibitors.items():
        if exhibitor.host is not None:
            guests.setdefault(exhibitor.host, []).append(name)
    return tuple(
        StandRequest(
            exhibitor=name,
            sector=exhibitor.sector,
            width_mm=exhibitor.stand.width_mm,
            depth_mm=exhibitor.stand.depth_mm,
            kit=_as_kit(exhibitor.stand.kit),
            co_exhibitors=tuple(sorted(guests.get(name, ()))[: checks.MOST_CO_EXHIBITORS]),
            open_sides=exhibitor.stand.open_sides,
            near=exhibitor.stand.near,
            apart=exhibitor.stand.apart,
            apart_mm=exhibitor.stand.apart_mm,
            accepts=exhibitor.stand.accepts,
            may_share_with=checks.list_partners(name, exhibitors),
        )
        for name, exhibitor in sorted(exhibitors.items())
        if exhibitor.stand is not None and exhibitor.host is None
    )


def _as_kit(word: str) -> KitName:
    kits: Mapping[str, KitName] = {
        "space_only": "space_only",
        "island": "island",
        "pavilion": "pavilion",
    }
    return kits.get(word, "shell_scheme")


def list_sectors(plan: Plan | None) -> tuple[SectorInfo, ...]:
    """Return the plan's sectors as the pages need them, in the plan's order."""
    return tuple(
        SectorInfo(sector.id, Texts(dict(sector.names)), sector.colour, sector.pavilion)
        for sector in (plan.sectors if plan else ())
    )


def _known_forms() -> frozenset[str]:
    # Imported here: forms need numpy, and the rest of this package does not.
    from assets.forms import FORMS  # noqa: PLC0415

    return frozenset(FORMS)


def _read_plan(path: Path, book: FindingBook) -> Plan | None:
    from layout.plan.text import parse_plan  # noqa: PLC0415 - as above

    start = Span(PLAN_FILE, 1, 1)
    try:
        text = (path / PLAN_FILE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = explain(f"{PLAN_FILE} is missing", "the floor plan", "add it")
        book.error("folder.missing_file", start, message, PLAN_FILE)
        return None
    except (OSError, UnicodeDecodeError) as error:
        message = explain(f"{PLAN_FILE} cannot be read ({error})", "a UTF-8 file")
        book.error("folder.unreadable_file", start, message, PLAN_FILE)
        return None
    plan, findings = parse_plan(text, PLAN_FILE)
    for finding in findings:
        book.add(finding)
    return plan


def _read_lock(path: Path) -> str:
    try:
        return (path / LOCK_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        # No lock yet, or one that says nothing: the engine places anew and writes one.
        return ""


def _read_sessions(
    path: Path, fair: Fair, exhibitors: ReadExhibitors, book: FindingBook
) -> tuple[Session, ...]:
    table = read_table(path, "programme", programme_table.HEADERS, book)
    return read_sessions(table, fair, exhibitors.by_id.keys() | exhibitors.broken, book)


def _check_fair_media(fair: Fair, media: MediaFolder, book: FindingBook) -> None:
    for logo in (fair.look.logo, *(partner.logo for partner in fair.partners)):
        if not logo:
            continue
        if not media.is_safe(logo):
            message = explain(f'logo is "{logo}"', "a path below media/")
            book.error("fair.outside_media", Span("fair.yaml", 1, 1), message)
        elif not media.has(logo):
            message = explain(f'logo is "{logo}"', "a file below media/")
            book.warn("fair.logo_missing", Span("fair.yaml", 1, 1), message)
