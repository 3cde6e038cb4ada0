"""What was worked out for an equal plan a moment ago is not worked out again.

After the edit of one exhibitor the building is the one of before: its floor, walls and lanes
need not be cut anew. Only what follows from the arguments alone is kept, for the last few of
them, so that answers never depend on what was asked before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_KEPT = 2
_FORGETTING: list[Callable[[], None]] = []

P = ParamSpec("P")
T = TypeVar("T")


def recalled(work_out: Callable[P, T]) -> Callable[P, T]:
    """Return the function so that it answers equal arguments from memory.

    Only for functions whose answers nobody changes. Arguments are compared, not hashed: plans
    hold names in mappings.
    """
    kept: list[tuple[tuple[object, ...], T]] = []

    @wraps(work_out)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        asked = (*args, *sorted(kwargs.items()))
        for known, found in tuple(kept):
            if len(known) == len(asked) and all(
                one is other or one == other for one, other in zip(known, asked, strict=True)
            ):
                return found
        found = work_out(*args, **kwargs)
        kept[:] = [(asked, found), *kept[: _KEPT - 1]]
        return found

    _FORGETTING.append(kept.clear)
    return answer


def forget_all() -> None:
    """Forget everything: for measuring how long a first placing takes."""
    for forget in _FORGETTING:
        forget()
