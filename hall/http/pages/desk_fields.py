"""The fields of the desk's forms: columns of the fair's tables as a person fills them in.

groups = product_groups(catalogue, lang, family)     # or stand_groups(catalogue, lang)
cells = collect_cells(groups, fields, current)       # a sent form → cells to keep
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hall.http.facts import word_or
from hall.http.rendering import LANGUAGE_NAMES
from hall.model.catalogue import Catalogue
from hall.model.fair import Family, FamilyField
from hall.model.order import PAYMENT_MODES
from hall.model.product import PRICE_KINDS
from hall.model.text import RIGHT_TO_LEFT
from hall.service.cells import NET_UNITS, TEXT_LANGUAGES
from hall.service.wording import load_words, word

Options = tuple[tuple[str, str], ...]
TONGUES = {**LANGUAGE_NAMES, "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}
_SOLD_BY = ("piece", "pack", "kg", "l", "metre", "m2", "hour", "day", "service")
_LONG = frozenset({"about", "story", "description", "nature", "how_made", "ingredients"})
_NUMBERS = frozenset(
    {
        "price", "net_quantity", "stock", "founded", "members", "women_members", "wholesale_price",
        "wholesale_from", "min_quantity", "pack_weight_g", "lead_days",
    }
)  # fmt: skip
_KINDS = {
    "phone": "tel", "whatsapp": "tel", "email": "email", "colour": "colour",
    "label_valid_until": "day", "best_before": "day", "show_phone": "yes",
    "one_of_a_kind": "yes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Control:
    """One field: `kind` line, text, number, choice, many, yes, day, colour, tel or email."""

    column: str
    kind: str
    label: str
    hint: str = ""
    options: Options = ()
    tongue: str = ""

    @property
    def text_dir(self) -> str:
        """The direction in which the field is written; empty is the page's own."""
        if self.tongue:
            return "rtl" if self.tongue in RIGHT_TO_LEFT else "ltr"
        return "ltr" if self.kind in {"number", "tel", "email", "day"} else ""

    def show(self, cell: str) -> str:
        """Return a cell as words."""
        named = dict(self.options)
        return " · ".join(named.get(part, part) for part in cell.split("|") if part)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading; the first group of a form has none and is always open."""

    title: str
    controls: tuple[Control, ...]


def stand_groups(catalogue: Catalogue, lang: str) -> tuple[Group, ...]:
    """Return the form of a stand, the page's language first."""
    delivery = tuple((mode.id, str(mode.name.pick(lang))) for mode in catalogue.delivery.modes)
    return (
        Group("", _texts(("name", "about"), (lang,), lang)),
        Group(
            word(lang, "desk.group.contact"),
            _plain(lang, "contact_name", "phone", "whatsapp", "show_phone", "email", "call_hours"),
        ),
        Group(
            word(lang, "desk.group.tongues"),
            _texts(("name", "about", "story"), _others(lang), lang),
        ),
        Group(
            word(lang, "desk.group.more"),
            (
                *_texts(("story",), (lang,), lang),
                *_plain(lang, "founded", "members", "women_members", "commune"),
                _many("languages", tuple(TONGUES.items()), lang),
                *_plain(lang, "colour"),
            ),
        ),
        Group(
            word(lang, "desk.group.trade"),
            (
                _many("payment_modes", _worded(lang, "payment", PAYMENT_MODES), lang),
                _many("delivery_modes", delivery, lang),
            ),
        ),
    )


def product_groups(catalogue: Catalogue, lang: str, family: str) -> tuple[Group, ...]:
    """Return the form of a product: what sells it first, the rest folded away."""
    return (
        Group("", _short_form(catalogue, lang, family)),
        Group(
            word(lang, "desk.group.tongues"), _texts(("name", "description"), _others(lang), lang)
        ),
        Group(
            word(lang, "desk.group.making"),
            (
                *_texts(("nature", "how_made", "ingredients"), (lang, *_others(lang)), lang),
                *_family_controls(catalogue.families.get(family), lang),
            ),
        ),
        Group(word(lang, "desk.group.selling"), _selling(lang)),
        Group(word(lang, "desk.group.quality"), _quality(catalogue, lang)),
    )


def _short_form(catalogue: Catalogue, lang: str, family: str) -> tuple[Control, ...]:
    families = tuple((f.id, str(f.name.pick(lang))) for f in catalogue.families.values())
    return (
        *_texts(("name",), (lang,), lang),
        _choice("family", families, lang, blank="desk.choose"),
        *_plain(lang, "price"),
        *_plain(lang, "net_quantity"),
        _choice("net_unit", _worded(lang, "unit", NET_UNITS), lang),
        *_plain(lang, "stock"),
        *_texts(("description",), (lang,), lang),
        _choice("form", _forms(catalogue, family, lang), lang, blank="desk.form_for_me"),
    )


