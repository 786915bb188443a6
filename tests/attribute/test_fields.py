"""The fields of a row: what kind of source, how many, named or not, who is meant, to whom, when and by what means."""

from __future__ import annotations

import pytest

from schemas.attribution import Attribution
from schemas.columns import Day, day
from transforms.attribute import extract_attributions

WEDNESDAY = day("2024-05-08")


def first(text: str, *, published_on: Day | None = WEDNESDAY) -> Attribution:
    return extract_attributions(text, published_on=published_on)[0]


KINDS = [
    ("Ada Kern", "named_person"),
    ("Foreign Minister Ada Kern", "named_person"),
    ("Kern", "named_person"),
    ("A spokesman for the port", "spokesperson"),
    ("Ministry spokeswoman Ada Kern", "spokesperson"),
    ("Customs officers", "official"),
    ("The police", "official"),
    ("Prosecutors", "official"),
    ("The interior ministry", "organisation"),
    ("Kessel Steel Corp", "organisation"),
    ("The court ruling", "document"),
    ("A draft statement", "document"),
    ("State television", "media"),
    ("Reuters", "media"),
    ("A source close to the family", "anonymous"),
    ("Two people familiar with the talks", "anonymous"),
    ("Witnesses", "anonymous"),
    ("A former Honsu engineer", "anonymous"),
    ("Ministers", "official"),
    ("Rebels", "anonymous"),
    ("Organisers", "anonymous"),
    ("Germany", "organisation"),
    ("Amnesty International", "organisation"),
    ("The Red Cross", "organisation"),
    ("The United States", "organisation"),
]


@pytest.mark.parametrize(("source", "kind"), KINDS)
def test_the_words_of_a_source_tell_its_kind(source: str, kind: str):
    assert first(f"{source} said the bridge was closed.").source_kind == kind


COUNTS = [
    ("Two port officials and three sources close to the union", 5, "Two … three"),
    ("A source in the union", 1, "a"),
    ("Three people familiar with the matter", 3, "Three"),
    ("Several diplomats", None, "Several"),
    ("Two of the five suspects", 2, "Two"),
    ("One of the divers", 1, "One"),
    ("Four senior officers", 4, "Four"),
    ("The ministry", None, None),
    ("Ada Kern", None, None),
]


@pytest.mark.parametrize(("source", "count", "words"), COUNTS)
def test_sources_are_counted_where_the_story_counts_them(source: str, count: int | None, words: str | None):
    row = first(f"{source} said the bridge was closed.")
    assert (row.count, row.count_words) == (count, words)


REASONS = [
    (
        "A port official, speaking on condition of anonymity because she was not allowed to talk to the press, "
        "said the crane had failed.",
        "she was not allowed to talk to the press",
    ),
    (
        "The sources, who spoke to Reuters on Monday on condition of anonymity, said the crane had failed.",
        "on condition of anonymity",
    ),
    (
        "Two bankers, who asked not to be named because the talks are private, said the sale was off.",
        "the talks are private",
    ),
    (
        "A clerk told the newspaper the file was lost, declining to be identified because he feared for his job.",
        "he feared for his job",
    ),
    (
        "“It was chaos,” said one trader, who asked not to be named because she feared reprisals. “Nobody knew.”",
        "she feared reprisals",
    ),
]


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_the_condition_of_anonymity_is_kept_as_printed(text: str, reason: str):
    row = first(text)
    assert row.anonymous
    assert row.anonymity_reason == reason


def test_a_named_person_is_not_anonymous():
    row = first("Ada Kern, a diver, said the pier was gone.")
    assert not row.anonymous
    assert row.anonymity_reason is None


