"""The tags of HTML: how they are cut out of a page, which hold blocks of text, and which end which.

Tags, attributes, comments and raw text are cut as in the HTML standard (section 13.2.5); implied ends are those of its
section 13.1.2.4.
"""

from __future__ import annotations

import re
from typing import Final

_ATTRIBUTES: Final = r"""([^>=]*+(?:=(?:"[^"]*+"|\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)[^>=]*+)*+)(?:>|\Z)"""
_SPACE: Final = r" \t\n\r\f"
TAG: Final = re.compile(
    # 1 name, 2 attributes and 3 content of an element whose content is no markup, or none to read; two letters tell
    # most tags from their names
    r"<(?:(?=[iInNoOsStT][bBcCeEfFiIoOtT])((?i:script|style|title|textarea|iframe|"
    r"(?:noscript|template|object)(?![^>]{0,4000}+(?<=/)>)))"
    rf"(?=[{_SPACE}/>]){_ATTRIBUTES}((?:[^<]++|<(?!/(?i:\1)))*+)(?:</(?i:\1)>)?+"
    rf"|(/?[a-zA-Z][^{_SPACE}/>]*+)(?:>|{_ATTRIBUTES})"  # 4 name, with the slash before it, and 5 attributes, if any
    r"|!--(?:>|->|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"
    r"|[!?/][^>]*+(?:>|\Z))"
)

BLOCK: Final = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption "
    "figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup label legend li main menu nav ol optgroup option p pre section select "
    "summary table tbody td tfoot th thead tr ul".split()
)
CUT: Final = frozenset({"br", "hr", "html", "head", "frameset", "noframes"})
PLAIN: Final = frozenset(
    "abbr circle cite code defs em ellipse font g i iframe ins line mark noscript object path picture polygon rect s "
    "script small source span style sub sup svg symbol template time title u use var video wbr".split()
)
"""Frequent ones that do nothing, or whose end tags do, put down so that they are found at once."""
_CLOSES_P: Final = BLOCK - {"button", "caption", "label", "legend", "option", "optgroup", "td", "th", "tr", "tbody"}
_ENDS_LIKE: Final = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "tr": frozenset({"td", "th", "tr"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"td", "th", "tr", "thead", "tbody"}),
}
ENDS: Final = {
    tag: _ENDS_LIKE.get(tag, frozenset()) | ({"p"} if tag in _CLOSES_P else frozenset())
    for tag in _CLOSES_P | _ENDS_LIKE.keys()
}
"""What an element ends that is on top of the stack when it begins."""
SCOPE: Final = frozenset({"table", "td", "th", "caption"})
OVER_SCOPE: Final = frozenset({"tr", "tbody", "thead", "tfoot", "body"})
