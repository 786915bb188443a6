"""Seas, ranges, islands and parts of the world that are no country and no division, and landmarks of a town.

Written by hand from common knowledge of the map; middles in whole or half degrees, finer for what is small. GeoNames
as the gazetteer's packages carry it has none of them.
"""

from __future__ import annotations

from typing import Final

_TABLE: Final = """
Middle East 29.3 42.6, Mideast 29.3 42.6, West Bank 32 35.25 PSE, Gaza Strip 31.4 34.35 PSE, Gaza 31.5 34.47 PSE,
Darfur 13 25 SDN, Kashmir 34.3 75, Balkans 43 21, Caucasus 42.5 44.5, Sinai 29.5 33.8 EGY,
Sinai Peninsula 29.5 33.8 EGY, Sahel 15 5, Horn of Africa 8 46, Korean Peninsula 38.3 127.2, Siberia 60 105 RUS,
Latin America -10 -65, Central America 14 -87, Caribbean 17 -73, Southeast Asia 10 106, Central Asia 45 68,
South Asia 22 79, West Africa 12 -3, East Africa 0 37, Eastern Europe 50 27, Western Europe 47.5 5, North Africa 29 8,
Scandinavia 63 16, Persian Gulf 26.9 51.5, Midwest 42 -93 USA, New England 43.9 -71 USA, Golan Heights 33 35.8 SYR,
Donbas 48.2 38 UKR, Donbass 48.2 38 UKR, Crimea 45.3 34.4 UKR, South Ossetia 42.3 44 GEO, Abkhazia 43 41 GEO,
Nagorno-Karabakh 39.9 46.7 AZE, Tibet 31.7 86.9 CHN, Chechnya 43.4 45.7 RUS, Kurdistan 36 44 IRQ,
Silicon Valley 37.4 -122 USA, Atlantic 14.6 -28.7, Pacific 0 -160, Mediterranean 35 18, Black Sea 43 34,
Red Sea 20 38.5, Gulf of Aden 12.5 47, Arctic 85 0, Europe 48.7 9.1, Africa 7.2 21.1, Asia 29.8 89.3,
North America 46.1 -100.5, South America -14.6 -57.7, Antarctica -78.2 16.4, Oceania -18.3 138.5,
Gulf of Mexico 25 -90, European Union 50.1 9, EU 50.1 9, Americas 12 -87, Java -7.3 110 IDN, Sumatra 0 102 IDN,
Dagestan 43.1 46.9 RUS, Indian Ocean -10 70, Atlantic Ocean 14.6 -28.7, Pacific Ocean 0 -160, North Atlantic 40 -40,
South Atlantic -25 -15, North Pacific 35 -170, South Pacific -20 -140, Arctic Ocean 85 0, Southern Ocean -65 0,
Mediterranean Sea 35 18, Caribbean Sea 15 -75, Baltic Sea 58 20, North Sea 56 3, Irish Sea 53.5 -5,
English Channel 50 -1, Adriatic Sea 43 15, Adriatic 43 15, Aegean Sea 39 25, Aegean 39 25, Sea of Azov 46 36.5,
Caspian Sea 42 50.5, Arabian Sea 15 65, Bay of Bengal 15 90, South China Sea 14 115, East China Sea 30 126,
Yellow Sea 36 124, Sea of Japan 40 135, Bering Sea 58 -178, Tasman Sea -40 160, Coral Sea -18 158, Gulf 26.9 51.5,
Gulf of Oman 25 58, Strait of Hormuz 26.6 56.5, Strait of Malacca 4 100, Gulf of Guinea 2.5 2.5,
Gulf of Alaska 58 -145 USA, Hudson Bay 60 -85 CAN, Bosporus 41.1 29.1 TUR, Bosphorus 41.1 29.1 TUR,
Suez Canal 30.5 32.3 EGY, Panama Canal 9.1 -79.7 PAN, Dead Sea 31.5 35.5, Sea of Galilee 32.8 35.6 ISR,
Chesapeake Bay 38 -76.2 USA, Puget Sound 47.7 -122.4 USA, Great Lakes 45 -84, Lake Erie 42.2 -81.2,
Lake Huron 44.8 -82.4, Lake Michigan 43.5 -87 USA, Lake Ontario 43.7 -77.9, Lake Superior 47.6 -87.5,
Lake Tahoe 39.1 -120 USA, Lake Okeechobee 26.9 -80.8 USA, Lake Pontchartrain 30.2 -90.1 USA,
Great Salt Lake 41.2 -112.5 USA, Lake Victoria -1 33, Lake Tanganyika -6.5 29.8, Lake Malawi -12 34.5,
Lake Chad 13.2 14, Lake Kivu -2 29, Lake Titicaca -15.8 -69.4, Lake Baikal 53.5 108 RUS, Aral Sea 45 60,
Lake Geneva 46.4 6.5, Nile 25 32 EGY, Nile Delta 31 31 EGY, Niger Delta 5 6 NGA, Mekong 16 105,
Mekong Delta 10 106 VNM, Ganges 25 84, Brahmaputra 27 92, Yangtze 30.5 112 CHN, Yellow River 36 112 CHN,
Danube 45.5 20, Danube Delta 45.2 29.3, Rhine 50 7.5, Volga 50 46 RUS, Euphrates 34 41, Tigris 35 43.5, Amazon -3 -60,
Orinoco 8 -65 VEN, Mississippi River 35 -90 USA, Missouri River 43 -99 USA, Ohio River 38 -86 USA,
Colorado River 36 -113 USA, St. Lawrence River 47 -71 CAN, Yukon River 65 -150, Arkansas River 37 -98 USA,
Tennessee River 35 -87 USA, Delaware River 41 -75 USA, Susquehanna River 41 -76.5 USA, Savannah River 33.5 -81.9 USA,
Sacramento River 39.5 -122 USA, Snake River 44 -116 USA, Indus 29 71, Cauvery 11.8 77.8 IND, Godavari 18.5 79 IND,
Irrawaddy 20 95 MMR, Zambezi -17 27, Congo River -1 20, Limpopo River -23 30, Murray River -35 143 AUS, Dnieper 50 32,
Dniester 48 28, Elbe 52 12, Seine 48.8 3 FRA, Loire 47.5 1.5 FRA, Litani 33.5 35.6 LBN, Jordan River 32.2 35.6,
Parana River -27 -57, Rio Grande 29 -102, Hudson River 42 -74 USA, Potomac River 38.9 -77.2 USA,
Columbia River 46 -121 USA, Himalayas 28 84, Alps 46.5 9.5, Pyrenees 42.7 1, Carpathians 47.5 25,
Ural Mountains 60 60 RUS, Urals 60 60 RUS, Andes -20 -67, Rocky Mountains 43 -110, Rockies 43 -110,
Appalachians 38 -81 USA, Appalachia 38 -81 USA, Blue Ridge 37 -80 USA, Cascades 46 -121 USA, Ozarks 36.5 -93 USA,
Atlas Mountains 32 -5, Hindu Kush 36 71, Tora Bora 34.1 70.2 AFG, Mount Everest 28 86.9, Kilimanjaro -3.1 37.4 TZA,
Sahara 24 8, Kalahari -23 22, Gobi 43 104, Western Sahara 24.5 -13, Great Plains 41 -101, Deep South 32.5 -87 USA,
American South 33 -87 USA, Pacific Northwest 46 -121 USA, West Coast 38.5 -122 USA, East Coast 38.5 -76 USA,
Gulf Coast 30 -90 USA, Mid-Atlantic 39.5 -77 USA, Upper Midwest 45 -92 USA, Rust Belt 41 -82 USA,
Southern California 34.2 -117.5 USA, Northern California 39.5 -122 USA, Bay Area 37.7 -122.2 USA,
San Francisco Bay 37.7 -122.3 USA, Central Valley 37 -120 USA, San Fernando Valley 34.2 -118.5 USA,
Long Island 40.8 -73.1 USA, Cape Cod 41.7 -70.3 USA, Florida Keys 24.7 -81.2 USA, Upper Peninsula 46.3 -87 USA,
Hampton Roads 36.9 -76.4 USA, Aleutian Islands 52.5 -174 USA, Maritimes 46 -64 CAN, Labrador 54 -61 CAN,
Vancouver Island 49.6 -125.5 CAN, Cape Breton 46.2 -60.8 CAN, Klondike 64 -139 CAN, Hispaniola 19 -71,
West Indies 17 -70, Patagonia -44 -69, Galapagos -0.5 -90.8 ECU, Galapagos Islands -0.5 -90.8 ECU,
Swat Valley 35.3 72.4 PAK, Waziristan 32.5 69.8 PAK, North Waziristan 33 70 PAK, South Waziristan 32.3 69.7 PAK,
Khyber Pass 34.1 71.1, Indochina 16 105, Manchuria 45 125 CHN, Far East 35 120, East Asia 35 115, Anatolia 39 33 TUR,
Levant 34 37, Arabian Peninsula 22 46, Mesopotamia 33 44 IRQ, Galilee 32.9 35.3 ISR, Negev 30.8 34.8 ISR,
Bekaa Valley 33.9 36 LBN, Bekaa 33.9 36 LBN, Ghouta 33.5 36.4 SYR, Mindanao 8 125 PHL, Luzon 16 121 PHL,
Visayas 11 123.5 PHL, Borneo 1 114, Sulawesi -2 121 IDN, Timor -9.2 124.5, New Guinea -5.5 141, Honshu 36 138 JPN,
Kyushu 32.5 131 JPN, Shikoku 33.8 133.5 JPN, Sakhalin 51 143 RUS, Kuril Islands 46.5 151 RUS, Spratly Islands 9 113,
Paracel Islands 16.5 112, North Island -39 176 NZL, South Island -43.5 171 NZL, Great Barrier Reef -18.3 147.7 AUS,
Outback -25 134 AUS, Polynesia -15 -150, Micronesia 7 150, Maghreb 32 3, Sub-Saharan Africa 0 20, Central Africa 3 20,
Southern Africa -22 24, Great Rift Valley 0.5 36, Katanga -9 26 COD, Kivu -2 28.5 COD, Kordofan 12.5 30 SDN,
Ogaden 7 44 ETH, Puntland 9 49 SOM, Somaliland 9.5 45 SOM, Zanzibar -6.1 39.3 TZA, Central Europe 49 16,
Northern Europe 60 15, Southern Europe 42 12, Baltics 57 25, Baltic states 57 25, Iberian Peninsula 40 -4,
Iberia 40 -4, Benelux 51 5, Lapland 67.5 26, Jutland 56 9.2 DNK, Silesia 50.8 17.5 POL, Ruhr 51.5 7.3 DEU,
Rhineland 50.5 7 DEU, Riviera 43.6 7.2 FRA, Transnistria 47 29.5 MDA, Yorkshire 54 -1.5 GBR, Midlands 52.5 -1.7 GBR,
West Midlands 52.5 -2 GBR, East Midlands 53 -1 GBR, East Anglia 52.5 1 GBR, Sussex 51 -0.1 GBR, Berkshire 51.4 -1 GBR,
Middlesex 51.5 -0.4 GBR, Merseyside 53.4 -2.9 GBR, Tyneside 55 -1.6 GBR, Lake District 54.5 -3.1 GBR,
Cotswolds 51.8 -2 GBR, West Country 51 -3.2 GBR, Thames 51.5 -0.7 GBR, Ulster 54.6 -7,
Scottish Highlands 57.5 -4.8 GBR, Hebrides 57.5 -7 GBR, Channel Islands 49.4 -2.4
"""


