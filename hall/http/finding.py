"""What is looked up in a catalogue: made once for each build, with search and filters."""

from __future__ import annotations

from dataclasses import dataclass

from hall.model.catalogue import Catalogue
from hall.model.exhibitor import Exhibitor
from hall.model.product import Product
from hall.service.catalogue import CatalogueView
from hall.service.search import SearchEngine

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class ProductQuery:
    """What a visitor looks for; an empty value does not filter. `max_price` whole units."""

    text: str = ""
    family: str = ""
    sector: str = ""
    label: str = ""
    max_price: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A page of products among `count`, and the exhibitors that the words name."""

    count: int
    page: int
    pages: int
    products: tuple[Product, ...]
    exhibitors: tuple[Exhibitor, ...]


class Lookup:
    """A catalogue with its view and its search, which is made when it is first needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Index `catalogue`."""
        self.catalogue = catalogue
        self.view = CatalogueView(catalogue)
        self._engine: SearchEngine | None = None

    def warm(self) -> SearchEngine:
        """Make the search, if it is not there.

        It takes a part of a second for a fair of 260 stands and 1.5 s for one of 5,000: ask for
        it in a thread, so that nobody else waits.
        """
        if self._engine is None:
            self._engine = SearchEngine(self.catalogue)
        return self._engine

    def find(self, query: ProductQuery) -> Found:
        """Return the asked page; with words the best matches first, else the tables' order."""
        exhibitors: tuple[Exhibitor, ...] = ()
        candidates = tuple(self.catalogue.products.values())
        if query.text:
            result = self.warm().search(query.text)
            candidates, exhibitors = result.products, result.exhibitors
        fitting = [product for product in candidates if self._passes(product, query)]
        pages = max(1, -(-len(fitting) // PAGE_SIZE))
        page = min(max(1, query.page), pages)
        start = (page - 1) * PAGE_SIZE
        shown = tuple(fitting[start : start + PAGE_SIZE])
        return Found(len(fitting), page, pages, shown, exhibitors)

    def _passes(self, product: Product, query: ProductQuery) -> bool:
        if query.family and product.family != query.family:
            return False
        if query.sector and self.catalogue.exhibitors[product.exhibitor].sector != query.sector:
            return False
        if query.label and (product.label is None or product.label.label_id != query.label):
            return False
        if query.max_price is not None:
            return product.price is not None and product.price.to_decimal() <= query.max_price
        return True


class Lookups:
    """The lookup of the catalogue that is live."""

    def __init__(self) -> None:
        """Begin without one."""
        self._now: Lookup | None = None

    def of(self, catalogue: Catalogue) -> Lookup:
        """Return the lookup of `catalogue`, made anew when another build has gone live."""
        if self._now is None or self._now.catalogue is not catalogue:
            self._now = Lookup(catalogue)
        return self._now
