"""What the macros promise an analyst, over lakes written by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.columns import day
from schemas.event import Casualty, EventDate, Participant, Place
from schemas.macros import EXPRESSIONS, MACROS, Macro
from schemas.tables import TableRow
from schemas.views import sql
from tests.schemas.lakes import HandLake, attribution, event, story

ON = "2026-01-01"
ARGUMENTS = {"name": "'Kern'", "since": f"DATE '{ON}'", "of_outlet": "NULL", "n": "3"}


@pytest.fixture
def lake(tmp_path: Path) -> HandLake:
    return HandLake(tmp_path / "lake")


def ask(lake: HandLake, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        connection.execute(sql(str(lake.root)))
        return connection.execute(query).fetchall()


def copy(story_id: str, *rows: TableRow, cluster: str = "a", on: str = ON, **fields: Any) -> list[TableRow]:
    """A story that prints the text of a cluster, and the rows that were read off it."""
    return [story(story_id, "v1", on, cluster_id=cluster, **fields), *rows]


def said(story_id: str, seq: int = 0, on: str = ON, **fields: Any) -> TableRow:
    return attribution(story_id, "v1", on, seq, **{"cue": "said", "content": "the harbour is closed"} | fields)


def happened(story_id: str, seq: int = 0, on: str = ON, **fields: Any) -> TableRow:
    return event(story_id, "v1", on, seq, **{"type": "ASSAULT", "trigger": "shot"} | fields)


def killed(least: int, most: int | None) -> Casualty:
    return Casualty(kind="killed", min=least, max=most, words=f"{least}")


def columns_of(macro: Macro) -> list[str]:
    like = next((other for other in MACROS if other.name == macro.like), macro)
    return [name for name, _ in like.columns]


@pytest.mark.parametrize("macro", MACROS, ids=lambda macro: macro.name)
def test_a_macro_has_the_documented_columns_also_over_an_empty_lake(lake: HandLake, macro: Macro) -> None:
    parameters = macro.call.removeprefix(macro.name).strip("()").split(", ")
    given = [name for name in parameters if " := " not in name]
    everything = [ARGUMENTS[name.partition(" := ")[0]] for name in parameters]
    for arguments in (everything, [ARGUMENTS[name] for name in given], ["NULL"] * len(parameters)):
        described = ask(lake, f"DESCRIBE FROM {macro.name}({', '.join(arguments)})")
        assert [row[0] for row in described] == columns_of(macro)
        assert ask(lake, f"FROM {macro.name}({', '.join(arguments)})") == []


def test_every_macro_is_named_once_and_explained() -> None:
    names = [macro.name for macro in (*EXPRESSIONS, *MACROS)]
    assert len(names) == len(set(names))
    assert all(macro.says.endswith(".") and "\n" not in macro.says for macro in (*EXPRESSIONS, *MACROS))
    assert all(says for macro in MACROS for _, says in macro.columns)


def test_what_many_outlets_print_is_said_once_however_they_set_it(lake: HandLake) -> None:
    lake.commit(
        [
            *copy("s1", said("s1", content="“closed – for now”"), outlet="Tide", word_count=9, title="Short"),
            *copy("s2", said("s2", content='"Closed - for now"'), outlet="Kelp", word_count=90, title="Whole"),
            *copy("s3", said("s3", content="“closed – for now”"), outlet="Eel", cluster="b"),
        ]
    )
    found = ask(lake, "SELECT copies, outlets, title FROM statements(NULL) ORDER BY copies DESC")
    assert found == [(2, ["Kelp", "Tide"], "Whole"), (1, ["Eel"], "Title of s3")]


def test_two_statements_of_one_story_are_two(lake: HandLake) -> None:
    lake.commit(copy("s1", said("s1"), said("s1", 1, content="it opens on Friday"), said("s1", 2, source="Mayor")))
    assert ask(lake, "SELECT seq FROM statements(NULL) ORDER BY seq") == [(0,), (1,), (2,)]


def test_a_person_is_found_by_either_name_and_through_a_spokesman_only(lake: HandLake) -> None:
    lake.commit(
        copy(
            "s1",
            said("s1", 0, source="She", speaker="Ada Kern"),
            said("s1", 1, source="ADA KERN", speaker=None),
            said("s1", 2, source="Her spokesman", source_kind="spokesperson", affiliation="Ada Kern"),
            said("s1", 3, source="A lawyer for Ada Kern", source_kind="other"),
            said("s1", 4, source="Odo Kern-Vale", speaker="Odo Kern-Vale"),
            said("s1", 5, source="The Port (East)", source_kind="organisation"),
            said("s1", 6, source="A clerk", source_kind="anonymous", affiliation="the Port (East)"),
        )
    )

    def found(name: str) -> list[int]:
        return [row[0] for row in ask(lake, f"SELECT seq FROM said('{name}') ORDER BY seq")]

    assert found("Ada Kern") == [0, 1, 2]
    assert found("kern") == [0, 1]
    assert found("the Port (East)") == found("Port (East)") == [5, 6]
    assert found(".*") == []
    assert len(ask(lake, "FROM said(NULL)")) == 7


def test_silences_are_found_from_a_day_on(lake: HandLake) -> None:
    lake.commit(
        [
            *copy("s1", said("s1", stance="no_comment"), said("s1", 1, stance="denial")),
            *copy("s2", said("s2", stance="unreachable", on="2026-01-02"), on="2026-01-02", cluster="b"),
        ]
    )
    assert ask(lake, "SELECT stance FROM no_comments(NULL)") == [("no_comment",), ("unreachable",)]
    assert ask(lake, "SELECT stance FROM no_comments(DATE '2026-01-02')") == [("unreachable",)]
    assert ask(lake, "SELECT stance FROM no_comments('2026-01-03')") == []


def test_the_share_of_unnamed_sources_counts_a_text_once_an_outlet(lake: HandLake) -> None:
    unnamed = {"anonymous": True, "source": "a clerk", "source_kind": "anonymous"}
    lake.commit(
        [
            *copy("s1", said("s1"), said("s1", 1, **unnamed), said("s1", 2, stance="no_comment"), outlet="Tide"),
            *copy("s2", said("s2"), said("s2", 1, **unnamed), said("s2", 2, source_kind="none"), outlet="Tide"),
            *copy("s3", said("s3", anonymity_reason="fear", **unnamed), outlet="Kelp", cluster="b"),
        ]
    )
    assert ask(lake, "FROM anonymous_share(NULL)") == [("Kelp", 1, 1, 1, 1.0), ("Tide", 2, 1, 0, 0.5)]
    assert ask(lake, "SELECT share FROM anonymous_share('Tide')") == [(0.5,)]


def test_an_event_stands_once_a_text_with_the_range_of_its_figures(lake: HandLake) -> None:
    fields = {
        "casualties": (killed(7, 7), killed(11, None), Casualty(kind="injured", words="many")),
        "places": (Place(words="the port", name="Port Ellery", country="GBR"),),
        "actors": (Participant(text="they", name="Dawn Column"), Participant(text="two men")),
        "date": EventDate(words="on Friday", day_from=day(ON), day_to=day(ON)),
    }
    lake.commit([*copy("s1", happened("s1", **fields)), *copy("s2", happened("s2", **fields), word_count=1)])
    columns = "day_from::VARCHAR, place, country, actors, killed_least, killed_most, injured_least, copies, story_id"
    assert ask(lake, f"SELECT {columns} FROM happenings(NULL)") == [
        (ON, "Port Ellery", "GBR", ["Dawn Column", "two men"], 7, 11, None, 2, "s1")
    ]


def test_two_events_of_one_text_are_two_however_alike_their_words(lake: HandLake) -> None:
    judge, clerk = ({"targets": (Participant(text=one),)} for one in ("a judge", "a clerk"))
    rows = [(name, happened(name, 0, **judge), happened(name, 1, **clerk)) for name in ("s1", "s2")]
    lake.commit([row for name, *events in rows for row in copy(name, *events)])
    found = ask(lake, "SELECT targets, copies FROM happenings(NULL) ORDER BY targets")
    assert found == [(["a clerk"], 2), (["a judge"], 2)]


def test_events_a_day_leave_out_what_did_not_happen(lake: HandLake) -> None:
    friday = EventDate(words="on Friday", day_from=day(ON), day_to=day(ON))
    autumn = EventDate(words="in autumn", day_from=day("2025-09-01"), day_to=day("2025-11-30"))
    lake.commit(
        copy(
            "s1",
            happened("s1", 0, date=friday),
            happened("s1", 1, date=friday, trigger="bombed", certainty="alleged"),
            happened("s1", 2, date=friday, trigger="planned", certainty="planned"),
            happened("s1", 3, date=friday, trigger="denied", certainty="denied"),
            happened("s1", 4, date=autumn, trigger="burned"),
        )
    )
    assert ask(lake, "SELECT * REPLACE (day::VARCHAR AS day) FROM events_by_day(NULL)") == [
        (ON, "ASSAULT", None, None, 2, 2),
        (None, "ASSAULT", None, None, 1, 1),
    ]


def test_a_calamity_is_counted_by_its_topic_and_is_no_attack(lake: HandLake) -> None:
    def calamity(seq: int, topic: str, story_id: str = "s1", **fields: Any) -> TableRow:
        return happened(story_id, seq, type=None, topic=topic, trigger=f"t{seq}", **fields)

    def rows(story_id: str) -> tuple[TableRow, ...]:
        return (
            calamity(0, "disaster", story_id, casualties=(killed(34, None),), attributions=(0,)),
            calamity(1, "disaster", story_id),
            calamity(2, "accident", story_id, casualties=(killed(11, 11),), claim_status="unclaimed"),
            happened(story_id, 3, topic="disaster", casualties=(killed(14, 14),)),
            said(story_id, 0, anonymous=True, source="a clerk"),
        )

    lake.commit([*copy("s1", *rows("s1")), *copy("s2", *rows("s2"))])
    assert ask(lake, "FROM events_by_day(NULL)") == [
        (None, None, "disaster", None, 2, 4),
        (None, "ASSAULT", None, None, 1, 2),
        (None, None, "accident", None, 1, 2),
    ]
    assert ask(lake, "SELECT type, topic, killed_least FROM deadliest(NULL)") == [
        (None, "disaster", 34),
        ("ASSAULT", "disaster", 14),
        (None, "accident", 11),
    ]
    assert ask(lake, "SELECT type, copies FROM rests_on_anonymous(NULL)") == [(None, 2)]
    assert ask(lake, "FROM unclaimed_attacks(NULL)") == []


def test_the_deadliest_are_those_with_the_highest_sure_figure(lake: HandLake) -> None:
    figures = [(3, 90), (14, None), (0, 0), (14, 20), (99, 99)]
    rows = [happened("s1", seq, trigger=f"t{seq}", casualties=(killed(*one),)) for seq, one in enumerate(figures[:4])]
    hoax = happened("s1", 4, trigger="t4", casualties=(killed(99, 99),), certainty="denied")
    lake.commit(copy("s1", *rows, hoax))
    assert ask(lake, "SELECT seq FROM deadliest(NULL)") == [(3,), (1,), (0,)]
    assert ask(lake, "SELECT seq FROM deadliest(1)") == [(3,)]


def test_only_an_attack_that_is_said_to_be_unclaimed_is(lake: HandLake) -> None:
    lake.commit(
        copy(
            "s1",
            happened("s1", 0, claim_status="unclaimed"),
            happened("s1", 1, trigger="bombed"),
            happened("s1", 2, trigger="burned", claim_status="claimed"),
            happened("s1", 3, trigger="marched", claim_status="unclaimed", type="PROTEST"),
        )
    )
    assert ask(lake, "SELECT seq FROM unclaimed_attacks(NULL)") == [(0,)]


def test_an_event_rests_on_the_unnamed_only_if_nobody_else_is_quoted_for_it(lake: HandLake) -> None:
    lake.commit(
        [
            *copy(
                "s1",
                said("s1", 0, anonymous=True, source="a clerk"),
                said("s1", 1, anonymous=True, source="a cook"),
                said("s1", 2, source="Kern", speaker="Ada Kern"),
                happened("s1", 0, attributions=(0, 1)),
                happened("s1", 1, attributions=(1, 2), trigger="bombed"),
                happened("s1", 2, trigger="burned"),
            ),
            # Another story's attribution of the same number must not be taken for this one's.
            *copy("s2", said("s2", 0, anonymous=True), happened("s2", 0, attributions=(7,)), cluster="b"),
        ]
    )
    found = ask(lake, "SELECT story_id, seq, word_of, rests_on_anonymous FROM happenings(NULL)")
    assert found == [
        ("s1", 0, ["a clerk", "a cook"], True),
        ("s1", 1, ["Ada Kern", "a cook"], False),
        ("s1", 2, [], None),
        ("s2", 0, [], None),
    ]
    assert ask(lake, "SELECT story_id, seq FROM rests_on_anonymous(NULL)") == [("s1", 0)]


def test_only_the_latest_version_counts(lake: HandLake) -> None:
    later = story("s1", "v2", ON, cluster_id="b", fetched_at=2 * 10**15)
    lake.commit(
        [*copy("s1", said("s1"), happened("s1")), later, attribution("s1", "v2", ON, cue="said", content="open")]
    )
    assert ask(lake, "SELECT content FROM statements(NULL)") == [("open",)]
    assert ask(lake, "FROM happenings(NULL)") == []


@pytest.mark.parametrize(
    "call",
    [
        "statements({})",
        "happenings({})",
        "unclaimed_attacks({})",
        "said('Kern', {})",
        "said('Kern', since := {})",
        "anonymous_share(NULL, since := {})",
        "deadliest(3, since := {})",
    ],
)
def test_a_day_opens_only_the_files_from_there_on(lake: HandLake, call: str) -> None:
    for number in range(1, 6):
        on = f"2026-01-0{number}"
        name = f"s{number}"
        lake.commit(copy(name, said(name, on=on), happened(name, on=on), cluster=name, on=on))
    since = "DATE '2026-01-05'"
    ((_, plan),) = ask(lake, f"EXPLAIN ANALYZE FROM {call.format(since)}")
    opened = [int(files) for files in re.findall(r"Total Files Read: (\d+)", plan)]
    assert opened
    assert max(opened) == 1
