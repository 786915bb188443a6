"""Words of time get the day they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.columns import day, iso_day
from transforms.language.days import days_of
from transforms.language.feasts import feast
from transforms.language.times import find_times

PUBLISHED = day("2021-11-08")  # a Monday


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It was hit on Sunday.", "Sunday", "2021-11-07"),
        ("Officials said on Monday that it was over.", "Monday", "2021-11-08"),
        ("They will meet on Thursday.", "Thursday", "2021-11-11"),
        ("The union urged its members to strike on Thursday.", "Thursday", "2021-11-11"),
        ("He was asked to resign on Thursday.", "Thursday", "2021-11-04"),
        ("They met on Thursday.", "Thursday", "2021-11-04"),
        ("They planned a march on Thursday.", "Thursday", "2021-11-11"),
        ("It could open as soon as Thursday.", "Thursday", "2021-11-11"),
        ("The talks were put off until Thursday.", "Thursday", "2021-11-11"),
        ("He will come to the United States Thursday.", "Thursday", "2021-11-11"),
        ("Thursday's vote was close.", "Thursday", "2021-11-04"),
        ("It began on November 6.", "November 6", "2021-11-06"),
        ("It began on Nov. 6, 2019.", "Nov. 6, 2019", "2019-11-06"),
        ("It began on 6 November 2019.", "6 November 2019", "2019-11-06"),
        ("Voters went to the polls on October 10.", "October 10", "2021-10-10"),
        ("It ends on Jan. 15.", "Jan. 15", "2022-01-15"),
        ("It closed last month.", "last month", "2021-10"),
        ("He left last year.", "last year", "2020"),
        ("He leaves next week.", "next week", "2021-W46"),
        ("She came yesterday.", "yesterday", "2021-11-07"),
        ("She came yesterday evening.", "yesterday evening", "2021-11-07TEV"),
        ("A fire broke out late on Friday night.", "late on Friday night", "2021-11-05TNI"),
        ("It fell two years ago.", "two years ago", "2019"),
        ("It fell three days ago.", "three days ago", "2021-11-05"),
        ("The talks lasted two and a half", None, None),
        ("The talks lasted five hours.", "five hours", "PT5H"),
        ("The talks lasted 2 1/2 years.", "2 1/2 years", "P2Y6M"),
        ("Over the past three months prices rose.", "the past three months", "P3M"),
        ("A 30-day truce holds.", "30-day", "P30D"),
        ("Sales fell in the third quarter.", "the third quarter", "2021-Q3"),
        ("It was built in 1998.", "1998", "1998"),
        ("It was built in the 1990s.", "the 1990s", "199"),
        ("He resigned in the summer of 2014.", "the summer of 2014", "2014-SU"),
        ("Police came at 8:30 p.m. on Saturday.", "8:30 p.m. on Saturday", "2021-11-06T20:30"),
        ("He was seen recently.", "recently", "PAST_REF"),
        ("They meet every Tuesday.", "every Tuesday", "XXXX-WXX-2"),
        ("The court sits daily.", "daily", "P1D"),
        ("They fought in June last year.", "June last year", "2020-06"),
        ("They may leave and march on.", None, None),
        ("It sold 2000 tickets.", None, None),
        ("He fell in the 1900 block of Elm Street.", None, None),
        ("A 30-year-old man fled.", None, None),
        ("Dated 2021-10-31 in Lund.", "2021-10-31", "2021-10-31"),
        ("The court sits in the week of March 6.", "the week of March 6", "2022-W09"),
        ("She left the day before last Tuesday.", "the day before last Tuesday", "2021-11-01"),
        ("They will leave at 4 in the morning.", "4 in the morning", "2021-11-08T04:00"),
        ("He was held at midday on Friday.", "midday on Friday", "2021-11-05T12:00"),
        ("It closed on Labor Day.", "Labor Day", "2021-09-06"),
        ("Votes were cast on Election Day.", "Election Day", "2021-11-02"),
        ("It was shut in Easter week.", "Easter week", "2021-W13"),
        ("They will eat with us on Thanksgiving.", "Thanksgiving", "2021-11-25"),
        ("A day-long search failed.", "A day-long", "P1D"),
        ("Their third day-long search failed.", "day-long", "P1D"),
        ("The March vote was close.", "March", "2021-03"),
        ("Over the next couple of years it will grow.", "the next couple of years", "P2Y"),
        ("He was at this march.", None, None),
        ("It pays $2 million a year.", None, None),
        ("It has four flights a week.", None, None),
        ("She told Today that it was over.", None, None),
        ("The plot thickens in High Noon.", None, None),
        ("It makes three-quarters of its steel.", None, None),
        ("They came in the early hours.", None, None),
        ("He told them on “Two Weeks” that it was over.", None, None),
        ("She said so on This Week.", None, None),
        ("Until Thursday, they had not met.", "Thursday", "2021-11-04"),
        ("They did not speak until Thursday.", "Thursday", "2021-11-04"),
        ("On Friday, when Kern put off vacation plans, it fell.", "Friday", "2021-11-05"),
        ("The talks, which are supposed to end by May, fell apart.", "May", "2022-05"),
        ("The talks are set to resume Thursday.", "Thursday", "2021-11-11"),
        ("They may win when the case is heard in March.", "March", "2022-03"),
        ("Talk of it is going to last to Veterans Day.", "Veterans Day", "2021-11-11"),
        ("They will cut 600 jobs by year end.", "year end", "2021"),
        ("They will cut 600 jobs by year's end.", "year's end", "2021"),
        ("Sales fell in the first half of 2019.", "the first half of 2019", "2019-H1"),
        ("It lasted an hour and a half.", "an hour and a half", "PT1H30M"),
        ("It lasted a minute and a half.", "a minute and a half", "PT1M30S"),
        ("It fell at 9.30pm on Friday.", "9.30pm on Friday", "2021-11-05T21:30"),
        ("It fell at 11:20pm on Friday.", "11:20pm on Friday", "2021-11-05T23:20"),
        ("It fell at 10am.", "10am", "2021-11-08T10:00"),
        ("Shots were fired overnight.", "overnight", "2021-11-07TNI"),
        ("The man he robbed Feb. 6 is well.", "Feb. 6", "2021-02-06"),
        ("They come the day after tomorrow.", "the day after tomorrow", "2021-11-10"),
        ("It was the end of two years of war.", "two years", "P2Y"),
        ("It will be named in April.", "April", "2022-04"),
        ("It had been due to expire Friday.", "Friday", "2021-11-05"),
        ("It had been scheduled to open Friday.", "Friday", "2021-11-05"),
        ("They met over an alleged theft Friday.", "Friday", "2021-11-05"),
        ("They arrested Will Garn on Friday.", "Friday", "2021-11-05"),
        ("Credit was extended through January.", "January", "2022-01"),
        ("The post-1959 policies failed.", "1959", "1959"),
        ("It was sold in 1984 -- part of a plan.", "1984", "1984"),
        ("An hour later it fell.", "An hour", "PT1H"),
        ("A few days later it fell.", "A few days", "PXD"),
        ("The rise is since year-end.", "year-end", "2020-12-31"),
        ("It will one day be the largest.", "one day", "FUTURE_REF"),
        ("They waited one day.", "one day", "P1D"),
        ("They may soon leave.", "soon", "FUTURE_REF"),
        ("They left soon after.", None, None),
        ("They pay interest every quarter.", "every quarter", "P1Q"),
        ("By mid-afternoon it was shut.", "mid-afternoon", "2021-11-08TAF"),
        ("It rose in early afternoon on Friday.", "early afternoon on Friday", "2021-11-05TAF"),
        ("The flights leave on Tuesday nights.", "Tuesday nights", "XXXX-WXX-2TNI"),
        ("It may fall in the weeks ahead.", "the weeks ahead", "PXW"),
        ("Many left over the years.", "years", "PXY"),
        ("He died within weeks or months.", "weeks or months", "PXW"),
        ("It is open 24 hours a day.", None, None),
        ("Now, he said, it is over.", None, None),
        ("Now it is over.", "Now", "PRESENT_REF"),
        ("It may hurt in the short term.", "the short term", "FUTURE_REF"),
        ("They want it by the end of the month.", "the end of the month", "2021-11"),
    ],
)
def test_reads_the_value(text: str, words: str | None, value: str | None):
    found = [(time.words, time.value) for time in find_times(text, PUBLISHED)]
    assert found == ([] if words is None else [(words, value)])


def test_a_second_day_has_the_month_of_the_first():
    found = find_times("It was shut on October 6 and 7, when in May 2 and 3 men had left.", PUBLISHED)
    assert [time.value for time in found] == ["2021-10-06", "2021-10-07", "2021-05-02"]


def test_a_year_that_ends_somewhere_is_a_span_of_a_year():
    found = find_times("In the year ended June 30, 2020, it grew.", PUBLISHED)
    assert [time.value for time in found] == ["P1Y", "2020-06-30"]


def test_that_year_is_the_one_last_named():
    found = find_times(
        "She fled in June 1998 and came back later that year. It fell on May 3. The same day it rose.", PUBLISHED
    )
    assert [time.value for time in found] == ["1998-06", "1998", "2021-05-03", "2021-05-03"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In the year ended Jan. 31, it rose.", ["P1Y", "2021-01-31"]),
        ("It was named in March 2019. The following month it rose.", ["2019-03", "2019-04"]),
        ("It fell on Friday. It was down from the previous Friday.", ["2021-11-05", "2021-10-29"]),
        ("It rose in the third quarter. It lost money in the quarter a year ago.", ["2021-Q3", "2020-Q3"]),
        ("It rose in the third quarter, from a loss a year earlier.", ["2021-Q3", "2020-Q3"]),
        ("It rose in the third quarter. Over nine months it fell, from a gain a year earlier.",
         ["2021-Q3", "P9M", "2020"]),
        ("He fell ill on May 3. Two days later he died.", ["2021-05-03", "2021-05-05"]),
        ("It opened in 1998. Five years later it shut.", ["1998", "2003"]),
        ("He fell ill. Two days later he died.", ["P2D"]),
        ("They leave on Monday and Tuesday nights.", ["XXXX-WXX-1TNI", "XXXX-WXX-2TNI"]),
        ("The paper said that last week a bridge fell. That week it rained.", ["2021-W44", "2021-W45"]),
    ],
)  # fmt: skip
def test_what_was_named_before_is_counted_from(text: str, values: list[str]):
    assert [time.value for time in find_times(text, PUBLISHED)] == values


@pytest.mark.parametrize(
    ("rule", "date"),
    [
        ((0, 0), "2024-03-31"),
        ((0, -2), "2024-03-29"),
        ((7, 4), "2024-07-04"),
        ((11, 4, 3), "2024-11-28"),
        ((5, -1, 0), "2024-05-27"),
        ((11, 1, 1, 2), "2024-11-05"),
    ],
)
def test_a_feast_has_its_day(rule: tuple[int, ...], date: str):
    assert feast(2024, rule).isoformat() == date


def test_a_day_has_its_number_and_its_words_stand_where_it_says():
    text = "The bridge was hit on Sunday, the mayor said."
    (time,) = find_times(text, PUBLISHED)
    assert text[time.span.start : time.span.end] == "Sunday"
    assert time.day_from == time.day_to == day("2021-11-07")


def test_without_a_publication_date_nothing_is_guessed():
    assert [(t.value, t.day_from) for t in find_times("It fell on Sunday and last year.")] == [
        ("XXXX-WXX-7", None),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021-W45", "2021-11-08", "2021-11-14"),
        ("2021-W45-WE", "2021-11-13", "2021-11-14"),
        ("2021-Q4", "2021-10-01", "2021-12-31"),
        ("2021-H1", "2021-01-01", "2021-06-30"),
        ("2021-WI", "2021-12-01", "2022-02-28"),
        ("2021-11-07TNI", "2021-11-07", "2021-11-07"),
    ],
)
def test_values_become_first_and_last_day(value: str, first: str, last: str):
    low, high = days_of(value)
    assert low is not None
    assert high is not None
    assert (iso_day(low), iso_day(high)) == (first, last)


@pytest.mark.parametrize("value", ["P2D", "PAST_REF", "2021-13", "2021-02-30", "2021-W60", "XXXX-WXX-7", "0000", "199"])
def test_other_values_have_no_days(value: str):
    assert days_of(value) == (None, None)


@pytest.mark.parametrize("words", ["early the ", "the day before ", "the end of the start of ", "the week of "])
def test_times_within_times_have_a_bottom(words: str):
    assert find_times(words * 2_000 + "last year.", PUBLISHED)[-1].value == "2020"


PIECES = (
    "the last next two 2021 Nov . 6 , year years ago quarter third of Sunday morning 31 - earlier 9999 a few May "
    "early day before after soon now overnight mid afternoon nights weeks ahead 9.30 pm previous through ended"
).split(" ")


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["0001-01-01", "9999-12-31", "2021-11-08"]))
def test_any_words_and_any_day_are_read_without_raising(words: list[str], published: str):
    text = " ".join(words)
    for time in find_times(text, day(published)):
        assert text[time.span.start : time.span.end] == time.words
