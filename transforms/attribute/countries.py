"""Countries by name and by the word for what comes from them."""

from __future__ import annotations

import re
from typing import Final

_TABLE: Final = """AFG Afghanistan,Kabul Afghan|ALB Albania Albanian|DZA Algeria Algerian|AND Andorra Andorran
AGO Angola Angolan
ARG Argentina Argentine,Argentinian|ARM Armenia Armenian|AUS Australia,Canberra Australian|AUT Austria Austrian
AZE Azerbaijan Azerbaijani,Azeri|BHS Bahamas Bahamian|BHR Bahrain Bahraini|BGD Bangladesh Bangladeshi
BRB Barbados Barbadian|BLR Belarus Belarusian,Belarussian|BEL Belgium Belgian|BLZ Belize Belizean
BEN Benin Beninese|BTN Bhutan Bhutanese|BOL Bolivia Bolivian|BIH Bosnia Bosnian|BWA Botswana Botswanan
BRA Brazil Brazilian|BRN Brunei Bruneian|BGR Bulgaria Bulgarian|BFA Burkina_Faso Burkinabe|BDI Burundi Burundian
KHM Cambodia Cambodian|CMR Cameroon Cameroonian|CAN Canada,Ottawa Canadian|TCD Chad Chadian|CHL Chile Chilean
CHN China,Beijing Chinese|COL Colombia Colombian|COD Congo Congolese|CRI Costa_Rica Costa_Rican
HRV Croatia Croatian,Croat|CUB Cuba,Havana Cuban|CYP Cyprus Cypriot|CZE Czech_Republic,Czechia Czech|DNK Denmark Danish
DJI Djibouti Djiboutian|DOM Dominican_Republic Dominican|ECU Ecuador Ecuadorean,Ecuadorian
EGY Egypt,Cairo Egyptian|SLV El_Salvador Salvadoran,Salvadorean|ERI Eritrea Eritrean|EST Estonia Estonian
ETH Ethiopia Ethiopian|FJI Fiji Fijian|FIN Finland Finnish|FRA France,Paris French|GAB Gabon Gabonese
GMB Gambia Gambian|DEU Germany,Berlin German|GHA Ghana Ghanaian|GRC Greece,Athens Greek|GTM Guatemala Guatemalan
GIN Guinea Guinean|GUY Guyana Guyanese|HTI Haiti Haitian|HND Honduras Honduran|HKG Hong_Kong Hong_Konger
HUN Hungary,Budapest Hungarian|ISL Iceland Icelandic|IND India,New_Delhi Indian|IDN Indonesia,Jakarta Indonesian
IRN Iran,Tehran Iranian|IRQ Iraq,Baghdad Iraqi|IRL Ireland Irish|ISR Israel Israeli|ITA Italy,Rome Italian
CIV Ivory_Coast Ivorian|JAM Jamaica Jamaican|JPN Japan,Tokyo Japanese|JOR Jordan Jordanian|KAZ Kazakhstan Kazakh
KEN Kenya Kenyan|PRK North_Korea,Pyongyang North_Korean|KOR South_Korea,Seoul South_Korean|XKX Kosovo Kosovar
KWT Kuwait Kuwaiti|KGZ Kyrgyzstan Kyrgyz|LAO Laos Laotian|LVA Latvia Latvian|LBN Lebanon,Beirut Lebanese
LSO Lesotho Basotho|LBR Liberia Liberian|LBY Libya Libyan|LIE Liechtenstein Liechtensteiner
LTU Lithuania Lithuanian|LUX Luxembourg Luxembourgish|MDG Madagascar Malagasy|MWI Malawi Malawian
MYS Malaysia Malaysian|MDV Maldives Maldivian|MLI Mali Malian|MLT Malta Maltese|MRT Mauritania Mauritanian
MUS Mauritius Mauritian|MEX Mexico Mexican|MDA Moldova Moldovan|MCO Monaco Monegasque|MNG Mongolia Mongolian
MNE Montenegro Montenegrin|MAR Morocco Moroccan|MOZ Mozambique Mozambican|MMR Myanmar,Burma Burmese
NAM Namibia Namibian|NPL Nepal Nepali,Nepalese|NLD Netherlands Dutch|NZL New_Zealand New_Zealander
NIC Nicaragua Nicaraguan|NER Niger Nigerien|NGA Nigeria Nigerian|MKD North_Macedonia,Macedonia Macedonian
NOR Norway Norwegian|OMN Oman Omani|PAK Pakistan,Islamabad Pakistani|PSE Palestine Palestinian
PAN Panama Panamanian|PNG Papua_New_Guinea Papua_New_Guinean|PRY Paraguay Paraguayan|PER Peru Peruvian
PHL Philippines Philippine,Filipino|POL Poland,Warsaw Polish|PRT Portugal Portuguese|QAT Qatar,Doha Qatari
ROU Romania Romanian|RUS Russia,Moscow,Kremlin Russian|RWA Rwanda Rwandan|SAU Saudi_Arabia,Riyadh Saudi
SEN Senegal Senegalese|SRB Serbia,Belgrade Serbian,Serb|SYC Seychelles Seychellois|SLE Sierra_Leone Sierra_Leonean
SGP Singapore Singaporean|SVK Slovakia Slovak|SVN Slovenia Slovenian,Slovene|SOM Somalia Somali
ZAF South_Africa,Pretoria South_African|SSD South_Sudan South_Sudanese|ESP Spain,Madrid Spanish|LKA Sri_Lanka Sri_Lankan
SDN Sudan Sudanese|SUR Suriname Surinamese|SWE Sweden Swedish|CHE Switzerland Swiss|SYR Syria,Damascus Syrian
TWN Taiwan Taiwanese|TJK Tajikistan Tajik|TZA Tanzania Tanzanian|THA Thailand Thai
TLS East_Timor,Timor-Leste Timorese|TGO Togo Togolese|TTO Trinidad Trinidadian|TUN Tunisia Tunisian
TUR Turkey,Turkiye,Türkiye,Ankara Turkish|TKM Turkmenistan Turkmen|UGA Uganda Ugandan
UKR Ukraine,Kyiv,Kiev Ukrainian|ARE United_Arab_Emirates,UAE Emirati
GBR Britain,United_Kingdom,U.K.,UK,England,Scotland,Wales British,English,Scottish,Welsh
USA United_States,U.S.,US,America,Pentagon,White_House American|URY Uruguay Uruguayan|UZB Uzbekistan Uzbek
VAT Vatican,Holy_See Vatican|VEN Venezuela,Caracas Venezuelan|VNM Vietnam,Hanoi Vietnamese|YEM Yemen Yemeni
ZMB Zambia Zambian|ZWE Zimbabwe Zimbabwean"""


