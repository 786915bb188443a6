"""Countries: alpha-3 codes, other names, and what their people and things are called.

Written by hand from common knowledge of usage in English news; names and capitals beyond these come from GeoNames
through the gazetteer.
"""

from __future__ import annotations

from typing import Final

_TABLE: Final = """
AFG Afghan Afghans
ALB Albanian Albanians
DZA Algerian Algerians
AGO Angolan Angolans
ARG Argentine Argentinian Argentines Argentinians
ARM Armenian Armenians
AUS Australian Australians
AUT Austrian Austrians
AZE Azerbaijani Azeri Azerbaijanis Azeris
BHS Bahamian Bahamians
BHR Bahraini Bahrainis
BGD Bangladeshi Bangladeshis
BRB Barbadian Barbadians
BLR Belarusian Belarussian Belarusians Belarussians | Byelorussia
BEL Belgian Belgians
BLZ Belizean Belizeans
BEN Beninese
BTN Bhutanese
BOL Bolivian Bolivians
BIH Bosnian Bosnians | Bosnia, Bosnia-Herzegovina, Bosnia and Herzegovina
BWA Botswanan Botswanans
BRA Brazilian Brazilians
BRN Bruneian Bruneians
BGR Bulgarian Bulgarians
BFA Burkinabe
BDI Burundian Burundians
KHM Cambodian Cambodians | Kampuchea
CMR Cameroonian Cameroonians
CAN Canadian Canadians
CPV | Cape Verde
CAF | Central African Republic, CAR
TCD Chadian Chadians
CHL Chilean Chileans
CHN Chinese | People's Republic of China, PRC
COL Colombian Colombians
COM Comoran Comorans
COG Congolese | Congo, Republic of the Congo, Republic of Congo, Congo-Brazzaville
COD | DRC, DR Congo, D.R. Congo, Democratic Republic of Congo, Democratic Republic of the Congo, Zaire
CRI
HRV Croatian Croat Croatians Croats
CUB Cuban Cubans
CYP Cypriot Cypriots
CZE Czech Czechs | Czech Republic, Czechia
DNK Danish Dane Danes
DJI Djiboutian Djiboutians
DOM | Dominican Republic
TLS Timorese | East Timor, Timor-Leste
ECU Ecuadorian Ecuadoran Ecuadorians Ecuadoreans Ecuadorean
EGY Egyptian Egyptians
SLV Salvadoran Salvadorans Salvadorean
GNQ
ERI Eritrean Eritreans
EST Estonian Estonians
SWZ Swazi Swazis | Swaziland, Eswatini
ETH Ethiopian Ethiopians
FJI Fijian Fijians
FIN Finnish Finn Finns
FRA French Frenchman Frenchmen Frenchwoman
GAB Gabonese
GMB Gambian Gambians | Gambia, The Gambia
GEO Georgian Georgians
DEU German Germans
GHA Ghanaian Ghanaians
GRC Greek Greeks
GRD Grenadian Grenadians
GTM Guatemalan Guatemalans
GIN Guinean Guineans
GUY Guyanese
HTI Haitian Haitians
HND Honduran Hondurans
HKG | Hong Kong
HUN Hungarian Hungarians
ISL Icelandic Icelander Icelanders
IND Indian Indians
IDN Indonesian Indonesians
IRN Iranian Iranians
IRQ Iraqi Iraqis
IRL Irish Irishman Irishmen | Republic of Ireland, Eire
ISR Israeli Israelis
ITA Italian Italians
CIV Ivorian Ivorians | Ivory Coast, Cote d'Ivoire, Côte d'Ivoire
JAM Jamaican Jamaicans
JPN Japanese
JOR Jordanian Jordanians
KAZ Kazakh Kazakhs
KEN Kenyan Kenyans
KWT Kuwaiti Kuwaitis
KGZ Kyrgyz
LAO Laotian Lao Laotians | Laos
LVA Latvian Latvians
LBN Lebanese
LSO Basotho
LBR Liberian Liberians
LBY Libyan Libyans
LTU Lithuanian Lithuanians
LUX Luxembourger Luxembourgers
MDG Malagasy
MWI Malawian Malawians
MYS Malaysian Malaysians
MDV Maldivian Maldivians
MLI Malian Malians
MLT Maltese
MRT Mauritanian Mauritanians
MUS Mauritian Mauritians
MEX Mexican Mexicans
MDA Moldovan Moldovans
MNG Mongolian Mongolians
MNE Montenegrin Montenegrins
MAR Moroccan Moroccans
MOZ Mozambican Mozambicans
MMR Burmese | Burma, Myanmar
NAM Namibian Namibians
NPL Nepalese Nepali Nepalis
NLD Dutch Dutchman | Netherlands, The Netherlands, Holland
NZL | New Zealand
NIC Nicaraguan Nicaraguans
NER Nigerien Nigeriens
NGA Nigerian Nigerians
PRK | North Korea, North Korean, North Koreans, DPRK
MKD Macedonian Macedonians | North Macedonia, Macedonia
NOR Norwegian Norwegians
OMN Omani Omanis
PAK Pakistani Pakistanis
PSE Palestinian Palestinians | Palestine, Palestinian territories, Palestinian Territories
PAN Panamanian Panamanians
PNG | Papua New Guinea
PRY Paraguayan Paraguayans
PER Peruvian Peruvians
PHL Philippine Filipino Filipinos
POL Polish Pole Poles
PRT Portuguese
PRI | Puerto Rico, Puerto Rican, Puerto Ricans
QAT Qatari Qataris
ROU Romanian Romanians
RUS Russian Russians | Soviet, Soviets, Russian Federation, Soviet Union, USSR, U.S.S.R., Kremlin
RWA Rwandan Rwandans
SAU Saudi Saudis
SEN Senegalese
SRB Serbian Serb Serbs Serbians | Yugoslavia
SLE
SGP Singaporean Singaporeans
SVK Slovak Slovakian Slovaks
SVN Slovenian Slovene Slovenians Slovenes
SLB
SOM Somali Somalis
ZAF | South Africa, South African, South Africans
KOR Korean Koreans | South Korea, South Korean, South Koreans, Republic of Korea, Korea
SSD | South Sudan, South Sudanese
ESP Spanish Spaniard Spaniards
LKA | Sri Lanka, Sri Lankan, Sri Lankans
SDN Sudanese
SUR Surinamese
SWE Swedish Swede Swedes
CHE Swiss
SYR Syrian Syrians
TWN Taiwanese
TJK Tajik Tajiks
TZA Tanzanian Tanzanians
THA Thai Thais
TGO Togolese
TTO Trinidadian Trinidadians | Trinidad, Trinidad and Tobago, T&T
TUN Tunisian Tunisians
TUR Turkish Turk Turks | Turkey, Türkiye
TKM Turkmen Turkmens
UGA Ugandan Ugandans
UKR Ukrainian Ukrainians
ARE Emirati Emiratis | United Arab Emirates, UAE, U.A.E., Emirates
GBR British Briton Britons Scottish Welsh | United Kingdom, UK, U.K., Britain, Great Britain
USA American Americans | America, United States, United States of America, US, U.S., USA, U.S.A.
URY Uruguayan Uruguayans
UZB Uzbek Uzbeks
VAT | Vatican, Vatican City, Holy See
VEN Venezuelan Venezuelans
VNM Vietnamese | Vietnam, Viet Nam
YEM Yemeni Yemenis
ZMB Zambian Zambians
ZWE Zimbabwean Zimbabweans
"""


