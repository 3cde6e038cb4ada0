"""Where shipped files lie: the one locator, in a checkout and in an installed wheel.

In a wheel the viewer's build and the sample fairs are below `hall/_share/`; in a checkout
they are `web/dist/` and `data/`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class ResourceMissing(LookupError):
    """A shipped file or folder is not where it should be."""


def share_dir() -> Path | None:
    """Return the folder that the wheel carries, or None in a checkout."""
    share = _PACKAGE / "_share"
    return share if share.is_dir() else None


def web_dir() -> Path:
    """Return the folder of the built viewer, styles and fonts.

    Raises:
        ResourceMissing: the viewer has not been built.
    """
    share = share_dir()
    folder = share / "web" if share else _PACKAGE.parent / "web" / "dist"
    if not folder.is_dir():
        message = f"the viewer is not built: {folder} is missing; run `make build` or reinstall"
        raise ResourceMissing(message)
    return folder


def data_dir() -> Path:
    """Return the folder of the sample fairs."""
    share = share_dir()
    return share / "data" if share else _PACKAGE.parent / "data"


def list_samples() -> tuple[str, ...]:
    """Return the names of the sample fairs, sorted."""
    return tuple(sorted(p.parent.name for p in data_dir().glob("*/fair.yaml")))


def fair_dir(name_or_path: str) -> Path:
    """Return the folder of a fair given as a folder or as the name of a sample.

    Raises:
        ResourceMissing: neither exists; the message lists the samples.
    """
    path = Path(name_or_path)
    for candidate in (path, data_dir() / name_or_path):
        if (candidate / "fair.yaml").is_file():
            return candidate.resolve()
    message = f"no fair at {name_or_path!r}; samples: {', '.join(list_samples())}"
    raise ResourceMissing(message)


def is_shipped(folder: Path) -> bool:
    """Return whether a fair's folder came with the wheel and so must not be written to."""
    share = share_dir()
    return share is not None and folder.resolve().is_relative_to(share)


def font_file(name: str) -> Path:
    """Return a TTF of the sign typeface, e.g. `ReadexPro-Bold.ttf`.

    Raises:
        ResourceMissing: there is no such font.
    """
    path = web_dir() / "fonts" / name
    if not path.is_file():
        message = f"font {name} is missing at {path}"
        raise ResourceMissing(message)
    return path
