"""In which country a text is at home, by words that only its news takes for granted."""

from __future__ import annotations

from typing import Final

from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_COMMONWEALTH: Final = (
    "labour neighbour neighbours neighbourhood colour honour favour centre theatre programme defence licence"
)
"""Spellings of most English-speaking countries but one."""
_WORDS: Final = {
    "USA": word_set(
        "$ county township sheriff deputy deputies elementary freshman sophomore freshmen sophomores interstate",
        "highway turnpike senate congressman congresswoman republican democrat republicans democrats gop medicaid",
        "medicare fbi faa irs arraigned indicted arraignment misdemeanor felony bipartisan realtor downtown baseball",
        "touchdown quarterback ymca kindergarten grader graders isd superintendent statewide governor gubernatorial",
        "thanksgiving trooper troopers zip gallons acre acres nonprofit zoning commissioner commissioners ordinance",
        "attorney attorneys varsity semester pickup suv ave blvd mph labor neighbor neighbors neighborhood",
        "neighborhoods color honor favor center theater program defense license",
    ),
    "GBR": word_set(
        "£ councillor councillors cllr constabulary mps mp nhs pensioner pensioners borough parish pub tory tories lib",
        "pence bbc constable m25 m6 motorway fortnight rugby cricket solicitor magistrates gcse tonnes",
        _COMMONWEALTH,
    ),
    "CAN": word_set("rcmp hydro mla mpp premier alderman reeve hockey cbc tory loonie", _COMMONWEALTH),
    "AUS": word_set("premier shire nrl afl mp tafe suburb bushfire metres kilometres footy abc", _COMMONWEALTH),
    "NZL": word_set("maori iwi nz metres kilometres rugby pakeha", _COMMONWEALTH),
    "IRL": word_set("garda gardai gaa taoiseach td dail euro fianna fail gael councillor cllr", _COMMONWEALTH),
    "IND": word_set("rs lakh crore lakhs crores panchayat bjp mla taluk tehsil rupees lok sabha collector"),
}  # fmt: skip
"""Words by country: its money, offices, schools, sports and spelling."""
_LEAST: Final = 2
_MOST: Final = 6
"""Different words, of which a dollar sign counts two: fewer tell nothing, more add nothing."""


def home_of(tokens: Tokens) -> dict[str, float]:
    """Countries whose words a text uses, and how far each is its home: 1 at most together, none if few words tell."""
    words = {*tokens.words, *(sign for sign in "$£" if sign in tokens.text)}
    counts = {country: len(words & known) + (country == "USA" and "$" in words) for country, known in _WORDS.items()}
    most = max(counts.values())
    if most < _LEAST:
        return {}
    best = [country for country, count in counts.items() if count == most]
    return dict.fromkeys(best, min(most, _MOST) / _MOST / len(best))
