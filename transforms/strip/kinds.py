"""What gives a kind away: wording, and the words that sites name their elements with.

Rules are data, the first that matches decides. Wording is matched against a whole block or line, so that a sentence
about newsletters stays a sentence; words of more than one language stand side by side.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Rule(NamedTuple):
    """A named reason for a kind."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    longest: int = 160
    """Characters beyond which the wording proves nothing."""


def _rule(name: str, kind: str, pattern: str, longest: int = 160) -> Rule:
    return Rule(name, kind, re.compile(pattern, re.IGNORECASE), longest)


WORDING: Final = (
    _rule(
        "comment_form_words",
        "comment_form",
        r"leave (?:a|your) (?:reply|comment|response)|(?:post|add|write|submit)(?: a| your)? comments?$|cancel reply|"
        r"your email address will not be published|required fields are marked|save my name, e-?mail|(?:your )?comment \*$|"
        r"notify me (?:of|by)|you must be logged in to|log ?in to (?:comment|reply)|logged in as|"
        r"(?:schreib|hinterlasse).{0,20}kommentar|deine e-mail-adresse wird nicht|laisser un commentaire|deja (?:un|tu) "
        r"(?:comentario|respuesta)|lascia un commento|добавить комментарий|ваш (?:e-?mail|адрес email) не будет|"
        r"dodaj komentarz|添加评论|发表评论|我要评论|σχολιάστε",
        240,
    ),
    _rule(
        "comments_words",
        "comments",
        r"(?:view |show |hide |see |read )?(?:all )?(?:\d+ )?(?:comments?|responses?|replies|kommentare|comentarios|commenti|"
        r"commentaires|комментари(?:и|ев|й)|komentarze|σχόλια)(?: ?\(?\d*\)?)?[:.]?$|comments are closed|be the first to comment|"
        r"no comments(?: yet)?$|join the (?:conversation|discussion)|report (?:this comment|abuse)|\d+ thoughts? on ",
    ),
    _rule(
        "related_words",
        "related_posts",
        r"(?:related|recommended|similar|more|other|latest|recent|popular|top|further|trending)"
        r"(?: \w+)?(?: (?:posts?|articles?|stories|story|news|topics?|content|reading|coverage|links?|headlines?|items))[:.]?$|"
        r"you (?:may|might|could) (?:also )?(?:like|be interested|enjoy)|recommended(?: for you)?[:.]?$|related[:.]?$|"
        r"(?:most|trending)(?: \w+)? (?:popular|read|viewed|shared|commented|now)[:.]?$|trending(?: now)?[:.]?$|more (?:from|on|in|about) .{2,60}$|"
        r"read (?:more|next|also|this)[:.]?(?:$|:)|also read\b|see also\b|up next[:.]?$|don.t miss[:.]?$|editor.?s.? picks?$|what to read next|"
        r"(?:previous|next|older|newer) (?:article|post|story|entry)s?\b|(?:related|see also|more|also read|read also|read more|"
        r"read next|watch|listen|in case you missed it)\s?[:»>|].{0,200}$|(?:lesen sie|lies) (?:auch|mehr|dazu)|mehr zum thema|das könnte sie|"
        r"(?:à )?lire (?:aussi|la suite|également)|sur le même (?:sujet|thème)|leggi anche|lea (?:también|además)|le puede interesar|"
        r"te puede interesar|noticias relacionadas|читайте также|по теме|смотрите также|похожие|zobacz (?:też|także|również)|"
        r"czytaj (?:też|także|również|więcej)|czytaj dalej|相关(?:新闻|阅读|报道|链接|文章)|延伸阅读|推荐阅读|διαβάστε (?:επίσης|ακόμα)|σχετικ(?:ά|ές)",
        240,
    ),
    _rule(
        "share_words",
        "share",
        r"(?:share|tweet|pin|email|e-mail|print|whatsapp|facebook|twitter|linkedin|telegram|reddit|copy link|link copied|save)(?: "
        r"(?:this|it|on|via|to|with|article|story|post|page|link|by|the|facebook|twitter|x|linkedin|email|whatsapp|friends?|pdf|"
        r"friendly))*[:!]?(?: ?\d+)?$|click to (?:share|print|email)|share (?:this|on|via|to)\b.{0,60}$|"
        r"\(?opens in (?:a )?new window\)?$|\d+ shares?$|send to a friend|teilen$|(?:auf|bei|per) .{2,20} teilen$|"
        r"partager|compartir|condividi|поделиться|udostępnij|分享到|κοινοποίηση|add .{2,40} (?:as a preferred source|on google)",
    ),
    _rule(
        "follow_words",
        "share",
        r"(?:follow|like|find|join|connect with|add|subscribe to) (?:us|me|@?\w+(?: \w+)?) (?:on|at|via)\b.{0,120}$|follow us\b.{0,80}$|"
        r"(?:download|get) (?:our|the) (?:\w+ )?app\b.{0,120}$|подписывайтесь|folgen sie uns|suivez-nous|síguenos|seguici",
        200,
    ),
    _rule(
        "newsletter_words",
        "newsletter",
        r"(?:sign[- ]?up|subscribe|register)\b.{0,100}(?:newsletters?|inbox|e-?mails?|updates?|alerts?|briefing|daily|weekly|free|today|now|here|"
        r"channel|podcast|magazine)\b.{0,120}$|"
        r"(?:get|receive|want)\b.{0,120}(?:newsletters?|(?:to|in) your (?:e-?mail )?inbox|delivered)\b|.{0,60}newsletter(?: sign.?up)?$|"
        r"enter your e-?mail|your e-?mail(?: address)?[:*]?$|by (?:signing up|subscribing|clicking|submitting|entering|providing)\b.{0,80}"
        r"(?:agree|accept|acknowledge|consent)|thank(?:s| you) for (?:subscribing|signing up)|already a (?:subscriber|member)|unsubscribe|"
        r"subscri(?:be|ption)s?(?: now| today)?[.!]?$|sign ?up(?: now| today| here)?[.!]?$|jetzt abonnieren|newsletter (?:abonnieren|bestellen)|"
        r"abonnez-vous|suscríbete|iscriviti|подписаться|подпишитесь|zapisz się|订阅",
        260,
    ),
    _rule(
        "author_bio_words",
        "author_bio",
        r"(?:about the (?:author|writer)|(?:about|posts by|view all posts by|all posts by|more (?:articles |stories )?(?:by|from)) [A-Z][\w. '-]{2,40})"
        r"[:.]?$|(?:written|posted|edited|reviewed|fact.checked) by[:]?\s.{2,80}$|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3},? is an?\b.{0,80}"
        r"\b(?:reporter|journalist|writer|editor|columnist|correspondent|contributor|author|blogger|freelance\w*)\b|über den autor|à propos de l.auteur|sobre el autor|об авторе",
        500,
    ),
    _rule(
        "about_company_words",
        "about_company",
        r"about (?!half|one|two|three|the same|all|this|what|how|to|\d)(?:us|the company|our \w+|[A-Z][\w&.'’-]+(?: [A-Z&][\w&.'’-]*){0,4})[:.]?$|"
        r"(?:media|press|investor)(?: relations)? contacts?[:.]?$|forward[- ]looking statements?[:.]?$|über uns$|о компании$",
        80,
    ),
    _rule(
        "licence_words",
        "licence_notice",
        r"(?:©|\(c\)|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|все права|"
        r"wszelkie prawa|版权).{0,200}$|.{0,200}(?:all rights reserved|may not be (?:published|reproduced)|without (?:express |prior |written )+permission)"
        r".{0,120}$|this (?:article|story|post|content) (?:was|is|has been)? ?(?:originally |first )?(?:published|appeared|republished|licensed)\b.{0,160}$",
        420,
    ),
    _rule(
        "cookie_words",
        "cookie_notice",
        r".{0,80}\b(?:we|this (?:web)?site|our partners)\b.{0,60}\buses?\b.{0,40}\bcookies\b|(?:accept|reject|manage|allow)(?: all)?(?: \w+)? cookies|"
        r"cookie (?:policy|settings|preferences|consent)$|wir (?:verwenden|nutzen).{0,40}cookies|nous utilisons.{0,40}cookies|мы используем.{0,30}cookie",
        600,
    ),
    _rule(
        "advertisement_words",
        "advertisement",
        r"(?:advertisements?|advertising|ads?|sponsored(?: content| by .{2,40})?|promoted|paid (?:post|content)|partner content|ad feedback|"
        r"report this ad|anzeige|werbung|publicité|publicidad|pubblicità|реклама|reklama|广告|διαφήμιση)[:.]?$|"
        r"(?:story|article|content) continues (?:below|after)|(?:continue reading|scroll to continue|skip advertisement|skip ad)\b.{0,40}$|"
        r"(?:affiliate|we may (?:earn|receive) (?:a )?commission).{0,160}$",
        220,
    ),
    _rule(
        "navigation_words",
        "navigation",
        r"(?:skip to (?:main )?content|back to top|(?:go )?to top|sign in|log ?in|register|create an account|my account|home|menu|search|main menu|toggle "
        r"(?:navigation|menu)|view (?:all|more)|load more|show (?:more|less)|see (?:all|more)|close|back|next|previous|"
        r"privacy policy|terms (?:of (?:service|use)|and conditions|& conditions)|contact us|contact|about us|faq|sitemap|"
        r"advertise(?: with us)?|careers|jobs|table of contents|contents|in this article|jump to.{0,40}|tags?:?|topics?:?|filed under:?|categories:?|category:?|"
        r"\d+ min(?:ute)?s?(?: read)?|(?:estimated )?read(?:ing)? time:?.{0,20})$|please enable javascript|enable javascript|(?:tags?|topics|filed under|categories|category|posted in):\s.{1,120}$",
    ),
)  # fmt: skip
"""Wordings by kind, tried in order against the start of a block."""

