"""Words of a sentence with a coarse part of speech each: enough to see where a clause and its subject begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from transforms.attribute.cue_words import CUES
from transforms.attribute.quotations import Quotation
from transforms.language.lists import word_set

TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s[A-Z])|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|"
    r"Gov|St|Jr|Sr|Sgt|Capt|Maj|Prof|Rev|Brig|Hon|vs|No)\."
    r"|['’]s(?!\w)|\w+(?:[-.&/](?=\w)\w+)*(?:n['’]t|['’](?!s(?!\w))\w+)?(?:-\w+)*|--|[^\w\s]"
)

DETERMINERS: Final = word_set(
    "the a an this that these those his her its their our my your some any no each every both neither either",
    "several many few another other others most all such",
)
PREPOSITIONS: Final = word_set(
    "of in on at for from with by to about against between into near under over among including amid despite",
    "through toward towards inside outside within without across behind along around during via per like",
    "regarding concerning above below beyond following upon throughout onto off alongside",
)
SUBORDINATORS: Final = word_set(
    "when while as because if although though since until unless where whether after before than so lest",
    "whereas",
)
RELATIVES: Final = frozenset(["who", "which", "that", "whom", "whose", "what"])
PRONOUNS: Final = word_set(
    "he she it they we i you one's there he's she's it's they're we're i'm you're",
)
OBJECTS: Final = word_set(
    "him her them us me himself herself themselves itself you it",
)
AUXILIARIES: Final = word_set(
    "is are was were be been being am has have had having do does did will would can could may might must",
    "shall should cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't",
    "wouldn't can't couldn't shouldn't",
)
ADVERBS: Final = word_set(
    "also later then now still already never ever not once again just even often further too earlier only",
    "first always soon almost yet instead perhaps maybe however meanwhile else rather quite very much long",
    "together separately twice once",
)
NOT_ADVERBS: Final = word_set(
    "family assembly ally reply supply july italy only early daily weekly monthly likely friendly monopoly",
    "anomaly elderly kelly sally billy emily",
)
NUMBERS: Final = word_set(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred",
    "thousand million billion dozen dozens scores hundreds thousands half",
)
_VERBS: Final = word_set(
    "went came took gave got made saw knew thought left kept held began found fell rose grew led lost won met",
    "paid ran sat stood spent sent sold struck broke brought built bought caught chose cut drew drove fought",
    "flew forgot froze hit hurt let read rode sang set shot shut spoke stole swept threw understood withdrew",
    "wore bore became says goes comes takes gives makes sees knows leaves keeps holds begins finds falls",
    "rises leads wins runs stands remains includes needs wants seems appears becomes faces uses works lives",
    "plays means brings follows happened remained included needed wanted seemed appeared used killed wounded",
    "opened closed started ended moved turned continued agreed announced decided offered allowed received",
    "raised added won't carried attacked targeted fired erupted collapsed increased declined dropped jumped",
    "slipped gained climbed soared plunged edged resigned died escaped burned crashed exploded arrived",
    "returned rejected approved passed voted signed visited promised suffered are're think know want need see",
    "feel go come take get make shook tore sank blew woke fled bled dug swung overran",
)
_ALSO_NAMES: Final = frozenset({"may", "per", "will", "long", "down"})
"""Function words that with a capital within a sentence are names."""
_ACRONYMS: Final = frozenset({"US", "IT", "WHO"})
"""Names that in small letters are pronouns."""
_BULLETS: Final = frozenset("~•*|·▪●■►_")


@dataclass(slots=True)
class Sentence:
    """One sentence cut into words, each with a tag of one letter.

    Tags: D determiner, P preposition, C and/or, B but, S subordinator, R relative, N subject pronoun, O other pronoun,
    X auxiliary, A adverb, # number, M name, V finite verb, E word in -ed, G word in -ing, s possessive, Q a quotation
    taken as one word, `,` comma, `;` stronger break, `.` end, W anything else.

    Attributes:
        start: Offset of its first character.
        end: One past its last.
        low: The words in lower case, apostrophes straight.
        tag: Their tags.
        starts: Offset of each word.
        ends: One past each word.
        quoted: Whether the word stands inside quotation marks.
        speech: Quotations that count as speech, in order.
        paragraph: Number of its paragraph.
        headline: Whether nearly every word has a capital, which then says nothing about names.
    """

    start: int
    end: int
    paragraph: int
    low: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    speech: list[Quotation] = field(default_factory=list)
    headline: bool = False

    def __len__(self) -> int:
        return len(self.low)

    def add(self, low: str, tag: str, start: int, end: int, *, quoted: bool = False) -> None:
        """Append one word."""
        self.low.append(low)
        self.tag.append(tag)
        self.starts.append(start)
        self.ends.append(end)
        self.quoted.append(quoted)


def read_sentence(
    text: str, start: int, end: int, paragraph: int, *, speech: list[Quotation], marked: list[Quotation]
) -> Sentence:
    """Cut a sentence into tagged words.

    Args:
        text: The story's body.
        start: Where the sentence starts.
        end: One past its last character.
        paragraph: Number of its paragraph.
        speech: The quotations in it that are speech: each becomes one word.
        marked: The other quotations in it; their words are tagged like any, and known as quoted.
    """
    sentence = Sentence(start, end, paragraph, speech=speech, headline=_is_headline(text, start, end))
    at = start
    for quotation in speech:
        _tag_words(sentence, text, at, quotation.start, marked)
        sentence.add("“”", "Q", max(quotation.start, start), min(quotation.end, end), quoted=True)
        at = quotation.end
    _tag_words(sentence, text, at, end, marked)
    if sentence.tag[:1] == ["V"] and text[sentence.starts[0]].isupper() and _acts(sentence):
        sentence.tag[0] = "M"
    return sentence


def _acts(sentence: Sentence) -> bool:
    """Whether an opening word that could be a verb is a name: `Fell’s spokesman`, `Fell said`."""
    cue = CUES.get(sentence.low[1]) if len(sentence) > 1 else None
    return sentence.tag[1:2] == ["s"] or (cue is not None and cue.form == "past")


def _is_headline(text: str, start: int, end: int) -> bool:
    """Whether a short sentence has a capital on nearly every longer word."""
    if end - start > 160:
        return False
    words = [word for word in text[start:end].split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _tag_words(sentence: Sentence, text: str, start: int, end: int, marked: list[Quotation]) -> None:
    which = 0
    for match in TOKEN.finditer(text, start, end):
        word, at = match.group(), match.start()
        while which < len(marked) and marked[which].end <= at:
            which += 1
        quoted = which < len(marked) and marked[which].start <= at
        if len(word) == 1 and word in "\"“”‘’'`«»":
            continue
        low = word.lower().replace("’", "'")
        sentence.add(low, _tag(word, low, sentence), at, match.end(), quoted=quoted)


_FIXED: Final[dict[str, str]] = {
    **dict.fromkeys(_VERBS, "V"),
    **dict.fromkeys(NUMBERS, "#"),
    **dict.fromkeys(ADVERBS, "A"),
    **dict.fromkeys(PREPOSITIONS, "P"),
    **dict.fromkeys(DETERMINERS, "D"),
    **dict.fromkeys(SUBORDINATORS, "S"),
    **dict.fromkeys(OBJECTS, "O"),
    **dict.fromkeys(AUXILIARIES, "X"),
    **dict.fromkeys(RELATIVES, "R"),
    **dict.fromkeys(PRONOUNS, "N"),
    "her": "D",
    "and": "C",
    "or": "C",
    "&": "C",
    "nor": "C",
    "but": "B",
    "'s": "s",
    ",": ",",
    "may": "X",
}


def _tag(word: str, low: str, sentence: Sentence) -> str:
    first = not sentence.low
    capital = word[0].isupper()
    if sentence.headline and capital and low in CUES and not first:
        return _FIXED.get(low, "E" if low.endswith("ed") else "G" if low.endswith("ing") else "W")
    fixed = "M" if word in _ACRONYMS else _FIXED.get(low)
    if fixed is not None and not (capital and not first and fixed in "VW" and len(low) > 2):
        if capital and not first and low in _ALSO_NAMES:
            return "M"
        return fixed
    if not (word[0].isalnum()):
        if word in ";:—–()[]" or word == "--":
            return ";"
        return "." if word in ".?!…" else ";" if word in _BULLETS else "W"
    if word[0].isdigit():
        return "#"
    if capital and not first:
        return "M"
    if low.endswith("ly") and len(low) > 4 and low not in NOT_ADVERBS:
        return "A"
    if capital:
        return "M" if low not in CUES else "W"
    if low.endswith("ed") and len(low) > 4:
        return "E"
    if low.endswith("ing") and len(low) > 4:
        return "G"
    return "W"
