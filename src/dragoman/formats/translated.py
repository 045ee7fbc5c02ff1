"""Translations out: what was translated by what, and the table of translators, for the eye and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from dragoman.formats.words import plain
from dragoman.language.engines import Listed
from dragoman.language.paragraphs import Translated


def translated_json(text: str, found: Translated, source: str, target: str) -> str:
    """A translation as JSON: the original, the translation, and its paragraphs with their spans."""
    made = {
        "source": source,
        "target": target,
        "engines": [{"engine": name, "version": version} for name, version in found.engines],
        "text": text,
        "translation": found.text,
        "paragraphs": [
            {
                "start": part.start, "end": part.end, "text": part.text, "translation": part.rendered.text,
                "engine": part.rendered.engine, "version": part.rendered.version,
                "remembered": part.rendered.remembered, "notes": part.rendered.notes,
            }
            for part in found.parts
        ],
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False, indent=2)


def told(found: Translated, source: str, target: str) -> list[str]:
    """What was translated by what, and what to mind, in lines."""
    by = ", ".join(f"{name} {version}".strip() for name, version in found.engines) or "nothing, as it has no words"
    count = len(found.parts)
    known = sum(part.rendered.remembered for part in found.parts)
    remembered = f", {known} of them from the memory" if known else ""
    line = f"{source} to {target} by {by}: {count} paragraph{'s' * (count != 1)}{remembered}"
    return [plain(line), *(f"note: {note}" for note in found.notes)]


def engine_table(rows: Iterable[Listed]) -> Table:
    """The translators, what each translates, and what it lacks."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("translator", "into English from", "version", "what to do"):
        table.add_column(name, overflow="fold")
    for row in rows:
        into = [source for source, target in row.versions if target == "en"]
        versions = dict.fromkeys(row.versions.values())
        table.add_row(
            Text(f"{row.name}{' (chosen)' * row.chosen}"), " ".join(into) or "–",
            Text(plain("; ".join(versions)) or "–"), Text(plain(row.missing or "")),
        )  # fmt: skip
    return table


def engine_json(rows: Iterable[Listed]) -> str:
    """The translators as JSON, with every pair."""
    made = [
        {
            "name": row.name, "chosen": row.chosen, "missing": row.missing,
            "pairs": [
                {"source": source, "target": target, "version": version}
                for (source, target), version in row.versions.items()
            ],
        }
        for row in rows
    ]  # fmt: skip
    return json.dumps(made, ensure_ascii=False, indent=2)
