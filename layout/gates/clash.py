"""Which lines of the plan clash: a smallest set that cannot all be kept.

Divide and conquer over named groups (QuickXplain): each is dropped if the rest still clashes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Clashes = Callable[[frozenset[str]], bool]


def find_clash(groups: Sequence[str], clashes: Clashes) -> tuple[str, ...]:
    """Return a smallest set of groups that clash: without any one of them the rest does not.

    `clashes` says whether keeping these groups only is impossible; it must not turn false when
    a group is added. Groups named first are the last to be blamed. Empty where all can be kept.
    """
    if not clashes(frozenset(groups)):
        return ()
    blamed = _split(frozenset(), tuple(groups), clashes, added=False)
    return tuple(group for group in groups if group in blamed)


def _split(
    kept: frozenset[str], groups: tuple[str, ...], clashes: Clashes, *, added: bool
) -> frozenset[str]:
    if added and clashes(kept):
        return frozenset()
    if len(groups) == 1:
        return frozenset(groups)
    half = len(groups) // 2
    first, second = groups[:half], groups[half:]
    from_first = _split(kept | frozenset(second), first, clashes, added=True)
    from_second = _split(kept | from_first, second, clashes, added=bool(from_first))
    return from_first | from_second
