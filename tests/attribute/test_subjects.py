"""Whose verb it is, as the rules alone find it: the sentences are ours, the people and places invented."""

from __future__ import annotations

import pytest

from tests.attribute.rules import Told, told

SUBJECTS = [
    ("When the toll rose, the port was shut and promised to sue.", ("the port", "promised", "to sue")),
    (
        "After saying her foot was “too swollen to walk on,” Morn left.",
        ("Morn", "saying", "her foot was “too swollen to walk on,”"),
    ),
    ("While announcing the sale in June, the port said nothing.", ("the port", "announcing", "the sale in June")),
    (
        "Ilse Morn, the mayor of Sarrow, said the way the port was sold was odd.",
        ("Ilse Morn, the mayor of Sarrow", "said", "the way the port was sold was odd"),
    ),
    (
        "“The gate was open and nobody came,” said a longtime dock expert who has worked for Kern.",
        ("a longtime dock expert who has worked for Kern", "said", "“The gate was open and nobody came,”"),
    ),
    (
        "“The gate was open and nobody came,” said retired pilot Ada Kern.",
        ("retired pilot Ada Kern", "said", "“The gate was open and nobody came,”"),
    ),
    (
        "“The gate was open and nobody came,” Ada Kern, the port’s chief pilot, said Sunday.",
        ("Ada Kern, the port’s chief pilot", "said", "“The gate was open and nobody came,”"),
    ),
    (
        "He stepped up his criticism of the port, saying it was unsafe.",
        ("He", "saying", "it was unsafe"),
    ),
    ("On Monday the US said the sale was off.", ("the US", "said", "the sale was off")),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_a_verb_has_the_subject_that_a_reader_gives_it(text: str, expected: Told):
    assert expected in told(text)


def test_a_second_that_clause_belongs_to_the_same_speech():
    assert told("Morn said that the gate was shut and that nobody came.") == [
        ("Morn", "said", "that the gate was shut and that nobody came")
    ]