def _selling(lang: str) -> tuple[Control, ...]:
    price_kinds = _worded(lang, "desk.price_kind", PRICE_KINDS)
    return (
        _choice("price_kind", price_kinds, lang),
        _choice("sold_by", _worded(lang, "sold_by", _SOLD_BY), lang),
        *_plain(lang, "min_quantity", "wholesale_price", "wholesale_from", "lead_days"),
        *_plain(lang, "one_of_a_kind", "pack_weight_g"),
    )


def _quality(catalogue: Catalogue, lang: str) -> tuple[Control, ...]:
    labels = tuple((label.id, str(label.name.pick(lang))) for label in catalogue.labels.values())
    countries = tuple(
        (code, str(name.pick(lang))) for code, name in catalogue.places.countries.items()
    )
    allergens = sorted(k.partition(".")[2] for k in load_words(lang) if k.startswith("allergen."))
    return (
        *_plain(lang, "origin_commune"),
        _choice("label_id", labels, lang, blank="desk.no_label"),
        *_plain(lang, "label_no", "certifier", "label_valid_until", "sanitary_no"),
        *_plain(lang, "season", "best_before"),
        _many("allergens", _worded(lang, "allergen", allergens), lang),
        _many("ships_to", countries, lang),
        *_plain(lang, "colour"),
    )


def _forms(catalogue: Catalogue, family: str, lang: str) -> Options:
    """Return the forms of the family, then those of all others."""
    first = catalogue.families[family].forms if family in catalogue.families else ()
    rest = (form for other in catalogue.families.values() for form in other.forms)
    forms = dict.fromkeys((*first, *rest))
    return tuple((form, word_or(lang, f"desk.form.{form}", form)) for form in forms)


def _family_controls(family: Family | None, lang: str) -> tuple[Control, ...]:
    return tuple(_family_control(field, lang) for field in (family.fields if family else ()))


def _family_control(field: FamilyField, lang: str) -> Control:
    hint = word_or(lang, f"unit.{field.unit}", field.unit) if field.unit else ""
    options = tuple((key, str(words.pick(lang))) for key, words in field.choices.items())
    if options:
        kind = "many" if field.many else "choice"
        options = options if field.many else (("", "—"), *options)
    else:
        kind = "line" if field.kind in {"text", "choice"} else "number"
    return Control(field.id, kind, str(field.name.pick(lang)), hint, options)


def _texts(stems: Iterable[str], tongues: Iterable[str], lang: str) -> tuple[Control, ...]:
    listed = tuple(stems)
    return tuple(
        Control(
            f"{stem}_{tongue}",
            "text" if stem in _LONG else "line",
            word(lang, f"desk.column.{stem}"),
            hint=load_words(lang).get(f"desk.hint.{stem}", "") if tongue == lang else "",
            tongue=tongue,
        )
        for tongue in tongues
        for stem in listed
    )


def _plain(lang: str, *columns: str) -> tuple[Control, ...]:
    yes_no = _worded(lang, "desk.answer", ("yes", "no"))
    return tuple(
        Control(
            column,
            "number" if column in _NUMBERS else _KINDS.get(column, "line"),
            word(lang, f"desk.column.{column}"),
            hint=load_words(lang).get(f"desk.hint.{column}", ""),
            options=yes_no if _KINDS.get(column) == "yes" else (),
        )
        for column in columns
    )


def _choice(column: str, options: Options, lang: str, *, blank: str = "") -> Control:
    first: Options = (("", word(lang, blank) if blank else "—"),)
    return Control(column, "choice", word(lang, f"desk.column.{column}"), options=first + options)


def _many(column: str, options: Options, lang: str) -> Control:
    return Control(column, "many", word(lang, f"desk.column.{column}"), options=options)


def _worded(lang: str, prefix: str, keys: Iterable[str]) -> Options:
    return tuple((key, word(lang, f"{prefix}.{key}")) for key in keys)


def _others(lang: str) -> tuple[str, ...]:
    return tuple(tongue for tongue in TEXT_LANGUAGES if tongue != lang)


def controls_of(groups: Iterable[Group]) -> dict[str, Control]:
    """Return the fields of all groups by their column."""
    return {control.column: control for group in groups for control in group.controls}


def collect_cells(
    groups: Iterable[Group], fields: Mapping[str, str], current: Mapping[str, str]
) -> dict[str, str]:
    """Return the cells that a sent form carries; a field that it does not show stays as it is.

    Boxes that are not ticked are not sent, so `<column>.shown` tells that they were there.
    Of several choices the order in which they were kept before stays.
    """
    cells = {}
    for column, control in controls_of(groups).items():
        if control.kind == "many" and f"{column}.shown" in fields:
            before = [part for part in current.get(column, "").split("|") if part]
            known = dict.fromkeys((*before, *(key for key, _ in control.options)))
            cells[column] = "|".join(key for key in known if f"{column}.{key}" in fields)
        elif control.kind == "yes" and f"{column}.shown" in fields:
            cells[column] = "yes" if column in fields else "no"
        elif column in fields and control.kind not in {"many", "yes"}:
            cells[column] = fields[column]
    return cells
