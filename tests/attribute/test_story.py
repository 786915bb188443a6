"""A whole story in wire style: its rows, in order, with who speaks and how."""

from __future__ import annotations

from schemas.columns import day
from transforms.attribute import extract_attributions

STORY = """A fire that gutted the Sarrow grain store on Tuesday was started by at least one dockers' gang, \
Marrish customs officers and sources close to the gangs said.

The sources, who spoke to Reuters on Wednesday on condition of anonymity, said the fuel had come by barge.

A spokesman for the dockers' union declined to immediately comment on the fire. Other unions could not be \
immediately reached for comment. The port authority in Sarrow did not immediately respond to requests for comment.

Mayor Ilse Morn was not hurt in the fire, which burned for nine hours.

Two Marrish customs officers and three sources close to the river gangs Sarrow has tolerated in the docks said \
the fire was laid by at least one of those gangs, but gave different accounts of which.

The two customs officers said the Long Quay and Tar Lane gangs did it together.

A source in the union said Tar Lane was involved and could not confirm Long Quay's role.

Neither gang immediately commented for the record.
"""

ROWS = [
    ("Marrish customs officers and sources close to the gangs", "statement", None, True),
    ("The sources, who spoke to Reuters on Wednesday on condition of anonymity", "statement", None, True),
    ("A spokesman for the dockers' union", "no_comment", None, False),
    ("Other unions", "unreachable", None, False),
    ("The port authority in Sarrow", "no_response", None, False),
    (
        "Two Marrish customs officers and three sources close to the river gangs Sarrow has tolerated in the docks",
        "statement",
        5,
        True,
    ),
    ("The two customs officers", "statement", 2, True),
    ("A source in the union", "statement", 1, True),
    ("A source in the union", "cannot_confirm", 1, True),
    ("Neither gang", "no_comment", None, False),
]


def test_every_source_refusal_and_silence_of_a_story_is_a_row():
    found = extract_attributions(STORY, published_on=day("2024-05-08"))
    read = [
        (row.source, row.stance, row.count, row.anonymous) for row in found if not (row.cue or "").startswith("gave")
    ]
    assert read == ROWS


def test_the_second_source_says_to_whom_when_and_on_what_condition():
    row = extract_attributions(STORY, published_on=day("2024-05-08"))[1]
    assert (row.told_to, row.anonymity_reason) == ("Reuters", "on condition of anonymity")
    assert row.said_on is not None
    assert (row.said_on.words, row.said_on.date) == ("on Wednesday", day("2024-05-08"))
