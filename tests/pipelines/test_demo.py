from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from pipelines.config import ConfigError
from pipelines.demo import FIRST_QUERY, run_demo
from tests.pipelines.lakes import ask, assert_once

README = Path(__file__).parents[2] / "README.md"


def test_the_demo_shows_what_happened_and_answers_the_readmes_first_query(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    lake = tmp_path / "demo-lake"
    assert run_demo(lake, Console(width=100)) == 0
    shown = capsys.readouterr().out
    for words in ("feeds", "polled", "not modified", "stories new", "stories edited", "rejected", "rows of stories"):
        assert words in shown
    assert f"```sql\n{FIRST_QUERY}\n```" in README.read_text("utf-8")
    who = ask(lake, FIRST_QUERY)[0][0]
    assert who.split()[0] in shown.split("LIMIT 8")[1]
    assert assert_once(lake) > 30
    assert run_demo(lake, Console(width=100)) == 0


def test_the_demo_replaces_no_lake_but_a_demos(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("…")
    with pytest.raises(ConfigError, match="--lake"):
        run_demo(tmp_path / "mine", Console())
    assert (tmp_path / "mine" / "thesis.txt").exists()
