"""Places as datelines write them: which words are one, and how it is usually spelt."""

from __future__ import annotations

import re
from typing import Final

from transforms.wire.words import names_in, words_in

US_STATES: Final[dict[str, str]] = {
    form: code
    for code, forms in (
        row.split(":")
        for row in """AL:ala alabama|AK:alaska|AZ:ariz arizona|AR:ark arkansas|CA:calif california|CO:colo colorado
        CT:conn connecticut|DE:del delaware|FL:fla florida|GA:georgia|HI:hawaii|ID:idaho|IL:ill illinois|IN:ind indiana
        IA:iowa|KS:kan kans kansas|KY:kentucky|LA:louisiana|ME:maine|MD:maryland|MA:mass massachusetts|MI:mich michigan
        MN:minn minnesota|MS:miss mississippi|MO:missouri|MT:mont montana|NE:neb nebr nebraska|NV:nev nevada
        NH:newhampshire|NJ:newjersey|NM:newmexico|NY:newyork|NC:northcarolina|ND:northdakota|OH:ohio|OK:okla oklahoma
        OR:ore oregon|PA:penn pennsylvania|RI:rhodeisland|SC:southcarolina|SD:southdakota|TN:tenn tennessee
        TX:tex texas|UT:utah|VT:vermont|VA:virginia|WA:wash washington|WV:wva westvirginia|WI:wis wisc wisconsin
        WY:wyo wyoming|DC:dc districtofcolumbia|PR:puertorico""".replace("\n", "|")
        .replace(" " * 8, "")
        .split("|")
    )
    for form in (*forms.split(), code.lower())
}
"""States by name and by the agencies' and the post's abbreviations, folded (:func:`folded_region`): postal code."""

_PROVINCES: Final = words_in(
    """alta bc man nb nl ns nwt ont pei que sask ontario quebec manitoba alberta saskatchewan england scotland wales nsw
    queensland victoria britishcolumbia newbrunswick novascotia northernireland newsouthwales westernaustralia
    southaustralia"""
)
"""Provinces and the like of other countries, folded."""

COUNTRIES: Final = names_in(
    """Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan,
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
    UAE, U.K., USA, Deutschland, Österreich, Schweiz, España, Francia, México, Brasil, Italia, Perú"""
)

CITIES: Final = names_in(
    """Atlanta, Baltimore, Boston, Chicago, Cincinnati, Cleveland, Dallas, Denver, Detroit, Honolulu,
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
    The Hague, Den Haag,
    Peshawar, Quetta, Rawalpindi, Multan, Faisalabad, Chandigarh, Lucknow, Jammu, Ahmedabad, Pune, Patna, Bhopal,
    Jaipur, Guwahati, Kochi, Thiruvananthapuram, Bhubaneswar, Ranchi, Dehradun, Shimla, Kuching, Petaling Jaya,
    George Town, Jeddah, Makkah, Madinah, Abu Dhabi, Sharjah, Aden, Chattogram, Kandahar, Mosul,
    Aleppo, Idlib, Donetsk, Kharkiv, Odesa, Lviv, Benghazi, Port Louis, Freetown, Monrovia, Conakry, Bissau, Praia,
    Lome, Lomé, Cotonou, Porto-Novo, Yaoundé, Libreville, Brazzaville, Bangui, Bujumbura, Dodoma, Lilongwe, Gaborone,
    Maseru, Mbabane, Antananarivo, Nouakchott, Port Moresby, Suva, Apia, Honiara, Bridgetown, Kingston, Port of Spain,
    Georgetown, Paramaribo, San Jose, Guatemala, Belmopan, Nassau, Thimphu, Dili, Bandar Seri Begawan"""
)
"""Cities that datelines carry without country or state, in the languages of the agencies read here.

The English ones are those of the agencies' lists of stand-alone cities and the capitals; the rest are the names the
German, French, Italian, Spanish, Portuguese, Polish and Russian services print.
"""

_KEPT_LOW: Final = words_in(
    "de del della des di da do dos du of the and am an der den im sur sous les le la el los las au aux es und y e "
    "upon on near in bei al ar"
)
_PIECE: Final = re.compile(r"[^\s\-/]+|[\s\-/]+")
_POINTS: Final = re.compile(r"[.\s]")


def stands_alone(words: str) -> bool:
    """Whether the words are a city that datelines carry without state or country."""
    folded = words.strip().replace("’", "'").casefold()
    return folded in CITIES or folded.rstrip(".") in CITIES


def is_region(words: str) -> bool:
    """Whether the words are a state, province or country as a dateline adds it after a city."""
    folded = folded_region(words)
    listed = folded in US_STATES or folded in _PROVINCES or words.strip().casefold() in COUNTRIES
    return listed or words.endswith((" County", " Province", " Oblast", " Region", " Township"))


def folded_region(words: str) -> str:
    """A state's name as the tables have it: `N.H.` and `N. H.` are `nh`."""
    return _POINTS.sub("", words).casefold()


def is_known(words: str) -> bool:
    """Whether the words are a city that stands alone in datelines, or a country, by the tables here."""
    return stands_alone(words) or words.strip().replace("’", "'").casefold() in COUNTRIES


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