def _read() -> tuple[dict[str, str], dict[str, str]]:
    people: dict[str, str] = {}
    names: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        head, _, tail = line.partition("|")
        code, *words = head.split()
        people.update((word, code) for word in words)
        for name in filter(None, map(str.strip, tail.split(","))):
            last = name.split()[-1]
            is_people = last.endswith(("an", "ans", "ese")) and " " in name and not name.endswith("Sudan")
            (people if is_people or name in ("Soviet", "Soviets") else names)[name] = code
    return people, names


_WORDS: Final = _read()
DEMONYMS: Final = _WORDS[0]
"""`Iraqi`, `Iraqis`, `Frenchman` and the alpha-3 code of the country."""
COUNTRY_NAMES: Final = _WORDS[1]
"""Names beyond the one that GeoNames gives, and their alpha-3 code."""

AP_STATES: Final = {
    "Ala.": "AL", "Ariz.": "AZ", "Ark.": "AR", "Calif.": "CA", "Colo.": "CO", "Conn.": "CT", "Del.": "DE",
    "Fla.": "FL", "Ga.": "GA", "Ill.": "IL", "Ind.": "IN", "Kan.": "KS", "Ky.": "KY", "La.": "LA", "Md.": "MD",
    "Mass.": "MA", "Mich.": "MI", "Minn.": "MN", "Miss.": "MS", "Mo.": "MO", "Mont.": "MT", "Neb.": "NE",
    "Nev.": "NV", "N.H.": "NH", "N.J.": "NJ", "N.M.": "NM", "N.Y.": "NY", "N.C.": "NC", "N.D.": "ND", "Okla.": "OK",
    "Ore.": "OR", "Pa.": "PA", "R.I.": "RI", "S.C.": "SC", "S.D.": "SD", "Tenn.": "TN", "Tex.": "TX", "Vt.": "VT",
    "Va.": "VA", "Wash.": "WA", "W.Va.": "WV", "W. Va.": "WV", "Wis.": "WI", "Wyo.": "WY", "D.C.": "DC",
}  # fmt: skip
"""Abbreviations of US states as the AP stylebook has them after the name of a town."""