TOKENS: Final = (
    ("comment_form", re.compile(r"comment-?form|respond\b|reply-?form|comment-?respond|leave-?(?:a-)?(?:comment|reply)", re.I)),
    ("comments", re.compile(r"\bcomments?(?:[-_]?(?:list|area|section|wrap\w*|container|thread|box|content))?\b|disqus|\breplies\b", re.I)),
    ("cookie_notice", re.compile(r"cookie|consent|gdpr|onetrust|privacy-?(?:banner|notice)", re.I)),
    ("newsletter", re.compile(r"newsletter|subscri|signup|sign-up|mailchimp|mc_embed|optin|opt-in", re.I)),
    ("share", re.compile(r"\bshar(?:e|ing)|social|addtoany|addthis|sharedaddy|follow-?us", re.I)),
    ("related_posts", re.compile(
        r"relat|recommend|recirc|read-?(?:more|next|also)|more-?(?:stories|news|from|posts)|most-?(?:read|popular|viewed)|popular|trending|"
        r"outbrain|taboola|teaser|promo|also-?like|next-?(?:post|article)|prev-?(?:post|article)|post-?nav|nav-?links|latest", re.I)),
    ("author_bio", re.compile(r"author-?(?:bio|box|info|card|desc\w*|profile|details)|about-?(?:the-)?author|\bbio\b|guest-?author", re.I)),
    ("advertisement", re.compile(r"(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|banner)(?:$|[\s_-])", re.I)),
    ("caption", re.compile(r"caption|cutline|image-?credit|photo-?credit|img-?desc|media-?(?:info|description)", re.I)),
    ("byline", re.compile(r"byline|\bauthors?\b|post-?meta|entry-?meta|article-?meta|post-?info|article-?info|post-?author|contributor", re.I)),
    ("dateline", re.compile(r"\b(?:date|time|published|timestamp|pubdate|post-?date|entry-?date)\b", re.I)),
    ("standfirst", re.compile(r"standfirst|sub-?(?:title|head\w*|headline)|\bdek\b|deck|article-?(?:summary|lead|intro)|\bexcerpt\b", re.I)),
    ("licence_notice", re.compile(r"copyright|license|licence|legal", re.I)),
    ("embed", re.compile(r"twitter-tweet|instagram-media|fb-post|\bembed|tiktok-embed|reddit-embed", re.I)),
    ("navigation", re.compile(
        r"\bnav|menu|breadcrumb|footer|header|sidebar|widget|pagina|pager|tags?\b|\btoc\b|table-of-contents|topics|categor|skip|search|login|toolbar", re.I)),
)  # fmt: skip
"""Words in class and id by the kind of what stands in such an element, most telling first."""

