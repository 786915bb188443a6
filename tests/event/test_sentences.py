"""A table of sentences: what is an event and what only sounds like one."""

from __future__ import annotations

import pytest

from schemas.columns import day
from transforms.event import extract_events

NOTHING = """
The heavyweights meet on Saturday in a battle for the title.
Her new thriller bombed at the box office.
The striker shot wide from ten metres in the second half.
Real Norte attacked from the first minute and scored two goals before halftime.
The home side fought back to win the match 3-2.
United were killed off by two late goals in the cup final.
The visitors stormed into the final of the tournament.
Ostrava's coach praised his defenders after the league match.
The champions beat the Rovers by four goals.
The sprinter targeted a medal at the Olympic games.
He suffered a heart attack at home.
She had a panic attack on the train.
The candidate launched a scathing attack on her rival's record.
An attack ad ran on three channels.
The company killed the project after a review.
Lawmakers killed the bill in committee.
Shares were hit by a sell-off as investors fled.
Stocks rallied on Wall Street on Friday.
The index fell as bond yields jumped and traders attacked the currency.
Analysts say the price war is hurting profits.
A takeover battle is under way for the airline.
The bank raided its reserves to pay the dividend.
The film shows rebels attacking a village.
In the novel, a spy assassinates the king.
The actor was shot on location in Morocco for the film.
The episode ends when the character is kidnapped.
The game lets players bomb enemy cities.
The band shot its new video in Lisbon.
The photographer shot portraits of fishermen for the album.
Scientists are fighting a new virus.
Firefighters battled the blaze for six hours.
The drug attacks cancer cells.
Doctors are attacking the disease with a new vaccine.
They killed time at the airport.
The heat is killing the coral.
Frost killed the flowers.
The idea struck him on the way home.
The two sides struck a balance.
The clock struck twelve.
A deal could be struck next year.
The storm could kill hundreds of people.
Experts warn that a strike might follow.
If rebels attack the town, the army would respond.
The general said an attack was possible.
To attack the city would be a mistake.
Plans to bomb the bridge were never made.
The police have a new chief.
The town lies on the coast of Peru.
The minister declined to comment on the attack.
There was no attack.
Nobody was killed.
He shot to fame in the 1990s.
She took a shot at the presidency.
Bookings exploded after the offer.
The population exploded in the last century.
The show was a blast.
Fans were blasted by loud music at the concert.
The chef executed the plan well.
The software executes the program every hour.
Prices are under attack from discounters.
The champion was dethroned in a penalty shootout.
The team's offense struggled all season.
The quarterback was sacked four times in the final.
A bomb cyclone brought snow to the coast.
He was the victim of a smash hit.
The fashion house declared war on fur.
Bees were attacked by mites.
The shark attack film opens on Friday.
A dog attacked the postman's bicycle.
The stage play retells the murder of a bishop.
Her debut novel follows a kidnapped child.
The museum shows pictures of the siege.
He is a killer on the golf course.
The budget was slashed and burned.
The bishop visited the kitchen.
The verdict is still out on the recipe.
Rain is expected on Sunday.
The euro was under fire on Thursday as traders sold.
The storm will hit the coast on Tuesday.
The dictionary defines murder as a crime.
The company offers its customers free delivery.
The camera maker released a new lens on Monday.
The new law allows shops to open late.
Our team shares its recipes every week.
Engineers deployed the update to all servers.
The routine stops the execution of the thread.
The campaign targeted young buyers.
The exercise targets the shoulders.
Researchers demonstrated a new battery.
The price of bread struck shoppers as high.
The magazine praised the restaurant.
The bakery released its opening hours.
The tool frees memory after each run.
Designers fought for a larger typeface.
The parcel was seized up in the machine.
Stay-at-home orders changed how people shop.
The museum recalled its early years.
Customers demanded refunds from the shop.
The choir agreed on a new programme.
"""

SOMETHING = """
ASSAULT | Gunmen attacked an army post near Aden on Monday, killing five soldiers.
ASSAULT | A suicide bomber killed 14 people at a market in Kabul on Tuesday.
ASSAULT | Two aid workers were kidnapped by militants in northern Mali.
ASSAULT | The mayor of Torreon was assassinated outside his home.
ASSAULT | Warplanes bombed a village in the north, residents said.
ASSAULT | Police shot dead three protesters in Khartoum on Sunday.
ASSAULT | A car bomb exploded outside the ministry, killing two guards.
ASSAULT | Rebels shelled the town of Goma overnight.
ASSAULT | A man stabbed two passengers on a train in Hamburg.
ASSAULT | Insurgents ambushed a convoy near Maiduguri.
ASSAULT | The journalist was beaten by police officers.
ASSAULT | Soldiers clashed with rebels near the border.
ASSAULT | Five prisoners were executed in Tehran on Monday.
ASSAULT | An air strike on a hospital in Aleppo killed nine patients.
ASSAULT | Pirates hijacked a tanker in the Gulf of Aden.
ASSAULT | The killing of a bishop in Bogota shocked the country.
ASSAULT | Drones targeted the president's residence on Friday.
ASSAULT | Villagers were massacred by militiamen in Ituri.
PROTEST | Thousands of students protested against the president in Dakar.
PROTEST | Workers rallied in Athens on Wednesday against pension cuts.
PROTEST | Farmers marched through Lima to demand lower fuel prices.
PROTEST | Prisoners rioted in Guayaquil on Sunday.
COERCE | Police arrested three journalists in Minsk.
COERCE | Two opposition leaders were detained by police on Thursday.
COERCE | Soldiers raided the office of a newspaper in Asmara.
COERCE | Officers seized 300 rifles in the raid on the house.
COERCE | Germany deported 40 Afghans on Tuesday.
SANCTION | A court in Moscow sentenced the activist to nine years.
SANCTION | Britain expelled two Russian diplomats.
SANCTION | Canada sanctioned six Belarusian officials on Monday.
MOBILIZE | Turkey deployed 2,000 troops along the Syrian border.
RETREAT | The rebels released 12 hostages on Friday.
RETREAT | France withdrew its soldiers from Niger.
RETREAT | Prime Minister Ada Kern resigned on Sunday.
ACCUSE | Iran accused Israel of sabotage.
ACCUSE | The president condemned the rebels.
ACCUSE | Prosecutors charged the minister with fraud.
REQUEST | The United Nations urged Sudan to open the border.
THREATEN | North Korea threatened the United States.
REJECT | The rebels rejected the government's offer.
SUPPORT | President Keita praised the African Union.
CONSULT | Foreign Minister Osei met his Togolese counterpart in Lome.
CONSULT | The envoy visited Damascus on Monday.
AID | Japan donated 20 ambulances to Ukraine.
"""


@pytest.mark.parametrize("sentence", NOTHING.strip().splitlines())
def test_what_only_sounds_like_an_event_gives_no_row(sentence: str):
    found = extract_events(sentence, published_on=day("2024-05-13"))
    assert [(event.type, event.trigger) for event in found] == []


@pytest.mark.parametrize("line", SOMETHING.strip().splitlines())
def test_an_event_has_its_type(line: str):
    kind, sentence = line.split(" | ")
    found = extract_events(sentence, published_on=day("2024-05-13"))
    assert kind in {event.type for event in found}
