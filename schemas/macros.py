"""What analysts ask again and again, as macros of DuckDB: one specification each, from which SQL and docs come.

The macros stand on the views of :mod:`schemas.views` and read the same snapshot. A story that many outlets print is
one text: what is counted here is counted once a text (`cluster_id`), however many copies the lake holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SILENCES: Final = ("no_comment", "no_response", "unreachable")
"""Stances of who was asked and said nothing."""

_NOT_HAPPENED: Final = "('planned', 'hypothetical', 'denied')"
"""Certainties of what nobody counts as having happened."""


@dataclass(frozen=True)
class Macro:
    """The specification of a macro.

    Attributes:
        call: How it is called: `said(name, since := NULL)`; what has no value of its own must be given.
        says: What it answers, for the docs and for the comment above the statement.
        body: The expression, or the query of a macro that gives rows.
        columns: Its columns in order, each with what it says; empty for an expression.
        like: The macro whose columns it has, where it has the same.
    """

    call: str
    says: str
    body: str
    columns: tuple[tuple[str, str], ...] = ()
    like: str | None = None

    @property
    def name(self) -> str:
        """Its name alone."""
        return self.call.partition("(")[0]

    @property
    def gives_rows(self) -> bool:
        """Whether it stands behind FROM, rather than in an expression."""
        return bool(self.columns or self.like)

    @property
    def sql(self) -> str:
        """The statement that makes it."""
        table = " TABLE" if self.gives_rows else ""
        return f"-- {self.says}\nCREATE OR REPLACE TEMP MACRO {self.call} AS{table}\n{self.body};\n"


_WHERE_FROM: Final = (
    ("agency", "The agency that wrote the text."),
    ("copies", "How many stories print it."),
    ("outlets", "Who prints it."),
    ("title", "Headline of the longest copy."),
    ("url", "Its address."),
    ("published_date", "Its partition."),
    ("story_id", "Its story."),
    ("version", "Its version."),
    ("seq", "Number of the row within it."),
)

EXPRESSIONS: Final = (
    Macro(
        call="words(body, spans)",
        says="The words that a list of spans covers: words(body, content_spans).",
        body="array_to_string([substring(body, span.start + 1, span.end - span.start) FOR span IN spans], ' … ')",
    ),
    Macro(
        call="overlap(one, other)",
        says="How much of two stories' text is the same, 0 to 1, estimated: overlap(a.signature, b.signature).",
        body="len([1 FOR pair IN list_zip(one, other) IF pair[1] = pair[2]]) / greatest(len(one), len(other), 1)",
    ),
)
"""Macros that the views may use."""

_WORDING: Final = (
    r"lower(regexp_replace(concat_ws(' ', said.source, said.cue, said.content), '[\p{P}\p{Z}\s]+', ' ', 'g'))"
)
"""What makes a statement of a text the same in another copy: outlets set quotation marks and dashes their own way."""

_STATEMENTS: Final = f"""\
SELECT min(published_at) OVER copy AS published_at, coalesce(speaker, source) AS who, source, role, affiliation,
  country, source_kind, anonymous, anonymity_reason, stance, quote_type, cue, content, told_to, medium,
  said_on.date AS said_on, agency, count(DISTINCT story_id) OVER copy AS copies,
  list_sort(list_distinct(array_agg(outlet) OVER copy)) AS outlets, title, url, published_date, story_id, "version", seq
FROM (
  SELECT said.*, latest.published_at, latest.agency, latest.outlet, latest.title, latest.url, latest.cluster_id,
    latest.word_count, {_WORDING} AS wording
  FROM attributions AS said
  JOIN stories_latest AS latest USING (published_date, story_id, "version")
  WHERE since IS NULL OR published_date >= since
)
WINDOW copy AS (PARTITION BY cluster_id, wording)
QUALIFY row_number() OVER (PARTITION BY cluster_id, wording
  ORDER BY word_count DESC, published_at, outlet, story_id, seq) = 1
