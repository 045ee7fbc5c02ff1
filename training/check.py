"""Checks files of annotated sentences, every line: ``python -m training.check FILE...``; exits with 1 on wrong ones."""

from __future__ import annotations

import sys
from pathlib import Path

from dragoman.evaluation.sentences import check


def main(names: list[str]) -> int:
    """Print what is wrong in each file, and what it holds; 1 where anything is wrong."""
    wrong = 0
    for name in names:
        found = check(Path(name))
        for error in found.errors:
            print(error.message)
        print(f"{name}: {found.sentences} sentences, {found.acts} acts, {len(found.errors)} wrong lines")
        wrong += len(found.errors)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
