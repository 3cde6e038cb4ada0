"""Search over a catalogue, held in memory: built once a build, asked many times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hall.model.catalogue import Catalogue
from hall.model.exhibitor import Exhibitor
from hall.model.folding import fold_words
from hall.model.product import Product
from hall.model.text import Texts
from hall.service.search.query import (
    PriceBounds,
    SearchQuery,
    drop_stop_words,
    is_stop_word,
    parse_query,
)
from hall.service.search.vocabulary import Vocabulary

# How much a word says by where it stands.
# Each is another number, so that a word counts once in a field, whatever its languages.
_NAME, _FAMILY, _PLACE, _LABEL, _EXHIBITOR, _FIRST, _NATURE = 10, 6, 5, 4, 3, 2, 1
# How sure it is that a word was meant.
_EXACT, _SYNONYM, _PREFIX, _NEAR, _NEAR_SYNONYM = 1.0, 0.95, 0.8, 0.6, 0.5
_LONGEST_PHRASE = 4

Postings = Mapping[str, Mapping[int, int]]
Scores = dict[int, float]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found, the best first. `partial`: no product has all the words asked for."""

    products: tuple[Product, ...]
    exhibitors: tuple[Exhibitor, ...]
    bounds: PriceBounds
    partial: bool = False


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Words that together stand for one thing asked for, and how surely."""

    words: tuple[str, ...]
    quality: float


class SearchEngine:
    """Answers searches over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._products = tuple(catalogue.products.values())
        self._exhibitors = tuple(catalogue.exhibitors.values())
        self._product_words = _post(
            weigh_product_texts(catalogue, product) for product in self._products
        )
        numbers = _list_numbers(catalogue)
        self._exhibitor_words = _post(
            weigh_exhibitor_texts(catalogue, exhibitor, numbers.get(exhibitor.id, ()))
            for exhibitor in self._exhibitors
        )
        self._synonyms = catalogue.synonyms
        self._vocabulary = Vocabulary((*self._product_words, *self._exhibitor_words))
        self._synonym_words = Vocabulary(word for word in self._synonyms if " " not in word)

    def search(self, text: str) -> SearchResult:
        """Return the products and exhibitors that `text` asks for; nothing for no words.

        A search by price alone returns the products within it, the cheapest first.
        """
        query = parse_query(text)
        if not query.words:
            return SearchResult(self._within(query.bounds), (), query.bounds)
        units = self._split(query)
        scores, full = _match(self._product_words, units)
        products = [
            (-score, index)
            for index, score in scores.items()
            if self._admits(self._products[index], query.bounds)
        ]
        exhibitor_scores, all_words = _match(self._exhibitor_words, units)
        exhibitors = sorted((-score, index) for index, score in exhibitor_scores.items())
        return SearchResult(
            tuple(self._products[index] for _, index in sorted(products)),
            tuple(self._exhibitors[index] for _, index in exhibitors if all_words or not products),
            query.bounds,
            partial=not full,
        )

    def _within(self, bounds: PriceBounds) -> tuple[Product, ...]:
        if not bounds:
            return ()
        priced = (product for product in self._products if self._admits(product, bounds))
        return tuple(sorted(priced, key=lambda p: (p.price.amount_minor if p.price else 0, p.id)))

    def _admits(self, product: Product, bounds: PriceBounds) -> bool:
        if not bounds:
            return True
        price = product.price
        return (
            price is not None
            and price.currency == self._catalogue.fair.currency
            and bounds.admits(price.to_decimal())
        )

    def _split(self, query: SearchQuery) -> list[tuple[_Spelling, ...]]:
        """Return the things asked for, each with its spellings: phrases before words."""
        units: list[tuple[_Spelling, ...]] = []
        words, position = query.words, 0
        while position < len(words):
            for length in range(min(_LONGEST_PHRASE, len(words) - position), 1, -1):
                phrase = words[position : position + length]
                if " ".join(phrase) in self._synonyms:
                    units.append(self._spell_phrase(phrase))
                    position += length
                    break
            else:
                last = position == len(words) - 1
                units.append(self._spell_word(words[position], last=last))
                position += 1
        said = [unit for unit in units if not is_stop_word(" ".join(unit[0].words))]
        return said or units

    def _spell_phrase(self, phrase: tuple[str, ...]) -> tuple[_Spelling, ...]:
        others = (tuple(other.split()) for other in self._synonyms[" ".join(phrase)])
        return (
            _Spelling(drop_stop_words(phrase), _EXACT),
            *(_Spelling(drop_stop_words(words), _SYNONYM) for words in others),
        )

    def _spell_word(self, word: str, *, last: bool) -> tuple[_Spelling, ...]:
        spellings = [_Spelling((word,), _EXACT), *self._spell_synonyms(word, _SYNONYM)]
        known = word in self._vocabulary or len(spellings) > 1
        if last:
            spellings += [
                _Spelling((longer,), _PREFIX) for longer in self._vocabulary.list_prefixed(word)
            ]
        if not known:
            for edits, near in self._vocabulary.list_near(word):
                spellings.append(_Spelling((near,), _NEAR / edits))
            for edits, near in self._synonym_words.list_near(word):
                spellings.extend(self._spell_synonyms(near, _NEAR_SYNONYM / edits))
        return tuple(spellings)

    def _spell_synonyms(self, word: str, quality: float) -> Iterator[_Spelling]:
        for other in self._synonyms.get(word, ()):
            yield _Spelling(drop_stop_words(tuple(other.split())), quality)


