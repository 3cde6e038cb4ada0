"""What is drawn on which layer: told by documented names or by a person; names only suggest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from hall.model.folding import find_nearest, fold
from hall.service.importing.values import Layer

# Our documented layers (docs/drawings.md) and what they hold.
ROLES: Mapping[str, str] = {
    "HALL": "the outline of the floor",
    "HOLES": "what is cut out of it",
    "COLUMNS": "columns",
    "DOORS": "doors; entrances where nothing says otherwise",
    "ENTRANCES": "entrances",
    "EXITS": "exits",
    "EMERGENCY_EXITS": "emergency exits",
    "ZONES": "stages, rooms, cafés",
    "BLOCKED": "floor that nothing may stand on",
    "STANDS": "outlines of stands",
    "STAND_NO": "numbers of stands, inside their outlines",
    "FRONTS": "a line along the front of each stand",
    "EXHIBITORS": "names or ids of exhibitors, inside their stands",
    "AXES": "middle lines of main aisles, as our own drawings carry them",
    "FIXTURES": "extinguishers, hose reels and the like",
    "LABELS": "names of zones, inside them, and kinds of fixtures beside them",
}
# Words of architects' layers, in the order in which they decide.
_WORDS: tuple[tuple[str, str], ...] = (
    ("FIXTURES", "extincteur extincteurs extinguisher extinguishers ria incendie مطافئ"),
    ("STAND_NO", "numero numeros num number numbers رقم أرقام ارقام"),
    ("EMERGENCY_EXITS", "secours emergency urgence طوارئ الطوارئ"),
    ("EXHIBITORS", "exposant exposants exhibitor exhibitors عارض عارضون"),
    ("ENTRANCES", "entree entrees entrance entrances مدخل مداخل"),
    ("EXITS", "sortie sorties exit exits issue issues degagement مخرج مخارج"),
    ("DOORS", "porte portes door doors acces باب أبواب ابواب"),
    (
        "COLUMNS",
        ("poteau poteaux colonne colonnes pilier piliers column columns cols col pillar pillars"
         " عمود أعمدة اعمدة"),
    ),
    ("HOLES", "patio patios tremie tremies trou trous hole holes courtyard فناء"),
    ("STANDS", "stand stands booth booths emplacement emplacements box boxes رواق أروقة اروقة"),
    (
        "BLOCKED",
        ("blocked bloque interdit interdite obstacle obstacles keepout reserve neutralise"
         " ممنوع محجوز"),
    ),
    ("ZONES", "zone zones espace espaces area areas scene منطقة مناطق فضاء فضاءات"),
    (
        "HALL",
        ("mur murs wall walls outline contour hall enveloppe facade facades perimetre"
         " جدار جدران حائط قاعة"),
    ),
)  # fmt: skip
_MEANING = {fold(word): role for role, words in reversed(_WORDS) for word in words.split()}
_COMMON = frozenset({"AXES", "FIXTURES", "LABELS"})
_DERIVED = frozenset({"AISLES"})  # of our own drawings: made anew with every layout
_PARTS = re.compile(r"[\W_\d]+")
_NEXT_ROLE = re.compile(r",(?=\s*[A-Za-z_]{3,}\s*=)")


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """The layers of each role; `faults` say what an option got wrong."""

    layers: Mapping[str, tuple[str, ...]]
    faults: tuple[str, ...] = ()

    def role_of(self) -> dict[str, str]:
        """Return the role of each chosen layer."""
        return {name: role for role, names in self.layers.items() for name in names}

    def option(self) -> str:
        """Return the choice as it is given to `--layers`."""
        return ",".join(f"{role}={n}" for role, names in self.layers.items() for n in names)


NO_LAYERS = LayerChoice({})


def find_documented(layers: Iterable[Layer]) -> LayerChoice:
    """Return the layers that carry our documented names, in whatever case.

    Names that architects use for other things (axes of the building) say nothing alone.
    """
    chosen: dict[str, list[str]] = {}
    for layer in layers:
        role = layer.name.strip().upper()
        if role in ROLES:
            chosen.setdefault(role, []).append(layer.name)
    return _ordered(chosen) if chosen.keys() - _COMMON else NO_LAYERS


def list_left_out(layers: Iterable[Layer], choice: LayerChoice) -> tuple[str, ...]:
    """Return the layers that hold something and have no role, but for those that we derive."""
    roles = choice.role_of()
    return tuple(
        layer.name
        for layer in layers
        if layer.total and layer.name not in roles and layer.name.strip().upper() not in _DERIVED
    )


def suggest(layers: Iterable[Layer]) -> LayerChoice:
    """Return what names of layers hint at: a suggestion, to be confirmed by a person."""
    chosen: dict[str, list[str]] = {}
    for layer in layers:
        if not layer.total:
            continue
        role = _guess(layer.name)
        if role:
            chosen.setdefault(role, []).append(layer.name)
    return _ordered(chosen)


def _guess(name: str) -> str:
    bare = name.strip().upper()
    if bare in ROLES:
        return bare
    words = [fold(word).removeprefix("ال") for word in _PARTS.split(name) if word]
    if {"no", "nr", "num"} & set(words) and any(_MEANING.get(word) == "STANDS" for word in words):
        return "STAND_NO"
    roles = {_MEANING[word] for word in words if word in _MEANING}
    order = [role for role, _ in _WORDS]
    return min(roles, key=order.index, default="")


def parse_layers(option: str, layers: Iterable[Layer]) -> LayerChoice:
    """Return the choice of `HALL=murs,COLUMNS=poteaux`; a name may have `*` and `?`."""
    names = [layer.name for layer in layers]
    chosen: dict[str, list[str]] = {}
    faults = []
    for part in _NEXT_ROLE.split(option):
        role, equals, pattern = (piece.strip() for piece in part.partition("="))
        role = role.upper()
        if not equals or not pattern:
            faults.append(f"`{part.strip()}`: expected ROLE=layer, for example HALL=murs")
        elif role not in ROLES:
            near = find_nearest(role, list(ROLES))
            fix = f"did you mean {near}?" if near else f"expected one of {', '.join(ROLES)}"
            faults.append(f"`{role}` is no role; {fix}")
        else:
            found = [name for name in names if _fits(name, pattern)]
            if not found:
                near = find_nearest(pattern, names)
                fix = f"did you mean {near}?" if near else f"it has {', '.join(names[:20])}"
                faults.append(f"the drawing has no layer `{pattern}` for {role}; {fix}")
            chosen.setdefault(role, []).extend(found)
    choice = _ordered(chosen)
    twice = [name for name in names if sum(name in n for n in choice.layers.values()) > 1]
    faults += [f"layer `{name}` has two roles; give it one" for name in twice]
    return LayerChoice(choice.layers, tuple(faults))


def _fits(name: str, pattern: str) -> bool:
    return name.lower() == pattern.lower() or fnmatchcase(name.lower(), pattern.lower())


def _ordered(chosen: Mapping[str, list[str]]) -> LayerChoice:
    return LayerChoice(
        {role: tuple(dict.fromkeys(chosen[role])) for role in ROLES if chosen.get(role)}
    )
