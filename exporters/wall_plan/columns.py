"""Text that flows through the columns of a panel."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporters.sheet.marks import Sheet

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Columns:
    """Columns of equal width in a box (left, top, width, height), filled one by one.

    On a right-to-left sheet the first column is the rightmost. The last column ends `short`
    millimetres earlier.
    """

    sheet: Sheet
    box: Box
    count: int
    gap: float
    short: float = 0.0
    column: int = 0
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.y = self.box[1]

    @property
    def width(self) -> float:
        return (self.box[2] - self.gap * (self.count - 1)) / self.count

    @property
    def left(self) -> float:
        index = self.count - 1 - self.column if self.sheet.right_to_left else self.column
        return self.box[0] + index * (self.width + self.gap)

    @property
    def start(self) -> float:
        """Return where a line begins: the right end for a right-to-left sheet."""
        return self.left + (self.width if self.sheet.right_to_left else 0)

    @property
    def bottom(self) -> float:
        return self.box[1] + self.box[3] - (self.short if self.column == self.count - 1 else 0)

    @property
    def is_full(self) -> bool:
        return self.column >= self.count

    def take(self, height: float) -> float | None:
        """Return the top of `height` free millimetres, in the next column if need be.

        None where no column has them.
        """
        while not self.is_full and self.y + height > self.bottom + 1e-6:
            self.next_column()
        if self.is_full:
            return None
        top = self.y
        self.y += height
        return top

    def count_lines(self, height: float) -> int:
        """Return how many lines of a height are still free."""
        if self.is_full:
            return 0
        own = int((self.bottom - self.y + 1e-6) // height)
        others = self.count - 1 - self.column
        ends = [self.box[3]] * others
        if ends:
            ends[-1] -= self.short
        return own + sum(int((end + 1e-6) // height) for end in ends)

    def next_column(self) -> None:
        """Go on at the top of the next column."""
        self.column += 1
        self.y = self.box[1]

    def skip(self, height: float) -> None:
        """Leave paper free, but not at the head of a column."""
        if self.y > self.box[1]:
            self.y += height

    def inward(self, x: float) -> float:
        """Return the place `x` millimetres into the column from where lines begin."""
        return self.start - x if self.sheet.right_to_left else self.start + x