TAGS: Final = {
    "figcaption": "caption", "caption": "caption", "nav": "navigation", "footer": "navigation", "menu": "navigation",
    "form": "other", "button": "navigation", "aside": "related_posts", "select": "navigation", "option": "navigation", "label": "other",
}  # fmt: skip

_CREDIT: Final = (
    re.compile(r"\s*[(\[]\s*(?:photo |image |picture |file )?(?:credits?|photo|image|picture|source|foto|bild|fotos|crédit|crédits|imagen|фото)"
               r"(?: (?:by|credit|courtesy(?: of)?|from|via))?\s*[:/]?\s*([^()\[\]]{2,120}?)\s*[)\]]\s*\.?$", re.I),
    re.compile(r"\s*[(\[]\s*((?:AP|REUTERS|AFP|EPA|dpa|UPI|ANSA|EFE|PTI|TASS|Xinhua|PA|Getty)\b[^()\[\]]{0,120}?)\s*[)\]]\s*\.?$"),
    re.compile(r"(?:^|(?<=[.!?\"'”’)])\s+|\s*[|•·–—-]\s+|\s{2,})(?:photo|image|picture|file photo|photograph|video|credit|photo credit|image credit|"
               r"image source|photo source|source|foto|bild|crédit(?: photo)?|imagen|fotografía|фото|zdjęcie|φωτογραφία|图片来源|图源|photos?)"
               r"(?:\s*(?:by|credit|courtesy(?: of)?|via|:|©|/|：))+\s*([^|]{2,120}?)\s*\.?$", re.I),
    re.compile(r"(?:^|(?<=[.!?\"'”’)])\s+|\s*[|•·]\s+)(©\s*[^©]{2,100})$"),
    re.compile(r"(?:^|(?<=[.!?\"'”’)])\s+|\s*[|•·–—]\s+)((?:REUTERS|AFP|AP(?: Photo| Images)?|EPA(?:-EFE)?|Getty Images|Shutterstock|dpa|picture alliance|"
               r"Anadolu(?: Agency)?|Xinhua|TASS|ANSA|UPI|iStock|Alamy|Bloomberg)\s*[/|,]?\s*[^.!?]{0,80})$"),
    re.compile(r"(?:^|(?<=[.!?\"'”’)])\s+|\s*[|•·–—]\s+)([A-ZÀ-Þ][\w.'’-]+(?: [\w.'’-]+){0,4}\s*/\s*[A-Z][^.!?]{1,60}(?: via [A-Z][^.!?]{2,40})?)$"),
)  # fmt: skip
"""Where the credit of a picture begins, most explicit first; the group is the credit."""