def _build() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in _TABLE.replace("\n", "|").split("|"):
        code, *words = entry.split()
        for word in ",".join(words).split(","):
            names[word.replace("_", " ")] = code
    return names


_CODES: Final = _build()
_NAME: Final = re.compile(
    r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in sorted(_CODES, key=len, reverse=True)) + r")(?![\w])"
)
_FOREIGN: Final = re.compile(r"-(?:backed|aligned|led|born|based|allied|affiliated|linked|supported|funded|made)")


_PEOPLE_TOO: Final = frozenset({"Jordan", "Chad", "Israel", "Paris", "Cuba", "Kenya"})
"""Names that people have as well."""


def is_country(words: str) -> bool:
    """Whether a source is a country, which speaks by its government: `Germany`, `the United States`."""
    name = words.removeprefix("The ").removeprefix("the ").strip()
    return name in _CODES and name not in _PEOPLE_TOO


def country_of(words: str) -> str | None:
    """The country that a source's own words name, by its name, its capital or its adjective.

    `Iranian-aligned` says whose friend somebody is, not where he is from, and does not count.

    Args:
        words: A source as printed.

    Returns:
        ISO 3166-1 alpha-3 code of the first one; None when there is none.
    """
    for match in _NAME.finditer(words):
        if not _FOREIGN.match(words, match.end()):
            return _CODES[match.group()]
    return None
