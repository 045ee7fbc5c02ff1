"""A served example desk, and a browser that refuses everything beyond loopback and reports every error."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, Route, expect
from tests.example import copied
from tests.web.browser import ARGUMENTS, browser_program
from tests.web.served import serving

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SLOWEST_MS = 20_000
# What is expected of a page comes within so long; the five seconds of Playwright are few where all cores are busy.
EXPECTED_MS = 15_000
expect.set_options(timeout=EXPECTED_MS)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium. Where there is no browser CI fails, and elsewhere the tests say so."""
    program = browser_program()
    if program is None:
        message = "there is no Chromium: the pages are not tested (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return {**browser_type_launch_args, "executable_path": program, "args": list(ARGUMENTS)}


@pytest.fixture(scope="module")
def store(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example store for the tests of one file."""
    return copied(example, tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def served(store: Path) -> Iterator[str]:
    """The address of the served copy."""
    with serving(store) as address:
        yield address


@pytest.fixture
def expected_status() -> set[int]:
    """Statuses of failure that a test provokes on purpose; it adds them."""
    return set()


@pytest.fixture
def context(context: BrowserContext, expected_status: set[int]) -> Iterator[BrowserContext]:
    """A browser context that lets nothing beyond loopback pass; what went wrong fails the test."""
    wrong: list[str] = []

    def route(one: Route, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("data", "blob") or parts.hostname in LOOPBACK:
            one.continue_()
        else:
            wrong.append(f"asked for {request.url}")
            one.abort()

    def said(message: ConsoleMessage) -> None:
        # A failed answer is reported by `answered`, which knows its status.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            wrong.append(f"console: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400 and response.status not in expected_status:
            wrong.append(f"{response.status} {response.url}")

    context.route("**/*", route)
    context.on("console", said)
    context.on("response", answered)
    context.on("weberror", lambda error: wrong.append(f"script: {error.error}"))
    context.set_default_timeout(SLOWEST_MS)
    yield context
    assert wrong == []