ORDER BY published_at, story_id, seq"""

_SAID: Final = """\
SELECT * FROM statements(since)
WHERE name IS NULL OR regexp_full_match(who, '(the )?' || regexp_escape(name), 'i')
  OR regexp_full_match(affiliation, '(the )?' || regexp_escape(name), 'i')
  OR ((source_kind = 'named_person' OR who <> source) AND suffix(lower(who), ' ' || lower(name)))"""

_HAPPENINGS: Final = """\
WITH story_of AS (
  SELECT event.*, latest.published_at, latest.agency, latest.outlet, latest.title, latest.url, latest.cluster_id,
    latest.word_count, latest.body, row_number() OVER (PARTITION BY published_date, story_id, "version", event."type",
      event."trigger", event.date.words, event.places[1].words ORDER BY event.seq) AS nth
  FROM events AS event
  JOIN stories_latest AS latest USING (published_date, story_id, "version")
  WHERE since IS NULL OR published_date >= since
),
word AS (
  SELECT story_id, "version", carried.seq, bool_and(said.anonymous) AS anonymous,
    list_sort(list(DISTINCT coalesce(said.speaker, said.source))) AS word_of
  FROM (SELECT published_date, story_id, "version", seq, unnest(attributions) AS carrier FROM story_of) AS carried
  JOIN attributions AS said USING (published_date, story_id, "version")
  WHERE said.seq = carried.carrier AND (since IS NULL OR said.published_date >= since)
  GROUP BY ALL
)
SELECT min(published_at) OVER told AS published_at, "type", topic, modes, "trigger",
  date.day_from AS day_from, date.day_to AS day_to,
  coalesce(places[1].name, places[1].words) AS place, places[1].country AS country,
  [coalesce(one.name, one.text) FOR one IN actors] AS actors,
  [coalesce(one.name, one.text) FOR one IN targets] AS targets,
  list_min([one.min FOR one IN casualties IF one.kind = 'killed']) AS killed_least,
  list_max([coalesce(one.max, one.min) FOR one IN casualties IF one.kind = 'killed']) AS killed_most,
  list_min([one.min FOR one IN casualties IF one.kind = 'injured']) AS injured_least,
  list_max([coalesce(one.max, one.min) FOR one IN casualties IF one.kind = 'injured']) AS injured_most,
  certainty, claim_status, claimant, coalesce(word_of, []) AS word_of, word.anonymous AS rests_on_anonymous,
  words(body, evidence_spans[1:1]) AS evidence,
  agency, count(DISTINCT story_id) OVER told AS copies,
  list_sort(list_distinct(array_agg(outlet) OVER told)) AS outlets, title, url, published_date, story_id, "version", seq
FROM story_of
LEFT JOIN word USING (story_id, "version", seq)
WINDOW told AS (PARTITION BY cluster_id, "type", "trigger", date.words, places[1].words, nth)
QUALIFY row_number() OVER (PARTITION BY cluster_id, "type", "trigger", date.words, places[1].words, nth
  ORDER BY word_count DESC, published_at, outlet, story_id, seq) = 1
ORDER BY published_at, story_id, seq"""

MACROS: Final = (
    Macro(
        call="statements(since)",
        says="What was said, refused or left unsaid, once a text, in stories published from a day on; null: in all.",
        body=_STATEMENTS,
        columns=(
            ("published_at", "When the first copy was published."),
            ("who", "The full name that the story gives the source, else the source as printed."),
            ("source", "The source as printed."),
            ("role", "Office or function."),
            ("affiliation", "What the source belongs to or is close to."),
            ("country", "Country of the source."),
            ("source_kind", "What kind of source it is."),
            ("anonymous", "Whether a person speaks whom the story does not name."),
            ("anonymity_reason", "The stated condition or reason."),
            ("stance", "What is done by speaking: statement, denial, no_comment …"),
            ("quote_type", "direct, indirect, mixed, none."),
            ("cue", "The words that attribute."),
            ("content", "What is attributed."),
            ("told_to", "Whom it was said to."),
            ("medium", "interview, statement, post …"),
            ("said_on", "The day it was said."),
            *_WHERE_FROM,
        ),
    ),
    Macro(
        call="said(name, since := NULL)",
        says="All that a person or body said: by full name or family name, or through those who belong to it.",
        body=_SAID,
        like="statements",
    ),
    Macro(
        call="no_comments(since)",
        says="Who was asked and said nothing: declined, did not respond, could not be reached.",
        body=f"SELECT * FROM statements(since) WHERE stance IN {SILENCES}",
        like="statements",
    ),
    Macro(
        call="anonymous_share(of_outlet, since := NULL)",
        says="How much of what an outlet prints rests on sources it does not name; null: of each outlet.",
        body=f"""\
