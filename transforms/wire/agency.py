"""Agencies: what they are called, how they sign, and which of them a story came from.

The table holds the signatures that agencies print about themselves. A signature is compared without regard to case,
accents kept, after :func:`_fold`. Sources of the entries: the agencies' own names and abbreviations as their
copy carries them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Agency:
    """One news agency.

    Attributes:
        name: Its usual name, the value of ``agency`` columns.
        signs: Short forms that it signs with in parentheses, slashes or alone.
        names: Longer forms.
        spoken: Whether `told X` in running text points to it (a name that is no common word or institution).
    """

    name: str
    signs: tuple[str, ...]
    names: tuple[str, ...] = ()
    spoken: bool = True


AGENCIES: Final[tuple[Agency, ...]] = (
    Agency("Reuters", ("Reuters", "RTRS"), ("Thomson Reuters", "Reuters Health", "Reuters News")),
    Agency("Thomson Reuters Foundation", ("Thomson Reuters Foundation",), (), spoken=False),
    Agency("Associated Press", ("AP",), ("Associated Press", "The Associated Press", "AP News")),
    Agency("Agence France-Presse", ("AFP",), ("Agence France-Presse", "Agence France Presse")),
    Agency("dpa", ("dpa", "dpa international"), ("Deutsche Presse-Agentur", "Deutsche Presse Agentur")),
    Agency("EFE", ("EFE", "EFEUSA", "ACAN-EFE"), ("Agencia EFE", "EFE News")),
    Agency("ANSA", ("ANSA", "ANSAmed"), ("Agenzia ANSA",)),
    Agency("Kyodo News", ("Kyodo", "共同"), ("Kyodo News", "Kyodo News Service", "共同通信")),
    Agency("Jiji Press", ("Jiji", "時事"), ("Jiji Press", "時事通信")),
    Agency("Xinhua", ("Xinhua", "XHTV", "新华社"), ("Xinhua News Agency", "新華社")),
    Agency("China News Service", ("CNS", "中新社", "中新网"), ("China News Service",), spoken=False),
    Agency("TASS", ("TASS", "ITAR-TASS", "Itar-Tass", "ТАСС"), ("TASS News Agency",)),
    Agency("RIA Novosti", ("RIA", "RIA Novosti", "РИА Новости", "Sputnik"), ("RIA Novosti News Agency",)),
    Agency("Interfax", ("Interfax", "Интерфакс", "INTERFAX.RU"), ("Interfax News Agency",)),
    Agency("Ukrinform", ("Ukrinform", "Укрінформ", "Укринформ"), ()),
    Agency("Press Trust of India", ("PTI",), ("Press Trust of India",)),
    Agency("Asian News International", ("ANI",), ("Asian News International",)),
    Agency("Indo-Asian News Service", ("IANS",), ("Indo-Asian News Service", "Indo Asian News Service")),
    Agency("United News of India", ("UNI",), ("United News of India",), spoken=False),
    Agency("Anadolu", ("AA", "Anadolu"), ("Anadolu Agency", "Anadolu Ajansı"), spoken=False),
    Agency("Demirören News Agency", ("DHA",), ("Demirören News Agency", "Demirören Haber Ajansı")),
    Agency("United Press International", ("UPI",), ("United Press International",)),
    Agency("PA", ("PA", "PA Media"), ("Press Association", "The Press Association", "PA News Agency"), spoken=False),
    Agency("Bloomberg", ("Bloomberg",), ("Bloomberg News",)),
    Agency("dpa-AFX", ("dpa-AFX",), ()),
    Agency("Austria Press Agency", ("APA",), ("Austria Presse Agentur",), spoken=False),
    Agency("Keystone-SDA", ("SDA", "Keystone-SDA", "ATS"), ("Schweizerische Depeschenagentur",), spoken=False),
    Agency("Belga", ("Belga", "BELGA"), ("Belga News Agency",)),
    Agency("ANP", ("ANP",), ("Algemeen Nederlands Persbureau",), spoken=False),
    Agency("NTB", ("NTB",), ("Norsk Telegrambyrå",), spoken=False),
    Agency("Ritzau", ("Ritzau", "/ritzau/"), ("Ritzaus Bureau",)),
    Agency("TT", ("TT",), ("TT Nyhetsbyrån", "Tidningarnas Telegrambyrå"), spoken=False),
    Agency("STT", ("STT",), ("Suomen Tietotoimisto",), spoken=False),
    Agency("PAP", ("PAP",), ("Polska Agencja Prasowa", "Polish Press Agency"), spoken=False),
    Agency("ČTK", ("ČTK", "CTK"), ("Czech News Agency",)),
    Agency("TASR", ("TASR",), ()),
    Agency("MTI", ("MTI",), ("Hungarian News Agency",), spoken=False),
    Agency("Agerpres", ("Agerpres",), ()),
    Agency("BTA", ("BTA",), ("Bulgarian News Agency",), spoken=False),
    Agency("HINA", ("HINA",), ("Hrvatska izvještajna novinska agencija",)),
    Agency("Tanjug", ("Tanjug",), ()),
    Agency("Lusa", ("Lusa",), ("Agência Lusa",)),
    Agency("Europa Press", ("Europa Press",), ()),
    Agency("askanews", ("askanews",), ()),
    Agency("LaPresse", ("LaPresse",), (), spoken=False),
    Agency("Italpress", ("Italpress",), ()),
    Agency("Adnkronos", ("Adnkronos",), ()),
    Agency("AGI", ("AGI",), ("Agenzia Italia",), spoken=False),
    Agency("Notimex", ("Notimex", "NTX"), ()),
    Agency("Télam", ("Télam", "Telam"), ()),
    Agency("Agência Brasil", ("Agência Brasil", "ABr"), (), spoken=False),
    Agency("Prensa Latina", ("Prensa Latina", "PL"), (), spoken=False),
    Agency("Canadian Press", ("CP",), ("The Canadian Press", "Canadian Press"), spoken=False),
    Agency("Australian Associated Press", ("AAP",), ("Australian Associated Press",), spoken=False),
    Agency("Yonhap", ("Yonhap", "연합뉴스"), ("Yonhap News Agency", "Yonhap News")),
    Agency("KCNA", ("KCNA",), ("Korean Central News Agency",)),
    Agency("CNA", ("CNA",), ("Central News Agency",), spoken=False),
    Agency("Bernama", ("Bernama",), ()),
    Agency("Antara", ("Antara",), ("ANTARA News",)),
    Agency("Vietnam News Agency", ("VNA",), ("Vietnam News Agency",), spoken=False),
    Agency("Philippine News Agency", ("PNA",), ("Philippine News Agency",), spoken=False),
    Agency("Associated Press of Pakistan", ("APP",), ("Associated Press of Pakistan",), spoken=False),
    Agency("Pakistan Press International", ("PPI",), ("Pakistan Press International",), spoken=False),
    Agency("BSS", ("BSS",), ("Bangladesh Sangbad Sangstha",), spoken=False),
    Agency("IRNA", ("IRNA",), ("Islamic Republic News Agency",), spoken=False),
    Agency("SANA", ("SANA",), ("Syrian Arab News Agency",), spoken=False),
    Agency("Petra", ("Petra",), ("Jordan News Agency",), spoken=False),
    Agency("Saudi Press Agency", ("SPA",), ("Saudi Press Agency",), spoken=False),
    Agency("WAM", ("WAM",), ("Emirates News Agency",), spoken=False),
    Agency("KUNA", ("KUNA",), ("Kuwait News Agency",)),
    Agency("MENA", ("MENA",), ("Middle East News Agency",), spoken=False),
    Agency("News Agency of Nigeria", ("NAN",), ("News Agency of Nigeria",), spoken=False),
    Agency("Ghana News Agency", ("GNA",), ("Ghana News Agency",), spoken=False),
    Agency("PANA", ("PANA",), ("Panapress",), spoken=False),
    Agency("Inter Press Service", ("IPS",), ("Inter Press Service",), spoken=False),
    Agency("Catholic News Service", ("CNS",), ("Catholic News Service",), spoken=False),
    Agency("Religion News Service", ("RNS",), ("Religion News Service",), spoken=False),
    Agency("States News Service", ("States News Service",), (), spoken=False),
    Agency("Jewish Telegraphic Agency", ("JTA",), ("Jewish Telegraphic Agency",), spoken=False),
    Agency("HealthDay", ("HealthDay", "HealthDay News"), (), spoken=False),
    Agency("PR Newswire", ("PRNewswire", "PRNewswire-FirstCall", "PR NEWSWIRE"), ("PR Newswire",), spoken=False),
    Agency("Business Wire", ("BUSINESS WIRE", "Business Wire"), (), spoken=False),
    Agency("GlobeNewswire", ("GLOBE NEWSWIRE", "GlobeNewswire"), (), spoken=False),
    Agency("Tribune News Service", ("TNS",), ("Tribune News Service", "Tribune Content Agency"), spoken=False),
)
"""The agencies, those with the widest wires first: of two with one signature the first in the table wins."""

_DASHES: Final = str.maketrans({"‐": "-", "‑": "-", "–": "-", "—": "-", "’": "'"})
_SPACE: Final = re.compile(r"\s+")
_JOINED: Final = re.compile(r"\s?[/&]\s?|-|,\s|\sand\s")
_DESK: Final = re.compile(r"/[a-z]{2,4}$")
"""dpa's regional services sign `dpa/bb`, `dpa/lnw`."""

