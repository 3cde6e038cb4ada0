"""Words as they are compared: blind to case, accents, hamza, vowel signs and tatweel.

The viewer folds what a visitor types by the same rules (`web/src/viewer/core/fold.ts`), so
that it meets the keywords of `search.{lang}`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# After NFKD and the loss of all marks: letters that mean the same to a reader.
_SAME = str.maketrans(
    {
        "\u0640": "",  # tatweel
        "\u0621": "",  # hamza alone: written or left out as one likes
        "\u0671": "\u0627",  # alef wasla
        "\u0649": "\u064a",  # alef maksura, also how many type a final ya
        "\u06cc": "\u064a",  # ya of other keyboards
        "\u0629": "\u0647",  # ta marbuta
        "\u06a9": "\u0643",  # kaf of other keyboards
        "\u06ad": "\u0643",  # Moroccan gaf
        "\u06af": "\u0643",
        "\u06a4": "\u0641",  # ve
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ı": "i",
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    }
)
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_SHORTEST_STEM = 3
_LONGEST_EDIT = 2
# Darija in Latin letters writes the article before a letter that is a digit: l3sel, l7out.
_DARIJA_ARTICLE = re.compile(r"l(?=\d[a-z])")


def fold(text: str) -> str:
    """Return `text` without anything that people leave out when they search."""
    if text.isascii():
        return text.lower()
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", text).casefold() if not _is_mark(char)
    )
    return bare.translate(_SAME)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Cf"}


def stem(word: str) -> str:
    """Return a folded word without its article in Arabic, or its plural s or x in Latin."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST_STEM:
            return word[len(article) :]
    if not word.isascii():
        return word
    if len(word) > _SHORTEST_STEM:
        word = _DARIJA_ARTICLE.sub("", word, count=1)
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] in "sx" else word


@lru_cache(maxsize=20_000)
def fold_words(text: str) -> tuple[str, ...]:
    """Return the folded, stemmed words of `text` in their order."""
    return tuple(stem(word) for word in _WORD.findall(fold(text)))


def measure_edits(left: str, right: str, limit: int = _LONGEST_EDIT) -> int:
    """Return how many letters were added, lost, changed or swapped; `limit + 1` means more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return min(previous[-1], limit + 1)


def find_nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the name that `word` was probably meant to be, or None."""
    wanted = fold(word)
    limit = max(1, min(3, len(wanted) // 3))
    scored = [(measure_edits(wanted, fold(name), limit), name) for name in names]
    best = min(scored, default=(limit + 1, ""))
    return best[1] if best[0] <= limit else None
