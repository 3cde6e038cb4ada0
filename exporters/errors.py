"""What exporters raise.

ExportError
├── MeshOutOfRange      a mesh does not fit the integer grid that it would be written on
├── ModelUnreadable     a product's GLB is not one that exporters.model wrote
├── AtlasFull           a stand has more pictures than its atlas holds
├── FontUnusable        the typeface of printed sheets cannot be read
└── HallTooLarge        a hall fits the paper at none of the scales
"""


class ExportError(Exception):
    """Base of everything that exporters raise."""


class MeshOutOfRange(ExportError):
    """A mesh does not fit the 16 bit grid that it would be written on."""


class AtlasFull(ExportError):
    """A stand has more pictures than its atlas holds."""


class ModelUnreadable(ExportError):
    """A product's GLB is not one that `exporters.model` wrote."""


class FontUnusable(ExportError):
    """The typeface of printed sheets cannot be read."""


class HallTooLarge(ExportError):
    """A hall fits the paper that was asked for at none of the scales."""
