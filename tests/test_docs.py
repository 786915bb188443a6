"""The pages of docs/ that are derived from the code are those that the code would write now."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
PAGES: dict[str, str] = runpy.run_path(str(DOCS / "write.py"))["pages"]()


@pytest.mark.parametrize("page", PAGES)
def test_a_derived_page_is_fresh(page: str) -> None:
    assert (DOCS / page).read_text(encoding="utf-8") == PAGES[page], f"docs/{page} is stale: make docs"