CANADIAN: Final = {
    "Alta.": "01", "B.C.": "02", "Man.": "03", "N.B.": "04", "Ont.": "08", "Que.": "10", "Sask.": "11", "N.S.": "07",
}  # fmt: skip
"""Abbreviations of Canadian provinces and their GeoNames first-level codes."""

_MIDDLES: Final = """
AFG 33 65,ALB 41 20,DZA 28 3,AND 42.5 1.6,AGO -12.5 18.5,ARG -34 -64,ARM 40 45,AUS -25.7 134,AUT 47.3 13.3,
AZE 40.5 47.5,BHS 24.3 -76,BHR 26 50.6,BGD 24 90,BRB 13.2 -59.5,BLR 53 28,BEL 50.8 4,BLZ 17.3 -88.8,BEN 9.5 2.3,
BTN 27.5 90.5,BOL -17 -65,BIH 44 18,BWA -22 24,BRA -10 -55,BRN 4.5 114.7,BGR 43 25,BFA 13 -2,BDI -3.5 30,
KHM 13 105,CMR 6 12,CAN 60 -96,CPV 16 -24,CAF 7 21,TCD 15 19,CHL -30 -71,CHN 35 104,COL 4 -72,COM -12.2 44.3,
COG -1 15,COD 0 25,CRI 10 -84,CIV 8 -5,HRV 45.2 15.5,CUB 21.5 -80,CYP 35 33,CZE 49.8 15.5,DNK 56 10,DJI 11.5 43,
DMA 15.4 -61.3,DOM 19 -70.7,TLS -8.8 125.9,ECU -2 -77.5,EGY 27 30,SLV 13.8 -88.9,GNQ 2 10,ERI 15 39,EST 59 26,
SWZ -26.5 31.5,ETH 8 38,FJI -18 175,FIN 64 26,FRA 46 2,GAB -1 11.8,GMB 13.5 -16.6,GEO 42 43.5,DEU 51 9,GHA 8 -2,
GRC 39 22,GRD 12.1 -61.7,GTM 15.5 -90.3,GIN 11 -10,GNB 12 -15,GUY 5 -59,HTI 19 -72.4,HND 15 -86.5,
HKG 22.3 114.2,HUN 47 20,ISL 65 -18,IND 20 77,IDN -5 120,IRN 32 53,IRQ 33 44,IRL 53 -8,ISR 31.5 34.8,
ITA 42.8 12.8,JAM 18.3 -77.5,JPN 36 138,JOR 31 36,KAZ 48 68,KEN 1 38,KWT 29.5 45.8,KGZ 41 75,LAO 18 105,
LVA 57 25,LBN 33.8 35.8,LSO -29.5 28.5,LBR 6.5 -9.5,LBY 25 17,LIE 47.2 9.5,LTU 56 24,LUX 49.8 6.2,MDG -20 47,
MWI -13.5 34,MYS 2.5 112.5,MDV 3.3 73,MLI 17 -4,MLT 35.9 14.5,MRT 20 -12,MUS -20.3 57.6,MEX 23 -102,MDA 47 29,
MCO 43.7 7.4,MNG 46 105,MNE 42.5 19.3,MAR 32 -5,MOZ -18.3 35,MMR 22 98,NAM -22 17,NPL 28 84,NLD 52.5 5.8,
NZL -41 174,NIC 13 -85,NER 16 8,NGA 10 8,PRK 40 127,MKD 41.8 22,NOR 62 10,OMN 21 57,PAK 30 70,PAN 9 -80,
PNG -6 147,PRY -23 -58,PER -10 -76,PHL 13 122,POL 52 20,PRT 39.5 -8,PRI 18.3 -66.5,QAT 25.5 51.3,ROU 46 25,
RUS 60 100,RWA -2 30,SAU 25 45,SEN 14 -14,SRB 44 21,SYC -4.6 55.7,SLE 8.5 -11.5,SGP 1.4 103.8,SVK 48.7 19.5,
SVN 46.1 14.8,SLB -8 159,SOM 10 49,ZAF -29 24,KOR 37 127.5,SSD 8 30,ESP 40 -4,LKA 7 81,SDN 15 30,SUR 4 -56,
SWE 62 15,CHE 47 8,SYR 35 38,TWN 23.5 121,TJK 39 71,TZA -6 35,THA 15 100,TGO 8 1.2,TTO 11 -61,TUN 34 9,
TUR 39 35,TKM 40 60,UGA 1 32,UKR 49 32,ARE 24 54,GBR 54 -2,USA 39.8 -98.5,URY -33 -56,UZB 41 64,VEN 8 -66,
VNM 16.2 107.8,YEM 15 48,ZMB -15 30,ZWE -20 30,VAT 41.9 12.45
"""