SPEAKERS = [
    ("Foreign Minister Ada Kern arrived late. Kern said the deal was near.", "Ada Kern"),
    ("Ada Kern, a diver, said the pier was gone. “It fell,” she said.", "Ada Kern"),
    ("Governor Tomas Veil spoke to farmers. The governor said help was near.", "Tomas Veil"),
    ("Ada Kern said the pier was gone. Tomas Veil said it was not. He said he had seen it.", "Tomas Veil"),
    ("“It fell,” said Ada Kern, who said she had watched.", "Ada Kern"),
    ("Ada Kern, 61, who has always denied wrongdoing, left.", "Ada Kern"),
    ("“It fell,” said Tom Selk. Ada Kern denied it.", "Ada Kern"),
    ("“It fell,” said a shopkeeper, who gave his name only as Tarek.", "Tarek"),
    ("Ms. Kern, whose full name is Ada Kern, left. Ms. Kern said the pier was gone.", "Ada Kern"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_a_short_name_or_pronoun_is_resolved_to_the_full_name(text: str, speaker: str):
    row = extract_attributions(text)[-1]
    assert row.speaker == speaker
    (span,) = row.speaker_spans
    assert text[span.start : span.end] == speaker


def test_a_pronoun_behind_somebody_unnamed_is_not_for_who_spoke_earlier():
    text = "“It fell,” said Ada Kern. An official said it was old. “We knew,” she said."
    row = extract_attributions(text)[-1]
    assert (row.speaker, row.source_kind) == (None, "anonymous")


def test_nobody_is_guessed_where_the_story_names_nobody():
    row = first("He said the pier was gone.")
    assert row.speaker is None
    assert row.speaker_spans == ()


ROLES = [
    ("Foreign Minister Ada Kern", "Foreign Minister"),
    ("Ada Kern, the mayor of Sarrow", "mayor"),
    ("A spokesman for the port", "spokesman"),
    ("Iraqi security officials", "security officials"),
    ("Two people with knowledge of the talks", None),
    ("The ministry's spokesman", "spokesman"),
    ("The ministry’s senior officials", "senior officials"),
    ("Her lawyer", "lawyer"),
    ("Reuters", None),
]


@pytest.mark.parametrize(("source", "role"), ROLES)
def test_the_office_is_read_as_printed(source: str, role: str | None):
    comma = "," if "," in source else ""
    assert first(f"{source}{comma} said the bridge was closed.").role == role


AFFILIATIONS = [
    ("A spokesman for Kessel Steel", "Kessel Steel"),
    ("A source in the militia", "the militia"),
    ("A source in Hamas", "Hamas"),
    ("Peter Lang, an analyst in London,", None),
    ("Data it published in January", None),
    ("Its head of mission", None),
    ("Sources close to the family", "the family"),
    ("An analyst at Harrow Bank", None),
    ("The interior ministry's spokesman", "interior ministry"),
    ("The workers' spokeswoman", "workers"),
    ("A ministry of defence spokesman", "ministry of defence"),
    ("Ivo Marn, the ministry's spokesman,", "ministry"),
    ("A spokesman", None),
    ("His chief spokesman", None),
    ("Two unnamed spokesmen", None),
]


@pytest.mark.parametrize(("source", "affiliation"), AFFILIATIONS)
def test_what_a_source_belongs_to_is_read_as_printed(source: str, affiliation: str | None):
    row = first(f"{source} said the bridge was closed.")
    assert row.affiliation == affiliation


DESCRIBED = [
    ("The harbour master of Osk, Ada Kern,", "Ada Kern", "harbour master", "Osk"),
    (
        "The head of the Osk harbour board, Tom Selk,",
        "Tom Selk",
        "head of the Osk harbour board",
        "the Osk harbour board",
    ),
    ("A spokesman for the port, Tom Selk,", "Tom Selk", "spokesman", "the port"),
    ("Ruth Oberman of the Dorn Institute", "Ruth Oberman", None, "the Dorn Institute"),
    ("Analyst Ruth Oberman of Harrow Bank", "Ruth Oberman", "Analyst", "Harrow Bank"),
    ("Mayor Ada Kern of Osk", "Ada Kern", "Mayor", "Osk"),
    ("NATO Secretary-General Ada Kern", "Ada Kern", "Secretary-General", None),
    ("Harrow Bank Chief Executive Ada Kern", "Ada Kern", "Chief Executive", None),
    ("Downing Street", None, None, None),
    ("The head teacher of Osk Academy", None, "head teacher", "Osk Academy"),
    ("The Red Cross of Osk", None, None, None),
    ("A doctor at Osk General Hospital", None, "doctor", "Osk General Hospital"),
    ("The mayor of Osk, North Carolina,", None, "mayor", "Osk"),
    ("A mill in Osk, Iowa,", None, None, None),
]


@pytest.mark.parametrize(("source", "speaker", "role", "affiliation"), DESCRIBED)
def test_who_is_described_before_the_name_is_that_person(
    source: str, speaker: str | None, role: str | None, affiliation: str | None
):
    row = first(f"{source} said the bridge was closed.")
    assert (row.speaker, row.role, row.affiliation) == (speaker, role, affiliation)


COUNTRIES = [
    ("Two Iraqi officers", "IRQ"),
    ("The Iranian government in Tehran", "IRN"),
    ("A U.S. official", "USA"),
    ("South Korean police", "KOR"),
    ("A spokesman for an Iranian-backed group", None),
    ("The harbour master", None),
]


@pytest.mark.parametrize(("source", "country"), COUNTRIES)
def test_the_country_comes_from_the_source_s_own_words(source: str, country: str | None):
    assert first(f"{source} said the bridge was closed.").country == country


def test_whom_it_was_told_to_is_kept():
    assert first("Kern told Reuters the pier was gone.").told_to == "Reuters"
    assert first("Kern told a briefing the pier was gone.").told_to == "a briefing"
    assert first("The sources, who spoke to Reuters on Monday, said it was gone.").told_to == "Reuters"
    assert first("Kern said the pier was gone.").told_to is None


DATES = [
    ("Kern said on Monday the pier was gone.", "2024-05-06"),
    ("Kern said on Wednesday the pier was gone.", "2024-05-08"),
    ("Kern said Thursday the pier was gone.", "2024-05-02"),
    ("Kern said in a statement on May 3 that the pier was gone.", "2024-05-03"),
    ("The sources, who spoke to Reuters on Monday, said the pier was gone.", "2024-05-06"),
    ("Kern said yesterday the pier was gone.", "2024-05-07"),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_the_day_it_was_said_is_the_last_such_day(text: str, date: str):
    row = first(text)
    assert row.said_on is not None
    assert row.said_on.date == day(date)
    unsettled = first(text, published_on=None).said_on
    assert unsettled is not None
    assert unsettled.date is None
    assert unsettled.words == row.said_on.words


def test_the_day_of_what_is_reported_is_not_the_day_it_was_said():
    assert first("Kern said the pier collapsed on Monday.").said_on is None


MEDIA = [
    ("Kern said in a statement that the pier was gone.", "statement"),
    ("Kern said in an interview with Reuters that the pier was gone.", "interview"),
    ("Kern told a news conference the pier was gone.", "news_conference"),
    ("Kern tweeted that the pier was gone.", "post"),
    ("Kern said in a letter to the council that the pier was gone.", "letter"),
    ("Kern said in a televised address that the pier was gone.", "broadcast"),
    ("Prosecutors said in court papers that the pier was sold.", "court_papers"),
    ("Kern said the pier was gone.", None),
]


@pytest.mark.parametrize(("text", "medium"), MEDIA)
def test_the_medium_is_read_beside_the_cue(text: str, medium: str | None):
    assert first(text).medium == medium
