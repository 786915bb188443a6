"""Below and between: credits, sign-off, copyright, notices at the end, photo credits in the middle."""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import replace
from typing import Final

from transforms.wire.byline import find_suffix, read_credits
from transforms.wire.credit import find_copyright_suffix, find_photo_suffix, find_sign_off
from transforms.wire.desk import Desk, read_names_line
from transforms.wire.notice import read_notice

TAIL: Final = 14
"""Lines below the story that are looked at."""
MIDDLE: Final = 1000
"""Places between the paragraphs that are looked at: more pictures than any gallery's."""
_MIDDLE: Final = re.compile(
    r"[(\[](?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Compiled) by |AP Photo|REUTERS ?/|Reuters ?/"
    r"|/ ?Reuters"
    r"|Getty Images|/AFP|AFP/|Photo: |Photo by |PHOTO: "
)
"""What a line in the middle must hold to be looked at as a photo credit or a line of credits."""
_HEADING: Final = 24
"""A notice no longer than this is the heading of the lines below it (`CORRECTION:`)."""


def read_tail(desk: Desk) -> None:
    """Everything below the story, from the last line up.

    Loose forms (an agency's name alone, initials, `Update: …`) count only below the last paragraph of the story.
    """
    galley = desk.galley
    below = True
    for index in range(len(galley.lines) - 1, max(-1, len(galley.lines) - 1 - TAIL), -1):
        if not galley.text(index) or _read_tail_line(desk, index, below=below):
            continue
        found = _read_ends(desk, index, below=below)
        below = below and not galley.text(index) and found


def _read_tail_line(desk: Desk, index: int, *, below: bool) -> bool:
    """Take a whole line below the story; whether it was a mark."""
    galley = desk.galley
    text = galley.text(index)
    notice = read_notice(text, head=False)
    if notice is not None and (below or notice.kind in {"CORRECTED", "KILL"} or text[:1] in "([*"):
        words = text
        if len(text) < _HEADING and text.endswith((":", ".")):
            for after in range(index + 1, len(galley.lines)):
                words += " " + galley.text(after)
                galley.cut(after, "mark", f"notice_{notice.kind.lower()}")
        desk.mark(index, replace(notice, words=words.strip()))
        galley.cut(index, "mark", f"notice_{notice.kind.lower()}")
        return True
    return read_names_line(desk, index, below=below)


def _read_ends(desk: Desk, index: int, *, below: bool) -> bool:
    """Take credits, copyright and sign-off from the end of a paragraph; whether there were any."""
    galley = desk.galley
    found = False
    for _ in range(3):
        text = galley.text(index)
        credit = find_copyright_suffix(text) or (find_sign_off(text) if below else None)
        start = find_suffix(text)
        if start is not None:
            credits = read_credits(text[start:].strip())
            if credits is not None:
                desk.byline(index, credits, text[start:].strip())
            galley.cut_tail(index, start, "byline", "credits_suffix")
        elif credit is not None:
            desk.credit(index, credit[1], text[credit[0] :].strip())
            galley.cut_tail(index, credit[0], "credit", credit[1].rule)
        else:
            break
        found = True
    return found


def read_middle(desk: Desk) -> None:
    """Photo credits and lines of credits between the paragraphs: an insert's, or a gallery's."""
    galley = desk.galley
    starts = [line.start for line in galley.lines]
    seen = -1
    for match in itertools.islice(_MIDDLE.finditer(galley.body), MIDDLE):
        index = bisect.bisect_right(starts, match.start()) - 1
        if index <= seen or index < 0 or not galley.text(index):
            continue
        seen = index
        if read_names_line(desk, index, below=False) or _read_ends(desk, index, below=False):
            continue
        photo = find_photo_suffix(galley.text(index))
        if photo is not None:
            desk.credit(index, photo[1], galley.text(index)[photo[0] :])
            galley.cut_tail(index, photo[0], "credit", photo[1].rule)