def wording(text: str) -> Rule | None:
    """The rule whose wording the block begins with; None for prose."""
    for rule in WORDING:
        if len(text) <= rule.longest and rule.pattern.match(text):
            return rule
    return None


def split_credit(text: str) -> tuple[str, str | None]:
    """A caption as its text and its credit.

    Returns:
        The text without the credit (empty when it is all credit), and the credit as printed or None.
    """
    tail_start = max(0, len(text) - 260)
    head, tail = text[:tail_start], text[tail_start:]
    for pattern in _CREDIT:
        if found := pattern.search(tail):
            return (head + tail[: found.start()]).strip(" |–—-•·"), found[1].strip()
    return text, None


_CAPTION: Final = re.compile(
    r"^(?:file photo|file image|file -|photo|image|picture|pictured|foto|bild|фото|caption|in this (?:photo|image|file)|this (?:photo|image|combination)"
    r"|an? (?:file|handout|undated|aerial|general) (?:photo|view|image|picture))\b.{0,12}[:(/ ]|\b(?:seen|pictured|shown) (?:here|in this)\b",
    re.IGNORECASE,
)


def is_caption(text: str) -> bool:
    """Whether a line of text alone reads as the caption of a picture: an explicit credit at its end, or its opening."""
    if len(text) > 700:
        return False
    for pattern in _CREDIT[:2]:
        if pattern.search(text[-260:]):
            return True
    if len(text) > 400:
        return False
    return any(pattern.search(text[-260:]) for pattern in _CREDIT[2:]) or bool(_CAPTION.search(text))