WEIGHTS: Final[dict[str, float]] = {
    "dateline": 0.99,
    "credit": 0.97,
    "byline": 0.96,
    "title": 0.95,
    "configured": 0.93,
    "copyright": 0.90,
    "house_style": 0.80,
    "unknown_sign": 0.80,
    "photo": 0.35,
    "told": 0.35,
    "writer": 0.60,
    "contributed": 0.25,
}
"""How sure one kind of evidence alone makes us that the agency wrote the story.

Order and size from the conventions and from the training half of PolNeAR (November 2026): every story there that
carried an agency's dateline (68) or Reuters' form of credits (10) was that agency's; of those that only quote what
somebody told an agency (13), or only show its picture (6), none was. The two together are what is left of a copy whose
dateline an outlet cut off: just enough to say so.
"""

SURE_ENOUGH: Final = 0.5
"""Below this the agency stays unknown: an outlet's own story may quote what somebody told an agency."""


def _fold(words: str) -> str:
    return _SPACE.sub(" ", words.translate(_DASHES)).strip(" .,:;").casefold()


def _index() -> dict[str, str]:
    found: dict[str, str] = {}
    for agency in AGENCIES:
        for form in (agency.name, *agency.signs, *agency.names):
            found.setdefault(_fold(form), agency.name)
    return found


