"""Our attributions in the form that attribution scorers ask for."""

from __future__ import annotations

from typing import Any

from schemas.attribution import Attribution
from transforms.attribute import extract_attributions

_STANCES = {
    "no_comment": "no-comment",
    "no_response": "no-comment",
    "unreachable": "no-comment",
    "cannot_confirm": "cannot-confirm",
    "no_claim": "no-claim",
    "claim_of_responsibility": "claim-of-responsibility",
    "denial": "denial",
    "accusation": "accusation",
    "question": "question",
}


def attributions(text: str) -> list[dict[str, Any]]:
    """Attributions of a text as plain dicts.

    Nested rows are left out: the annotation schemes measured here mark none. Stances are folded into theirs, which
    have one class for refusals and silences and none for promises, demands, warnings and confirmations. So are types:
    to theirs a quotation is what stands in double marks, and speech in two single ones or none is indirect.
    """
    return [_plain(text, row) for row in extract_attributions(text) if row.parent is None]


def _plain(text: str, row: Attribution) -> dict[str, Any]:
    return {
        "source": [[span.start, span.end] for span in row.source_spans],
        "cue": [[span.start, span.end] for span in row.cue_spans],
        "content": [[span.start, span.end] for span in row.content_spans],
        "type": row.quote_type if _is_quoted(text, row) else "indirect",
        "speaker_name": row.speaker,
        "kind": _kind(row),
        "anonymous": row.anonymous,
        "count": row.count,
        "stance": "no-name" if _withholds_name(row) else _STANCES.get(row.stance, "statement"),
        "reason": row.anonymity_reason,
    }


def _is_quoted(text: str, row: Attribution) -> bool:
    """Whether a content holds a double quotation mark or stands beside one."""
    beside = (text[max(0, span.start - 2) : span.end + 1] for span in row.content_spans)
    return row.quote_type != "none" and any(mark in words for words in beside for mark in ('"', "“", "”", "``"))


def _withholds_name(row: Attribution) -> bool:
    return row.cue in ("declining", "refusing") and "to be " in (row.content or "")


def _kind(row: Attribution) -> str:
    words = (row.source or "").lower()
    if row.source_kind == "anonymous" and row.anonymous and "official" in words and "source" in words:
        return "official+anonymous"
    if row.source_kind == "named_person" and row.role and _is_office(row.role):
        return "named-official"
    return row.source_kind.replace("_", "-")


def _is_office(role: str) -> bool:
    offices = (
        "minister",
        "president",
        "governor",
        "mayor",
        "senator",
        "secretary",
        "ambassador",
        "prosecutor",
        "judge",
    )
    return any(office in role.lower() for office in offices)
