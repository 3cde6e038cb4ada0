"""What a visitor typed → words to find and a price to keep to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hall.model.folding import fold, fold_words

LONGEST_QUERY = 120
MOST_WORDS = 10
# Also 1 500 and 1.500, as a price tag has it.
_NUMBER = r"(\d{1,3}(?:[ .,]\d{3})+(?!\d)|\d{1,7}(?:[.,]\d{1,2}(?!\d))?)"
_CURRENCY = r"(?:\s*(?:dhs?|mad|dirhams?|drhm|درهما|درهم|دراهم)(?![^\W\d_]))"
# Folded: no accents, no hamza; ى is ي and ة is ه.
_BELOW = (
    r"a moins de|moins cher que|moins de|pas plus de|maximum|max|jusqu.?a|under|below"
    r"|less than|at most|up to|cheaper than|no more than|باقل من|اقل من|تحت|حتي|الي حدود|لا يتجاوز"
    r"|9al mn|9el men|9el mn|qal mn|ta7t|<=|<|≤"
)
_ABOVE = (
    r"plus de|au moins|a partir de|minimum|min|over|above|more than|at least|اكثر من|باكثر من"
    r"|فوق|ابتداء من|kter mn|ktar men|>=|>|≥"
)
_BETWEEN = re.compile(
    rf"(?:entre|between|from|بين|من)\s+{_NUMBER}{_CURRENCY}?"
    rf"\s*(?:et|and|a|to|-|و|الي|w|7ta)\s*{_NUMBER}{_CURRENCY}?"
)
_MOST = re.compile(rf"(?<![^\W_])(?:{_BELOW})\s*{_NUMBER}{_CURRENCY}?")
_LEAST = re.compile(rf"(?<![^\W_])(?:{_ABOVE})\s*{_NUMBER}{_CURRENCY}?")
_AMOUNT = re.compile(rf"(?<![^\W_]){_NUMBER}{_CURRENCY}")
_STOP_TEXT = (
    "a au aux avec d de des du en et l la le les pour un une sans the of from and for with in"
    " من في و ديال دي مع dyal dial mn f"
)
_STOP_WORDS = frozenset(_STOP_TEXT.split())


@dataclass(frozen=True, slots=True)
class PriceBounds:
    """The least and the most, in whole units of the fair's currency."""

    least: Decimal | None = None
    most: Decimal | None = None

    def admits(self, amount: Decimal) -> bool:
        return (self.least is None or amount >= self.least) and (
            self.most is None or amount <= self.most
        )

    def __bool__(self) -> bool:
        return self.least is not None or self.most is not None


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Folded words in their order, and the bounds of the price."""

    words: tuple[str, ...]
    bounds: PriceBounds = PriceBounds()


def parse_query(text: str) -> SearchQuery:
    """Return what is asked for: `miel moins de 100 DH`, `عسل أقل من 100`, `honey under 100`.

    An amount alone, with its currency, is the most that one wants to pay.
    """
    folded = fold(text[:LONGEST_QUERY])
    bounds, rest = _take_bounds(folded)
    return SearchQuery(fold_words(rest)[:MOST_WORDS], bounds)


def _take_bounds(folded: str) -> tuple[PriceBounds, str]:
    between = _BETWEEN.search(folded)
    if between:
        low, high = sorted((_amount(between[1]), _amount(between[2])))
        return PriceBounds(low, high), _without(folded, between)
    least = most = None
    found = _MOST.search(folded)
    if found:
        most, folded = _amount(found[1]), _without(folded, found)
    found = _LEAST.search(folded)
    if found:
        least, folded = _amount(found[1]), _without(folded, found)
    if least is None and most is None:
        found = _AMOUNT.search(folded)
        if found:
            most, folded = _amount(found[1]), _without(folded, found)
    return PriceBounds(least, most), folded


def _amount(text: str) -> Decimal:
    return Decimal(re.sub(r"[ .,](?=\d{3})", "", text).replace(",", "."))


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def is_stop_word(word: str) -> bool:
    """Return whether a folded word joins others and says nothing by itself."""
    return word in _STOP_WORDS


def drop_stop_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that say something; all of them where none does."""
    return tuple(word for word in words if not is_stop_word(word)) or words
