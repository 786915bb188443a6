"""Signed speech: transcripts and lists of voices."""

from __future__ import annotations

from transforms.attribute import extract_attributions


def told(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(row.source, row.cue, row.content) for row in extract_attributions(text) if row.parent is None]


def test_a_transcript_gives_each_turn_to_its_speaker():
    text = "KERN: The pier held. It will hold.\n\nVENN: For how long?\n\nKERN: Until spring.\n\nVENN: Thank you."
    assert told(text) == [
        ("KERN", ":", "The pier held. It will hold"),
        ("VENN", ":", "For how long?"),
        ("KERN", ":", "Until spring"),
        ("VENN", ":", "Thank you"),
    ]


def test_capitals_that_stand_once_are_no_speaker():
    assert told("UPDATE: The pier is open.\n\nThe road is open too.") == []


def test_a_voice_is_signed_behind_its_quotation():
    text = "“He never came to look at the pier.” — Ada Kern, fisher\n\n“It was never going to hold.” ― Ola Venn"
    assert told(text) == [
        ("Ada Kern", "—", "“He never came to look at the pier.”"),
        ("Ola Venn", "―", "“It was never going to hold.”"),
    ]