MIDDLES: Final = {
    code: (float(lat), float(lon))
    for code, lat, lon in (entry.split() for entry in _MIDDLES.replace("\n", "").split(","))
}
"""Middles of countries, whole or half degrees (latitude, longitude), as world almanacs round them."""

_DIVISIONS: Final = """
USA AL 32.8 -86.8,USA AK 64 -152,USA AZ 34.3 -111.7,USA AR 34.8 -92.4,USA CA 37 -119.5,USA CO 39 -105.5,
USA CT 41.6 -72.7,USA DE 39 -75.5,USA FL 28.6 -82.4,USA GA 32.8 -83.5,USA HI 20.3 -156.4,USA ID 44.4 -114.6,
USA IL 40 -89.2,USA IN 40 -86.2,USA IA 42 -93.5,USA KS 38.5 -98.4,USA KY 37.5 -85.3,USA LA 31 -92,
USA ME 45.3 -69.2,USA MD 39 -76.8,USA MA 42.3 -71.8,USA MI 44.3 -85.4,USA MN 46.3 -94.3,USA MS 32.8 -89.7,
USA MO 38.4 -92.5,USA MT 47 -109.6,USA NE 41.5 -99.8,USA NV 39.3 -116.7,USA NH 43.7 -71.6,USA NJ 40.2 -74.7,
USA NM 34.4 -106.1,USA NY 43 -75.5,USA NC 35.5 -79.4,USA ND 47.4 -100.5,USA OH 40.3 -82.8,USA OK 35.6 -97.5,
USA OR 44 -120.5,USA PA 41 -77.8,USA RI 41.7 -71.6,USA SC 33.9 -80.9,USA SD 44.4 -100.2,USA TN 35.8 -86.3,
USA TX 31.3 -99.3,USA UT 39.3 -111.7,USA VT 44 -72.7,USA VA 37.5 -78.8,USA WA 47.4 -120.5,USA WV 38.6 -80.6,
USA WI 44.6 -89.9,USA WY 43 -107.5,CAN 01 55 -115,CAN 02 54 -125,CAN 03 55 -97,CAN 04 46.5 -66.2,CAN 05 53 -60,
CAN 07 45 -63,CAN 08 50 -86,CAN 09 46.3 -63,CAN 10 53 -70,CAN 11 54 -106,AUS 02 -32.5 147,AUS 03 -20 133,
AUS 04 -22.5 144,AUS 05 -30 135,AUS 06 -42 147,AUS 07 -37 144,AUS 08 -26 121,GBR ENG 52.5 -1.5,
GBR SCT 56.8 -4.2,GBR WLS 52.4 -3.7,GBR NIR 54.6 -6.7
"""

DIVISION_MIDDLES: Final = {
    (country, code): (float(lat), float(lon))
    for country, code, lat, lon in (entry.split() for entry in _DIVISIONS.replace("\n", "").split(","))
}
"""Middles of the divisions that English news names most, by country and GeoNames code; elsewhere that of the towns."""
