"""Writes the pages of this folder that are derived from the code: `make docs`. Tests fail while one is stale."""

from __future__ import annotations

from pathlib import Path

from schemas.dictionary import dictionary

DOCS = Path(__file__).parent


def pages() -> dict[str, str]:
    """The derived pages by file name."""
    return {"tables.md": dictionary()}


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
