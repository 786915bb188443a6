"""Places as datelines write them: which words are one, and how it is usually spelt."""

from __future__ import annotations

import re
from typing import Final

REGIONS: Final = frozenset(
    """ala alaska ariz ark calif colo conn del fla ga hawaii idaho ill ind iowa kan kans ky la maine md mass mich minn
    miss mo mont neb nebr nev nh nj nm ny nc nd ohio okla ore pa ri sc sd tenn texas tex utah vt va wash wva wis wisc
    wyo dc alabama arizona arkansas california colorado connecticut delaware florida georgia illinois indiana kansas
    kentucky louisiana maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada
    oklahoma oregon pennsylvania tennessee vermont virginia wisconsin wyoming al ak az ar ca co ct de fl hi id il in
    ia ks me mi mn ms ne nv ok or tn tx ut vt wa wi wv wy alta bc b.c man nb nl ns nwt ont pei que sask
    ontario quebec manitoba alberta saskatchewan england scotland wales nsw queensland victoria""".split()
)
"""States and provinces in the agencies' and the post's abbreviations, folded: points and spaces gone."""

_TWO_WORD_REGIONS: Final = frozenset(
    """newhampshire newjersey newmexico newyork northcarolina northdakota rhodeisland southcarolina southdakota
    westvirginia britishcolumbia newbrunswick novascotia northernireland newsouthwales westernaustralia
    southaustralia puertorico""".split()
)

COUNTRIES: Final = frozenset(
    name.strip().casefold()
    for name in """Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan,
    Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia,
    Bosnia-Herzegovina, Bosnia and Herzegovina, Botswana, Brazil, Brunei, Bulgaria, Burkina Faso, Burma, Burundi,
    Cambodia, Cameroon, Canada, Cape Verde, Central African Republic, Chad, Chile, China, Colombia, Comoros, Congo,
    Costa Rica, Croatia, Cuba, Cyprus, Czech Republic, Czechia, Denmark, Djibouti, Dominica, Dominican Republic,
    East Timor, Ecuador, Egypt, El Salvador, Equatorial Guinea, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland,
    France, Gabon, Gambia, Germany, Ghana, Greece, Greenland, Grenada, Guatemala, Guinea, Guinea-Bissau, Guyana,
    Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica,
    Japan, Jordan, Kazakhstan, Kenya, Kosovo, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya,
    Liechtenstein, Lithuania, Luxembourg, Macedonia, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, Mauritania,
    Mauritius, Mexico, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nepal,
    Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North Korea, North Macedonia, Norway, Oman, Pakistan, Palau,
    Panama, Papua New Guinea, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Samoa,
    Saudi Arabia, Senegal, Serbia, Seychelles, Sierra Leone, Singapore, Slovakia, Slovenia, Solomon Islands, Somalia,
    South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan, Suriname, Sweden, Switzerland, Syria, Taiwan,
    Tajikistan, Tanzania, Thailand, Togo, Tonga, Trinidad and Tobago, Tunisia, Turkey, Türkiye, Turkmenistan, Uganda,
    Ukraine, United Arab Emirates, United Kingdom, United States, Uruguay, Uzbekistan, Vanuatu, Venezuela, Vietnam,
    West Bank, Gaza Strip, Western Sahara, Yemen, Zambia, Zimbabwe, Crimea, Scotland, England, Wales, Hong Kong, UK,
    UAE, U.K., USA, Deutschland, Österreich, Schweiz, España, Francia, México, Brasil, Italia, Perú""".split(",")
)

