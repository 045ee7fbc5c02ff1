"""The command line: one file per command group; it holds no logic of its own."""

from __future__ import annotations

import os

# One thread a process, before NumPy is loaded: small matrices gain nothing from more, and under load they lose much.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from dragoman.cli.main import main

__all__ = ["main"]
