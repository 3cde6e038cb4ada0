"""What a child that reads a stranger's file may use.

Address space, processor time and file size are refused by the kernel, so that no parser has
to be trusted with them. Where `resource` does not exist (Windows) the wall clock of the gate
is the only limit, and serving uploads in public is not supported there.
"""

from __future__ import annotations

import sys

# trimesh, numpy and Pillow loaded take about 0.6 GiB of address space by themselves.
ADDRESS_SPACE_BYTES = 2 * 2**30
CPU_S = 15
FILE_BYTES = 64 * 2**20
OPEN_FILES = 64
WALL_S = 25.0


def confine() -> None:
    """Limit this process for good; it cannot raise the limits again."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    limits = {
        resource.RLIMIT_AS: ADDRESS_SPACE_BYTES,
        resource.RLIMIT_CPU: CPU_S,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
