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
Experts said parents must read to their children.
The coach said his players must defend better.
Doctors said patients must drink more water.
The chef says cooks must taste everything.
The alarm went off at six in the morning.
The lights went off in the hall after midnight.
The trade exploded after the new app came out.
Sales of the console exploded in spring.
Her temper exploded during rehearsal.
The device went on sale in Tokyo on Monday.
The flash bomb of the season is a yellow coat.
The cookbook says you must never rush bread.
The two firms failed to reach an agreement on the price of milk.
The studio denied that the sequel was delayed.
The singer violated her contract with the label.
The boxer was denied entry to the ring in the second round.
The theatre opened its doors to children on Sunday.
The shop will offer a discount next week.
The museum will release a new catalogue in May.
The library will share its archive with schools.
The publisher will withdraw the edition in autumn.
The store will ban plastic bags from July.
The club will sign two strikers in summer.
The gallery announced it would extend its hours.
The farm decided to allow visitors on Sundays.
The school decided to suspend lessons in the afternoon.
The orchestra received a warm welcome in the hall.
The actress gave a dinner for her friends.
The company continued to send parcels to customers.
The baker tried to beat his own record.
The runner attempted to beat the world record.
The team started to fight back after the break.
The band began to storm up the charts.
The goalkeeper continued to deny the forwards.
The movie shows a bomb that exploded in a bank.
In the game a grenade went off beside the hero.
The fund was hit by a wave of withdrawals.
The comedian killed it on stage on Friday.
The lawyer shot down the argument in two words.
The vaccine targets the virus in the lungs.
The new tax hit smokers in the pocket.
The orchestra opened fire on a storm of notes.
The champion stormed to victory in the final.
The rapper dropped a bomb on the music scene.
The beetle attacked the forest for a third year.
The senator took a shot at the price of eggs.
The quake killed the power in the valley.
The show ended with a blast of trumpets.
The pitcher was beaten by a late home run.
A fierce battle for the top spot awaits the league leaders.
The retailer launched an offensive on prices.
The striker fired a rocket into the net.
The visitors raided the fridge after the party.
The duo executed a perfect dive at the Olympic pool.
Analysts warned that the stock could be punished.
The mayor opened the fair with a short speech.
The novel's hero abducts a duke.
The author kills off her detective in the last chapter.
The carpenter beat the copper into a bowl.
Fans mobbed the singer at the airport.
The heat wave broke a record in June.
The forest burned for days, and so did two houses.
It was his last shot at the embassy post.
Sparks came shooting over the roofs of the town.
"""

UNMEANT = """
The storm hit the coast on Monday, killing five people.
A bus crashed in Peru, killing 12 people.
An earthquake killed 300 people in Nepal on Sunday.
Two climbers were killed by an avalanche in the Alps.
Floods killed dozens of villagers in Bangladesh.
Three workers were killed when a wall collapsed in Mumbai.
A gas explosion killed four people in Turin.
A train derailed near Delhi, killing 20 passengers.
The virus killed 1,000 people in Lagos.
A heat wave killed 60 people in Quebec.
A fire killed nine people in Dhaka on Friday.
A fire burned 200 homes in the hills on Friday.
An explosion at a fireworks factory killed three workers.
Lightning killed two farmers in Kenya.
The pilot was killed when his plane crashed near Omsk.
A cyclist was hit by a truck and killed in Leeds.
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
ASSAULT | A bomb exploded near the airport on Monday.
ASSAULT | A home-made device went off outside a court in Athens.
ASSAULT | A bomb on a train killed 12 passengers near Delhi.
ASSAULT | Police killed two men on a bus in Recife.
ASSAULT | A gunman killed nine people and set fire to a factory.
ASSAULT | Rebels burned nine vehicles on the road to Homs.
ASSAULT | Ten buses were burned by rebels in Lima on Friday.
ASSAULT | Militants killed 20 villagers after the flood.
ASSAULT | Rebels dynamited a bridge near Florencia.
ASSAULT | The army continued to shell the town on Friday.
ASSAULT | Gunmen tried to assassinate the governor in Culiacan.
REQUEST | The French president said on Friday that Mali must free the journalists.
REQUEST | Iran reiterated its demand that Turkey open the border.
REJECT | Kenya and Somalia failed to reach agreement on the border.
REJECT | Madrid rejected calls by the regional government for a vote.
REJECT | Israel denied the ambassador entry to the country.
ACCUSE | Mexico summoned the German ambassador over the report.
AGREE | Norway will send tents to Turkey.
AGREE | President Okoro will visit Ghana on Tuesday.
THREATEN | The government will suspend aid to Mali.
AID | Germany continued to send weapons to Ukraine last year.
CONCEDE | The court allowed the opposition leader to run.
MOBILIZE | Moscow sent reinforcements to the border.
COERCE | The president declared a state of siege on Saturday.
"""


@pytest.mark.parametrize("sentence", NOTHING.strip().splitlines())
def test_what_only_sounds_like_an_event_gives_no_row(sentence: str):
    found = extract_events(sentence, published_on=day("2024-05-13"))
    assert [(event.type, event.trigger) for event in found] == []


@pytest.mark.parametrize("sentence", UNMEANT.strip().splitlines())
def test_what_nobody_meant_is_no_act(sentence: str):
    found = extract_events(sentence, published_on=day("2024-05-13"))
    assert [event.trigger for event in found if event.type is not None] == []


@pytest.mark.parametrize("line", SOMETHING.strip().splitlines())
def test_an_event_has_its_type(line: str):
    kind, sentence = line.split(" | ")
    found = extract_events(sentence, published_on=day("2024-05-13"))
    assert kind in {event.type for event in found}