def _match(postings: Postings, units: list[tuple[_Spelling, ...]]) -> tuple[Scores, bool]:
    """Return the scores of what has the most units, and whether that is all of them."""
    totals: dict[int, tuple[int, float]] = {}
    for unit in units:
        for index, score in _score_unit(postings, unit).items():
            matched, total = totals.get(index, (0, 0.0))
            totals[index] = (matched + 1, total + score)
    most = max((matched for matched, _ in totals.values()), default=0)
    best = {index: total for index, (matched, total) in totals.items() if matched == most}
    return best, most == len(units)


def _score_unit(postings: Postings, unit: tuple[_Spelling, ...]) -> Scores:
    scores: Scores = {}
    for spelling in unit:
        first, *rest = spelling.words
        for index, weight in postings.get(first, {}).items():
            weights = [weight, *(postings.get(word, {}).get(index, 0) for word in rest)]
            score = min(weights) * spelling.quality
            if score > scores.get(index, 0.0):
                scores[index] = score
    return scores


def _post(texts: Iterable[Iterable[tuple[int, str]]]) -> dict[str, dict[int, int]]:
    """Return the words with where they stand and how much they say there.

    A word that is in the name and in the family says both: `miel` is honey before it is the
    colour of a blanket. What a name begins with says more than what it ends with.
    """
    postings: dict[str, dict[int, int]] = {}
    for index, weighed in enumerate(texts):
        said: dict[str, set[int]] = {}
        for weight, text in weighed:
            for position, word in enumerate(fold_words(text)):
                weights = said.setdefault(word, set())
                weights.add(weight)
                if position == 0 and weight == _NAME:
                    weights.add(_FIRST)
        for word, weights in said.items():
            postings.setdefault(word, {})[index] = sum(weights)
    return postings


def weigh_product_texts(catalogue: Catalogue, product: Product) -> Iterator[tuple[int, str]]:
    """Give every text that a product is found by, in all languages, with its weight."""
    yield from _weigh(_NAME, product.name)
    family = catalogue.families.get(product.family)
    if family:
        yield from _weigh(_FAMILY, family.name)
    label = catalogue.labels.get(product.label.label_id) if product.label else None
    if label:
        yield from _weigh(_LABEL, label.name)
    yield _PLACE, product.origin_commune
    yield from _weigh_place(catalogue, product.origin_province)
    exhibitor = catalogue.exhibitors.get(product.exhibitor)
    if exhibitor:
        yield from _weigh(_EXHIBITOR, exhibitor.name)
        if not product.origin_province:
            yield from _weigh_place(catalogue, exhibitor.province)
    yield from _weigh(_NATURE, product.nature)
    yield from _weigh(_NATURE, product.ingredients)


def weigh_exhibitor_texts(
    catalogue: Catalogue, exhibitor: Exhibitor, numbers: Iterable[str]
) -> Iterator[tuple[int, str]]:
    """Give every text that an exhibitor is found by, in all languages, with its weight.

    `numbers` are those of its stands.
    """
    yield from _weigh(_NAME, exhibitor.name)
    yield _PLACE, exhibitor.commune
    yield from _weigh_place(catalogue, exhibitor.province)
    for names, place in (
        (catalogue.places.regions, exhibitor.region),
        (catalogue.places.countries, exhibitor.country),
    ):
        if place in names:
            yield from _weigh(_PLACE, names[place])
    for number in numbers:
        yield _NAME, number


def _list_numbers(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the numbers of each exhibitor's stands."""
    numbers: dict[str, list[str]] = {}
    for stand in catalogue.stands:
        for exhibitor in {stand.exhibitor, *stand.co_exhibitors}:
            if exhibitor is not None:
                numbers.setdefault(exhibitor, []).append(stand.number)
    return numbers


def _weigh_place(catalogue: Catalogue, province: str) -> Iterator[tuple[int, str]]:
    if province in catalogue.places.provinces:
        yield from _weigh(_PLACE, catalogue.places.provinces[province])


def _weigh(weight: int, texts: Texts) -> Iterator[tuple[int, str]]:
    for text in texts.by_lang.values():
        yield weight, text