def _read() -> dict[str, tuple[float, float, str | None]]:
    found: dict[str, tuple[float, float, str | None]] = {}
    for entry in _TABLE.replace("\n", " ").split(","):
        words = entry.split()
        country = words.pop() if words[-1].isalpha() else None
        lat, lon = float(words[-2]), float(words[-1])
        found[" ".join(words[:-2])] = lat, lon, country
    return found


REGIONS: Final = _read()
"""Name: middle (latitude, longitude) and the country (alpha-3) it lies in, if one."""

REGION_IDS: Final = {
    "Europe": 6255148, "Africa": 6255146, "Asia": 6255147, "North America": 6255149, "South America": 6255150,
    "Oceania": 6255151, "Antarctica": 6255152, "European Union": 6695072, "EU": 6695072,
}  # fmt: skip
"""GeoNames ids of the continents and of the European Union."""

_PEOPLE: Final = """
Texan Texas|Californian California|Floridian Florida|Ohioan Ohio|Iowan Iowa|Minnesotan Minnesota|Kansan Kansas
Nebraskan Nebraska|Virginian Virginia|West Virginian=West Virginia|Pennsylvanian Pennsylvania|Michigander Michigan
Oregonian Oregon|Hawaiian Hawaii|Alaskan Alaska|Arizonan Arizona|Coloradan Colorado|Kentuckian Kentucky
Louisianan Louisiana|Marylander Maryland|Mississippian Mississippi|Missourian Missouri|Montanan Montana|Nevadan Nevada
North Carolinian=North Carolina|South Carolinian=South Carolina|Oklahoman Oklahoma|Tennessean Tennessee|Utahn Utah
Vermonter Vermont|Wisconsinite Wisconsin|Alabamian Alabama|New Yorker=New York|Hoosier Indiana|Ontarian Ontario
Quebecer Quebec|Québécois Quebec|Albertan Alberta|Manitoban Manitoba|Nova Scotian=Nova Scotia
Newfoundlander=Newfoundland and Labrador|Queenslander Queensland|Tasmanian Tasmania|Londoner London|Parisian Paris
Bavarian Bavaria|Catalan Catalonia|Sicilian Sicily|Sardinian Sardinia|Corsican Corsica|Kurd Kurdistan
Kurdish Kurdistan|Chechen Chechnya|Dagestani Dagestan|South Ossetian=South Ossetia|North Ossetian=North Ossetia
Abkhaz Abkhazia|Abkhazian Abkhazia|Tibetan Tibet|Kashmiri Kashmir|Gazan Gaza|Crimean Crimea|Siberian Siberia
Balinese Bali|Javanese Java|Zanzibari Zanzibar|Scandinavian Scandinavia|Latin American=Latin America
North American=North America|South American=South America|Central American=Central America|West African=West Africa
East African=East Africa|North African=North Africa|Southeast Asian=Southeast Asia|South Asian=South Asia
Middle Eastern=Middle East|Eastern European=Eastern Europe|Western European=Western Europe|European Europe
African Africa|Asian Asia
"""


