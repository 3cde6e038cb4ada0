"""Who exhibits."""

from __future__ import annotations

from dataclasses import dataclass

from hall.model.text import NO_TEXT, Texts

EXHIBITOR_KINDS = (
    "cooperative", "association", "mutual", "social_enterprise",
    "public_body", "institution", "company",
)  # fmt: skip
DEFAULT_APART_MM = 15_000


@dataclass(frozen=True, slots=True)
class StandWish:
    """The stand an exhibitor asked for; None leaves it to the organiser's default.

    `accepts` are other sizes (width, depth in mm) that would do, best first; `may_share_with`
    are exhibitors that it would share a stand with; those in `apart` are to be at least
    `apart_mm` away on foot.
    """

    width_mm: int
    depth_mm: int
    kit: str = "shell_scheme"
    open_sides: int | None = None
    near: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    accepts: tuple[tuple[int, int], ...] = ()
    may_share_with: tuple[str, ...] = ()
    apart_mm: int = DEFAULT_APART_MM


@dataclass(frozen=True, slots=True)
class Exhibitor:
    """A cooperative, association, mutual, enterprise or public body (DATA.md, exhibitors.csv).

    Telephones are E.164 (`+2126...`). `logo` and `voice_note` are paths below `media/` or
    `sha256:` references to approved uploads. `host` names whose stand it shares.
    """

    id: str
    name: Texts
    about: Texts
    kind: str
    sector: str
    region: str
    country: str
    languages: tuple[str, ...]
    host: str | None = None
    legal_form: str = ""
    register_no: str = ""
    ice: str = ""
    founded: int | None = None
    members: int | None = None
    women_members: int | None = None
    commune: str = ""
    province: str = ""
    contact_name: str = ""
    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    call_hours: str = ""
    show_phone: bool = True
    story: Texts = NO_TEXT
    voice_note: str = ""
    colour: str = ""
    logo: str = ""
    payment_modes: tuple[str, ...] = ()
    delivery_modes: tuple[str, ...] = ()
    stand: StandWish | None = None
