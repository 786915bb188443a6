"""Slug lines: the wire's working title of a story, printed above it."""

from __future__ import annotations

import re
from typing import Final

_FORMS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # BC-EU--Lake-Ferry,2nd Ld-Writethru,620 ; AM-Lake Ferry, 1st Ld ; ^BC-… (AP)
        r"^\^?(?:[a-z]{1,2} )?(?:AM|PM|BC|AP)-{1,2}[\w.'&/]{2,30}(?:[- ]{1,2}[\w.'&/]{1,30}){0,6}"
        r"(?:,\s?[\w .'-]{1,30}){0,4}[<^]?$",
        # LAKE-FERRY/ ; LAKE-FERRY/INQUIRY (UPDATE 2, PIX, TV) (Reuters)
        r"^[A-Z][A-Z0-9&.]{1,20}(?:-[A-Z0-9&.]{1,20}){0,5}/(?:[A-Z0-9&.]{1,20}(?:[- ]|(?=\s?\(|$))){0,5}"
        r"(?:\s?\([A-Z0-9 ,.:/-]{2,60}\))?$",
        # DEL12 / LAKE-FERRY-LD TOLL (PTI) ; LAKE-FERRY-INQUIRY
        r"^[A-Z]{3,20}(?:-[A-Z]{2,20}){1,5}(?: [A-Z0-9]{2,12}){0,3}$",
        # Lake-ferry-inquiry, 3rd lead ; Lake-ferry,lead (AFP)
        r"^[A-Z][a-z]{2,20}(?:-[a-z]{2,20}){1,5},\s?"
        r"(?:(?:\d{1,2}(?:st|nd|rd|th)\s)?(?:lead|ld|update|wrap|focus|scene|profile)\b)[\w ,]{0,30}$",
        # bc-dpa-int--Lake
        r"^bc-[a-z]{2,6}(?:-[\w]{1,20}){1,6}$",
    )
)
_LABELLED: Final = re.compile(r"^(?:slug(?:line)?|stichwort|keyword)\s?[:=]\s?(?P<slug>\S[^\n]{1,80})$", re.IGNORECASE)


def read_slug(line: str) -> str | None:
    """The slug when the whole line is one, as printed.

    Args:
        line: A line above the story.

    Returns:
        The slug; None when the line is anything else.
    """
    text = line.strip()
    if not 4 <= len(text) <= 110:
        return None
    labelled = _LABELLED.match(text)
    if labelled:
        return labelled["slug"].strip()
    return text if any(form.match(text) for form in _FORMS) else None
