"""The gate that a build passes: what is heavier than its budget, named with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hall.model.budgets import Budgets
from hall.model.catalogue import Catalogue
from hall.model.manifest import BuiltFinding
from hall.model.weights import FileWeight, Weights

CODES = {
    "budget.shell": "the walls, floor and booths that load first are too large",
    "budget.index": "the list of stands that loads first is too large",
    "budget.fonts": "the typefaces of the signs are too large",
    "budget.stand": "what is fetched before a stand is too large",
    "budget.model": "the 3D model of a product is too large",
    "budget.picture": "a picture of a product is too large",
    "budget.logo": "the logo of an exhibitor is too large",
}
_HELP = {
    "shell": "shorten the outline of the hall, use fewer sizes of stands or fewer props",
    "index": "shorten the names of exhibitors, or open two fairs",
    "fonts": "write names in Latin and Arabic letters only",
    "stand": "show fewer products with pictures there, or plainer models",
    "model": "upload a model with fewer triangles and smaller pictures",
    "picture": "upload a smaller or calmer picture",
    "logo": "upload a smaller logo",
}
_UNITS = {"bytes": "bytes compressed", "triangles": "triangles", "texels": "texels"}


@dataclass(frozen=True, slots=True)
class Excess:
    """One measure of one file above its budget; `subject` says in words whose file it is."""

    kind: str
    subject: str
    file: str
    measure: str
    found: int
    allowed: int

    def to_finding(self) -> BuiltFinding:
        setting = f"{self.kind.replace('logo', 'picture')}_{self.measure}"
        message = (
            f"{self.subject} has {self.found:,} {_UNITS[self.measure]}; allowed are "
            f"{self.allowed:,}; {_HELP[self.kind]}, or raise budgets.{setting} in fair.yaml"
        )
        return BuiltFinding(f"budget.{self.kind}", "error", message)


def list_excesses(weights: Weights, budgets: Budgets, catalogue: Catalogue) -> tuple[Excess, ...]:
    """Return everything that is heavier than its budget: what loads first, then by stand."""
    stands = len(catalogue.stands)
    return (
        *_weigh_bytes("shell", "the shell of the hall", weights.shell, budgets.allow_shell(stands)),
        *_index_excesses(weights, budgets, stands),
        *_font_excesses(weights, budgets),
        *_stand_excesses(weights, budgets, catalogue),
        *_product_excesses(weights, budgets, catalogue),
    )


def _index_excesses(weights: Weights, budgets: Budgets, stands: int) -> Iterator[Excess]:
    for lang, weight in weights.index.items():
        subject = f"the index of stands ({lang})"
        yield from _weigh_bytes("index", subject, weight, budgets.allow_index(stands))


def _font_excesses(weights: Weights, budgets: Budgets) -> Iterator[Excess]:
    total = sum(weight.brotli for weight in weights.fonts.values())
    if total > budgets.fonts_bytes:
        yield Excess("fonts", "the typefaces", "", "bytes", total, budgets.fonts_bytes)


def _stand_excesses(weights: Weights, budgets: Budgets, catalogue: Catalogue) -> Iterator[Excess]:
    stands = {stand.id: stand for stand in catalogue.stands}
    for stand_id, weight in weights.stands.items():
        stand = stands[stand_id]
        lead = catalogue.exhibitors.get(stand.exhibitor or "")
        name = f", {_first_name(lead.name.by_lang.values())} ({lead.id})" if lead else ""
        limits = (budgets.stand_bytes, budgets.stand_triangles, budgets.stand_texels)
        yield from _weigh_model("stand", f"stand {stand.number}{name}", weight, limits)


def _product_excesses(weights: Weights, budgets: Budgets, catalogue: Catalogue) -> Iterator[Excess]:
    limits = (budgets.model_bytes, budgets.model_triangles, budgets.model_texels)
    for product, weight in weights.models.items():
        yield from _weigh_model("model", _name_product(catalogue, product), weight, limits)
    for product, pictures in weights.pictures.items():
        subject = f"a picture of {_name_product(catalogue, product)}"
        for weight in pictures:
            yield from _weigh_bytes("picture", subject, weight, budgets.picture_bytes)
    for exhibitor, weight in weights.logos.items():
        yield from _weigh_bytes("logo", f"the logo of {exhibitor}", weight, budgets.picture_bytes)


def _name_product(catalogue: Catalogue, product_id: str) -> str:
    product = catalogue.products[product_id]
    name = _first_name(product.name.by_lang.values())
    return f"product {name} ({product_id} of {product.exhibitor})"


def _first_name(names: Iterable[str]) -> str:
    return next(iter(names), "")


def _weigh_bytes(kind: str, subject: str, weight: FileWeight, allowed: int) -> Iterator[Excess]:
    if weight.brotli > allowed:
        yield Excess(kind, subject, weight.name, "bytes", weight.brotli, allowed)


def _weigh_model(
    kind: str, subject: str, weight: FileWeight, limits: tuple[int, int, int]
) -> Iterator[Excess]:
    found = (weight.brotli, weight.triangles, weight.texels)
    for measure, count, allowed in zip(_UNITS, found, limits, strict=True):
        if count > allowed:
            yield Excess(kind, subject, weight.name, measure, count, allowed)
