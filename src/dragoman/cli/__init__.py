"""The command line: one file per command group; it holds no logic of its own."""

from __future__ import annotations

from dragoman.cli.main import main

__all__ = ["main"]
