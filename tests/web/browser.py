"""The browser that the tests drive: Debian's Chromium, or another one that the machine has."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip


def browser_program() -> str | None:
    """The path of a browser; None where there is none."""
    named = os.environ.get("DRAGOMAN_BROWSER")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)