_BY_FORM: Final = _index()


def find_agency(words: str) -> str | None:
    """The agency that a signature names, by its usual name.

    Args:
        words: A whole signature: `Reuters`, `The Associated Press`, `dpa/bb`, `AFP/Reuters` (the first counts).

    Returns:
        The usual name; None when the words are no signature of the table.
    """
    words = words.strip()
    if not words or len(words) > 60:
        return None
    folded = _fold(words)
    if folded in _BY_FORM:
        return _BY_FORM[folded] if _printed_right(words) else None
    parts = [part.strip() for part in _JOINED.split(_DESK.sub("", words))]
    if all(_fold(part) in _BY_FORM and _printed_right(part) for part in parts):
        return _BY_FORM[_fold(parts[0])]
    return None


def _printed_right(words: str) -> bool:
    """Whether an abbreviation is printed as its agency prints it (short lower-case words are words)."""
    bare = words.strip(" .,:;")
    return len(bare) > 4 or bare in {"dpa", "Lusa", "Jiji", "Tass", "Efe", "Ansa", "Hina"} or not bare.islower()


def spoken_names() -> tuple[str, ...]:
    """The names that `told X` is looked for with, longest first."""
    forms = {form for agency in AGENCIES if agency.spoken for form in (agency.name, *agency.signs, *agency.names)}
    return tuple(sorted((form for form in forms if form.isascii()), key=len, reverse=True))


_OUTLETS: Final = re.compile(
    r"[KWC][A-Z]{2,3}\d{0,2}(?:[- ](?:TV|FM|AM|DT))?|CNN(?: Business| Wire)?|BBC(?: News)?|NBC.{0,12}|CBS.{0,12}"
    r"|ABC.{0,8}|FOX.{0,12}|Fox.{0,12}|NPR|CBC(?: News)?|CTV(?: News)?|Al Jazeera|RT|DW|VOA|RFE/RL"
    r"|[\w ]{2,20}\.(?:com|net|org|co|id)"
)
"""Broadcasters and sites that sign their own stories the way agencies do: stations' call signs, networks."""


def is_outlet(sign: str) -> bool:
    """Whether a signature that the table of agencies lacks is a broadcaster's or site's own."""
    return _OUTLETS.fullmatch(sign.strip()) is not None


_TOLD: Final = re.compile(
    r"\b(?:told|tells|telling|spoke\s{1,3}(?:to|with)|speaking\s{1,3}to|said\s{1,3}in\s{1,3}an\s{1,3}interview\s{1,3}"
    r"with|interview\s{1,3}with|seen\s{1,3}by|reviewed\s{1,3}by|obtained\s{1,3}by)\s{1,3}(?:a\s{1,3}|the\s{1,3}"
    r"|The\s{1,3})?"
    r"(" + "|".join(re.escape(name) for name in spoken_names()) + r")\b(?!\s{1,3}(?:poll|/))"
)


def told(body: str, limit: int = 50) -> tuple[tuple[str, str], ...]:
    """Where the text says that somebody told an agency something: (agency, words), at most `limit`.

    Reading time is linear in the text. It is weak evidence: outlets quote what others were told.
    """
    found: list[tuple[str, str]] = []
    for match in _TOLD.finditer(body):
        agency = find_agency(match[1])
        if agency:
            found.append((agency, match[0]))
        if len(found) == limit:
            break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to think that an agency wrote the story.

    Attributes:
        agency: Its usual name.
        kind: A key of :data:`WEIGHTS`.
        words: What it was read from.
    """

    agency: str
    kind: str
    words: str


def judge_origin(evidence: Iterable[Evidence]) -> tuple[str | None, float | None]:
    """Which agency wrote the story, and how sure that is.

    Different kinds of evidence for one agency are taken as independent (the chance that all of them deceive is the
    product of their chances); the same kind twice counts once. Among several agencies the best supported wins.

    Returns:
        (agency, confidence from 0 to 1); (None, None) when nothing is sure enough.
    """
    doubt: dict[str, dict[str, float]] = {}
    for item in evidence:
        doubt.setdefault(item.agency, {})[item.kind] = 1 - WEIGHTS[item.kind]
    best: tuple[str | None, float] = (None, 0.0)
    for agency, kinds in doubt.items():
        chance = 1.0
        for left in kinds.values():
            chance *= left
        if 1 - chance > best[1]:
            best = (agency, 1 - chance)
    if best[0] is None or best[1] < SURE_ENOUGH:
        return None, None
    return best[0], round(min(best[1], 0.999), 3)
