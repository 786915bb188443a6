"""Which language a text is in."""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import Any, Final

SHORTEST: Final = 40
"""Letters below which no answer is given. On pieces of 60 characters cut from 240 stories in five languages the
model errs in 1 % with the bound below, on pieces of 30 in 3 % (measured November 2026)."""

_LONGEST: Final = 4_000
"""Characters that are looked at: more do not change the answer, only its price."""

_LEAST: Final = 0.3
"""Least probability of an answer; the model's scale is flattened by length, so that short text scores low."""

_TAG: Final = re.compile(r"\s*([A-Za-z]{2})(?:[-_]|\s*\Z)")

_lock: Final = threading.Lock()


def identify_language(text: str) -> str | None:
    """The language of a text.

    Args:
        text: Plain text; only its first part is looked at.

    Returns:
        ISO 639-1 code; None where the text is too short or the model is not sure.
    """
    sample = text[:_LONGEST]
    if sum(map(str.isalpha, sample)) < SHORTEST:
        return None
    with _lock:
        code, probability = _model().classify(sample)
    return str(code) if probability >= _LEAST else None


def language_of(tag: str | None) -> str | None:
    """The language that a tag of a page or feed names: `en` of `en-US` and `EN_gb` (RFC 5646).

    Returns:
        ISO 639-1 code; None where the tag begins with none.
    """
    found = _TAG.match(tag or "")
    return found[1].lower() if found else None


@cache
def _model() -> Any:
    """The identifier, loaded once a process (about 0.3 s)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (a process without text never pays)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