SELECT printed_by AS outlet, statements, unnamed AS "anonymous", with_reason, round(unnamed / statements, 3) AS share
FROM (
  SELECT printed_by, count(*) AS statements, count(*) FILTER (copy.anonymous) AS unnamed,
    count(*) FILTER (copy.anonymous AND copy.reason) AS with_reason
  FROM (
    SELECT latest.outlet AS printed_by, latest.cluster_id, {_WORDING} AS wording, bool_or(said.anonymous) AS anonymous,
      bool_or(said.anonymity_reason IS NOT NULL) AS reason
    FROM attributions AS said
    JOIN stories_latest AS latest USING (published_date, story_id, "version")
    WHERE said.source_kind <> 'none' AND said.stance NOT IN {SILENCES}
      AND (since IS NULL OR published_date >= since)
    GROUP BY ALL
  ) AS copy
  WHERE of_outlet IS NULL OR printed_by = of_outlet
  GROUP BY printed_by
)
ORDER BY share DESC, statements DESC, printed_by""",
        columns=(
            ("outlet", "Who printed it."),
            ("statements", "Statements in its stories, once a text; silences and what nobody said left out."),
            ("anonymous", "Those of people whom the story does not name."),
            ("with_reason", "Those of them for which it says why."),
            ("share", "anonymous / statements, 0 to 1; says little where statements are few."),
        ),
    ),
    Macro(
        call="happenings(since)",
        says="What happened, once a text, in stories published from a day on; null: in all.",
        body=_HAPPENINGS,
        columns=(
            ("published_at", "When the first copy was published."),
            ("type", "PLOVER event type; null for a calamity: a flood, a crash, a fire that nobody set."),
            ("topic", "IPTC Media Topic of what PLOVER leaves out; accident or disaster where `type` is null."),
            ("modes", "PLOVER modes."),
            ("trigger", "The word that names the event."),
            ("day_from", "First possible day; null where the story does not settle it."),
            ("day_to", "Last possible day."),
            ("place", "The first place: its name in the gazetteer, else as printed."),
            ("country", "Country of that place; null where it is not known, whoever took part."),
            ("actors", "Who did it, or is said to have; empty where the story does not say."),
            ("targets", "To whom."),
            ("killed_least", "The lowest figure that the text gives; `at least 14` is 14. Null: no figure, not none."),
            ("killed_most", "The highest figure that the text gives."),
            ("injured_least", "The same of the injured."),
            ("injured_most", "The same of the injured."),
            ("certainty", "reported, alleged, confirmed, denied, planned, hypothetical."),
            ("claim_status", "claimed, unclaimed, denied; null where the story says nothing of it."),
            ("claimant", "Who claimed it."),
            ("word_of", "Who is quoted for it; empty where the story says it in its own voice."),
            ("rests_on_anonymous", "Whether all of those are unnamed; null where nobody is quoted for it."),
            ("evidence", "The first sentence it was read from."),
            *_WHERE_FROM,
        ),
    ),
    Macro(
        call="events_by_day(since)",
        says="How many events a day, type and country; what is planned, hypothetical or denied left out.",
        body=f"""\
SELECT CASE WHEN day_from = day_to THEN day_from END AS day, "type", CASE WHEN "type" IS NULL THEN topic END AS topic,
  country, count(*) AS events, sum(copies) AS stories
FROM happenings(since)
WHERE certainty NOT IN {_NOT_HAPPENED}
GROUP BY ALL
ORDER BY day DESC NULLS LAST, events DESC, "type", topic, country""",
        columns=(
            ("day", "The day it happened; null where the story does not settle one day."),
            ("type", "PLOVER event type; null for a calamity."),
            ("topic", "IPTC Media Topic of a calamity; null where there is a type."),
            ("country", "Country of the first place; null where no place was resolved."),
            ("events", "Events, once a text; two texts about one event are two."),
            ("stories", "Stories that print them."),
        ),
    ),
    Macro(
        call="deadliest(n, since := NULL)",
        says="The n events with most dead, by the lowest figure that the text gives; null: all with any.",
        body=f"""\
SELECT * FROM happenings(since)
WHERE killed_least > 0 AND certainty NOT IN {_NOT_HAPPENED}
ORDER BY killed_least DESC, killed_most DESC, published_at, story_id, seq
LIMIT n""",
        like="happenings",
    ),
    Macro(
        call="unclaimed_attacks(since)",
        says="Attacks of which a text says that nobody has claimed them; those of which it says nothing left out.",
        body=f"""\
SELECT * FROM happenings(since)
WHERE "type" = 'ASSAULT' AND claim_status = 'unclaimed' AND certainty NOT IN {_NOT_HAPPENED}""",
        like="happenings",
    ),
    Macro(
        call="rests_on_anonymous(since)",
        says="Events for which only people are quoted whom the story does not name.",
        body="SELECT * FROM happenings(since) AS happening WHERE happening.rests_on_anonymous",
        like="happenings",
    ),
)
"""Macros over the views, each after those it uses."""
