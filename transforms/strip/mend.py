"""Letters that someone on the way took apart: UTF-8 read as Western text and saved so, in an otherwise sound text.

A feed or a page that is put together from several sources has it in some of its paragraphs and not in others; where a
whole page was mistaken, :mod:`transforms.strip.decode` knows.
"""

from __future__ import annotations

import re
from typing import Final

_LOW: Final = {ord(sign): byte for byte in range(0x80, 0xA0) for sign in bytes([byte]).decode("cp1252", "ignore")}
"""The bytes that windows-1252 has other characters for than Latin-1, which keeps them as control characters."""
_SIGNS: Final = "".join(map(chr, _LOW))
_LETTERS: Final = re.sub("[…‘’“”–—™›]", "", _SIGNS)
"""Those that no sentence has behind a capital with a tilde."""
_MAY_BEGIN: Final = ("\u00e2", "\u00c3", "\u00c2")
"""One of these is in every text that there is something to mend in."""
_APART: Final = re.compile(
    f"\u00e2[\u0080-\u0084€‚ƒ„][\u0080-\u00bf{_SIGNS}]|\u00c3[\u0080-\u00bf{_LETTERS}]|\u00c2[\u00a0-\u00bf]"
)
"""Inverted commas, dashes, currencies; accented letters; signs like the degree's."""


def mended(text: str) -> str:
    """A text with the letters put together again that were taken apart; others stay as they are.

    Args:
        text: Text in any language.
    """
    return _APART.sub(_together, text) if any(map(text.__contains__, _MAY_BEGIN)) else text


def _together(run: re.Match[str]) -> str:
    try:
        return run[0].translate(_LOW).encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return run[0]