def _people() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _PEOPLE.strip().replace("\n", "|").split("|"):
        word, _, place = entry.partition("=") if "=" in entry else entry.partition(" ")
        found[word] = place
        if not word.endswith(("sh", "ese", "ois", "ern")):
            found[f"{word}s"] = place
    return found


REGION_PEOPLE: Final = _people()
"""Words for the people and things of regions, divisions and towns: `Texans`, `Kurdish`, `European`."""

_LANDMARKS: Final = """
Washington=White House,Oval Office,West Wing,Capitol Hill,Pentagon,National Mall,Lincoln Memorial,Foggy Bottom
New York City=Wall Street,Times Square,Central Park,Ground Zero,Madison Square Garden,World Trade Center,Yankee Stadium
London=Downing Street,Whitehall,Buckingham Palace,Scotland Yard,Heathrow,Gatwick,Trafalgar Square,Piccadilly,Wembley
Moscow=Kremlin,Red Square|Paris=Eiffel Tower,Elysee Palace,Champs-Elysees,Champs-Élysées,Louvre,Notre Dame
Los Angeles=Hollywood Boulevard,Sunset Boulevard,Rodeo Drive|Cairo=Tahrir Square
Beijing=Tiananmen Square,Tiananmen,Forbidden City,Great Hall of the People|Baghdad=Green Zone|Orlando=Disney World
Vatican=St. Peter's Square,St. Peter's Basilica,Sistine Chapel|Rome=Colosseum|Edinburgh=Holyrood|Belfast=Stormont
Berlin=Bundestag,Reichstag,Brandenburg Gate|Jerusalem=Knesset,Temple Mount,Western Wall,Al-Aqsa,Al-Aqsa Mosque
Anaheim=Disneyland|San Francisco=Golden Gate Bridge,Alcatraz|Sydney=Opera House,Bondi Beach|Istanbul=Taksim Square
Boston=Fenway Park|Kyiv=Maidan|New Orleans=French Quarter,Bourbon Street,Superdome|Las Vegas=Caesars Palace
"""
LANDMARKS: Final = {
    name: town
    for entry in _LANDMARKS.strip().replace("\n", "|").split("|")
    for town, _, names in (entry.partition("="),)
    for name in names.split(",")
}
"""Houses, squares and streets that news names without their town."""
