"""What a story's outlet says to its readers within it, teases and tells of its authors is none of the story."""

from __future__ import annotations

import pytest

from schemas.records import Article
from tests.strip.test_strip import LONGER, TITLE
from transforms.strip import strip_text
from transforms.strip.asides import without_asides
from transforms.strip.assemble import Piece

STORY = list(LONGER)


def kinds(*texts: str) -> list[str]:
    return [piece.kind for piece in without_asides([Piece(text, "body", "model") for text in texts])]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Sign up to our weekly Harbour Letter newsletter to get tides and prices. It is free.", "newsletter"),
        ("Never miss a storm again? Subscribe to the morning briefing.", "newsletter"),
        ("Enjoyed this report? We need your help to keep a reporter on the quay.", "newsletter"),
        ("If you're enjoying this article, please support our newsroom with a subscription.", "newsletter"),
        ("Please consider making a donation before the year ends.", "newsletter"),
        ("Fill out this form to get a copy of the tide tables.", "comment_form"),
        ("Thank you for your interest! Your message is on its way.", "comment_form"),
        ("Your data will be processed as our notice says.", "comment_form"),
        ("Do you have a story about the harbour that you would like us to look into?", "comment_form"),
        ("Did your boat suffer? Let us know below", "comment_form"),
        ("Want to know the depth below you? Start a free 14-day trial and sail on.", "advertisement"),
        ("Depth charts for every skipper. Try it free for 7 days.", "advertisement"),
        ("Nine ropes that never break (Sponsored)", "advertisement"),
        ("Also, this article contains sponsored links.", "advertisement"),
        ("Contact the author of this article or write to desk@ellery.example with tips.", "author_bio"),
        ("Dana Osk can be reached at 555-0142 or dana@ellery.example.", "author_bio"),
        ("Follow Dana Osk on Twitter", "author_bio"),
        ("This story about breakwaters was produced by the Quay Report, which its readers own.", "licence_notice"),
        ("A version of this article appeared in print on page 4 of Monday's edition.", "licence_notice"),
        ("By going on you agree to our privacy policy.", "licence_notice"),
        ("Related topics: harbours, storms, money", "related_posts"),
        ("Related stories that may interest you", "related_posts"),
    ],
)  # fmt: skip
def test_wording_gives_away_what_is_said_to_readers(line: str, kind: str):
    assert kinds(*STORY[:2], line, *STORY[2:]) == ["body", "body", kind, *["body"] * len(STORY[2:])]


@pytest.mark.parametrize(
    "line",
    [
        "The council signed up to the treaty, and its newsletter said so.",
        "She said that readers who enjoyed this summer's regatta should thank the volunteers.",
        "Engineers filled out the form on Monday, and it was returned on Tuesday.",
        "Thank you for coming, the mayor told the crews.",
        "A trial of the new gate is to start in May, free of charge.",
        "Contact between the two ships was lost at noon.",
        "The report appeared in print on Monday, the ministry said.",
        "A minister can be reached by nobody in August.",
        "The privacy policy of the port was at the centre of the dispute.",
        "Related industries lost 40 jobs.",
        "What do you think?",
        '"Please consider making a donation," the vicar told his flock.',
    ],
)
def test_a_sentence_of_the_story_stays(line: str):
    assert set(kinds(*STORY[:2], line, *STORY[2:])) == {"body"}


def test_teasers_under_a_heading_go_up_to_the_next_sentence():
    teasers = ["More...", "Ferry runs aground off Osk and 40 passengers wade home", "Will the new gate ever close?"]
    assert kinds(*STORY[:3], *teasers, *STORY[3:]) == [
        *["body"] * 3, *["related_posts"] * 3, *["body"] * len(STORY[3:])
    ]  # fmt: skip
    assert set(kinds(*STORY, "More boats", "Two of oak", "One of steel")) == {"body"}


def test_an_end_that_tells_of_someone_whom_the_story_does_not_name_is_the_authors():
    told = "Pia Vell is a writer in Port Ellery and the author of two books on lighthouses."
    assert kinds(*STORY, told)[-1] == "author_bio"
    below = ["Pia Vell", "Pia has covered harbours as a reporter for twelve years.", "She keeps bees."]
    assert kinds(*STORY, *below)[-3:] == ["author_bio"] * 3
    assert kinds(*STORY[:3], "Critics such as Pia Vell said so too.", *STORY[3:], told)[-1] == "body"
    assert kinds(*STORY, "Port Ellery is the larger of the two towns.")[-1] == "body"
    assert kinds(told, *STORY)[0] == "body"


def test_what_is_no_story_keeps_its_kind():
    line = Piece("Sign up to our newsletter", "share", "share_words")
    assert without_asides([line]) == [line]


def test_a_plain_text_is_read_without_them():
    lines = [TITLE, *STORY[:4], "Enjoyed this report? We need your help to keep a reporter on the quay.", *STORY[4:]]
    article = strip_text("\n".join(lines), title=TITLE)
    assert isinstance(article, Article)
    assert article.body.split("\n\n") == STORY
    assert "newsletter" in {one.kind for one in article.removed}