CITIES: Final = frozenset(
    name.strip().casefold()
    for name in """Atlanta, Baltimore, Boston, Chicago, Cincinnati, Cleveland, Dallas, Denver, Detroit, Honolulu,
    Houston, Indianapolis, Las Vegas, Los Angeles, Miami, Milwaukee, Minneapolis, New Orleans, New York,
    Oklahoma City, Philadelphia, Phoenix, Pittsburgh, St. Louis, Salt Lake City, San Antonio, San Diego,
    San Francisco, Seattle, Washington, Washington D.C., Amman, Amsterdam, Athens, Baghdad, Bangkok, Barcelona,
    Beijing, Beirut, Belgrade, Berlin, Bogota, Bogotá, Brasilia, Brasília, Brussels, Bucharest, Budapest,
    Buenos Aires, Cairo, Cape Town, Caracas, Copenhagen, Damascus, Dhaka, Djibouti, Doha, Dubai, Dublin, Edinburgh,
    Frankfurt, Geneva, Gibraltar, Guatemala City, Hamburg, Hanoi, Havana, Helsinki, Hong Kong, Islamabad, Istanbul,
    Jakarta, Jerusalem, Johannesburg, Kabul, Karachi, Kathmandu, Kiev, Kyiv, Kuala Lumpur, Kuwait City, Lagos,
    Lahore, Lima, Lisbon, London, Luxembourg, Macau, Madrid, Manila, Melbourne, Mexico City, Milan, Monaco, Montreal,
    Moscow, Mumbai, Munich, Nairobi, New Delhi, Nicosia, Oslo, Ottawa, Panama City, Paris, Prague, Quebec City,
    Rangoon, Yangon, Rio de Janeiro, Riyadh, Rome, San Salvador, Sao Paulo, São Paulo, Santiago, Sarajevo, Seoul,
    Shanghai, Singapore, Sofia, Stockholm, Sydney, Taipei, Tallinn, Tashkent, Tbilisi, Tehran, Tel Aviv, Tokyo,
    Toronto, Tripoli, Tunis, United Nations, Vatican City, Vienna, Vilnius, Warsaw, Wellington, Yerevan, Zagreb,
    Zurich, Zürich, Ankara, Addis Ababa, Accra, Abuja, Algiers, Almaty, Astana, Baku, Bengaluru, Bishkek, Bratislava,
    Canberra, Caracas, Chennai, Chisinau, Colombo, Dakar, Dar es Salaam, Gaza, Gaza City, Harare, Hyderabad, Juba,
    Kampala, Khartoum, Kigali, Kinshasa, Kolkata, La Paz, Ljubljana, Luanda, Lusaka, Managua, Manama, Maputo, Minsk,
    Mogadishu, Montevideo, Muscat, Naypyitaw, Niamey, N'Djamena, Ouagadougou, Phnom Penh, Podgorica, Port-au-Prince,
    Pretoria, Pristina, Pyongyang, Quito, Rabat, Ramallah, Reykjavik, Riga, Sanaa, Santo Domingo, Skopje, Srinagar,
    Tegucigalpa, Tirana, Ulaanbaatar, Valletta, Vientiane, Windhoek, Yaounde, Baghdad, Basra, Erbil, Bamako, Asuncion,
    Wien, Köln, München, Düsseldorf, Hannover, Dresden, Leipzig, Stuttgart, Potsdam, Bern, Genf, Brüssel, Moskau,
    Peking, Rom, Warschau, Athen, Kiew, Prag, Genève, Bruxelles, Londres, Moscou, Rome, Lyon, Marseille, Pékin,
    Le Caire, Beyrouth, Roma, Milano, Napoli, Torino, Firenze, Palermo, Venezia, Bologna, Genova, Bruxelles, Mosca,
    Parigi, Londra, Berlino, Sevilla, Valencia, Zaragoza, Bilbao, Ciudad de México, La Habana, Bruselas, Moscú,
    Nueva York, París, Berlín, Roma, Ginebra, Lisboa, Porto, Rio de Janeiro, Kabul, Москва, Киев, Київ, Минск,
    Вашингтон, Лондон, Париж, Берлин, Брюссель, Пекин, Токио, Женева, Санкт-Петербург, Warszawa, Praha, Budapest,
    The Hague, Den Haag""".split(",")
)
"""Cities that datelines carry without country or state, in the languages of the agencies read here.

The English ones are those of the agencies' lists of stand-alone cities and the capitals; the rest are the names the
German, French, Italian, Spanish, Portuguese, Polish and Russian services print.
"""

_KEPT_LOW: Final = frozenset(
    "de del della des di da do dos du of the and am an der den im sur sous les le la el los las au aux es und y e "
    "upon on near in bei al ar".split()
)
_PIECE: Final = re.compile(r"[^\s\-/]+|[\s\-/]+")
_POINTS: Final = re.compile(r"[.\s]")


def is_region(words: str) -> bool:
    """Whether the words are a state, province or country as a dateline adds it after a city."""
    folded = _POINTS.sub("", words).casefold()
    return folded in REGIONS or folded in _TWO_WORD_REGIONS or words.strip().casefold() in COUNTRIES


def is_known(words: str) -> bool:
    """Whether the words are a city that stands alone in datelines, or a country, by the tables here."""
    folded = words.strip().replace("’", "'").casefold()
    return folded in CITIES or folded in COUNTRIES or folded.rstrip(".") in CITIES


def usual_spelling(words: str) -> str:
    """A place printed in capitals as it is usually spelt: `RIO DE JANEIRO` becomes `Rio de Janeiro`.

    Words that are not wholly in capitals are left alone (`Wis.`, `Berlin`), and so are abbreviations with points.
    """
    pieces = _PIECE.findall(words)
    spelt = [piece if index % 2 else _spell(piece, first=index == 0) for index, piece in enumerate(pieces)]
    return "".join(spelt)


def _spell(word: str, *, first: bool) -> str:
    """One word of a place. The first is always capital."""
    letters = word.replace("'", "").replace("’", "")
    if not letters.isupper() or ("." in word.rstrip(".") and len(letters) <= 5):
        return word
    low = word.lower()
    if not first and low.strip(",") in _KEPT_LOW:
        return low
    for mark in ("'", "’"):
        head, found, tail = low.partition(mark)
        if found and len(head) <= 2 and len(tail) > 2:
            return (head if head in {"d", "l"} and not first else head.capitalize()) + mark + tail.capitalize()
    if low.startswith("mc") and len(low) > 4:
        return "Mc" + low[2:].capitalize()
    return low[:1].upper() + low[1:]
