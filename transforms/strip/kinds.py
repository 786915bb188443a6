"""What gives a kind away: its wording.

Rules are data, the first that matches decides. Wording is matched against a whole block or line, so that a sentence
about newsletters stays a sentence; words of more than one language stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from transforms.strip.rules import Rule, Rules, rule

WORDING: Final = (
    rule(
        "comment_form_words",
        "comment_form",
        r"leave (?:a|your) (?:reply|comment|response)|(?:post|add|write|submit)(?: a| your)? comments?$|cancel reply|"
        r"your email address will not be published|required fields are marked|save my name, e-?mail|"
        r"(?:your )?comment \*$|"
        r"notify me (?:of|by)|you must be logged in to|log ?in to (?:comment|reply)|logged in as|"
        r"(?:schreib|hinterlasse).{0,20}kommentar|deine e-mail-adresse wird nicht|laisser un commentaire|deja (?:un|"
        r"tu) "
        r"(?:comentario|respuesta)|lascia un commento|добавить комментарий|ваш (?:e-?mail|адрес email) не будет|"
        r"dodaj komentarz|添加评论|发表评论|我要评论|σχολιάστε",
        240,
        opens="add ; canc; comm; dein; deja; doda; hint; lais; lasc; leav; log ; logg; logi; noti; post; "
        "requ; save; schr; subm; writ; you ; your; σχολ; ваш ; доба; 发表评论; 我要评论; 添加评论",
    ),
    rule(
        "comments_words",
        "comments",
        r"(?:view |show |hide |see |read )?(?:all )?(?:\d+ )?(?:comments?|responses?|replies|kommentare|comentarios|"
        r"commenti|"
        r"commentaires|комментари(?:и|ев|й)|komentarze|σχόλια)(?: ?\(?\d*\)?)?[:.]?$|comments are closed|"
        r"be the first to comment|"
        r"no comments(?: yet)?$|join the (?:conversation|discussion)|report (?:this comment|abuse)|\d+ thoughts? on ",
        opens="0; all ; be t; come; comm; hide; join; kome; komm; no c; read; repl; repo; resp; see ; show; "
        "view; σχόλ; комм",
    ),
    rule(
        "related_words",
        "related_posts",
        r"(?:related|recommended|similar|more|other|latest|recent|popular|top|further|trending)"
        r"(?: \w+)?(?: (?:posts?|articles?|stories|story|news|topics?|content|reading|coverage|links?|headlines?|"
        r"items))[:.]?$|"
        r"you (?:may|might|could) (?:also )?(?:like|be interested|enjoy)|recommended(?: for you)?[:.]?$|"
        r"related[:.]?$|"
        r"(?:most|trending)(?: \w+)? (?:popular|read|viewed|shared|commented|now)[:.]?$|trending(?: now)?[:.]?$|"
        r"more (?:from|on|in|about) .{2,60}$|"
        r"read (?:more|next|also|this)[:.]?(?:$|:)|read more (?:about|news|on|from|stories|at|here)\b|"
        r"(?:can )?also read\b|check out (?:our|more|these|the)\b.{0,100}$|click here (?:to|for)\b.{0,120}$|"
        r"see also\b|up next[:.]?$|don.t miss[:.]?$|editor.?s.? picks?$|what to read next|"
        r"(?:previous|next|older|newer) (?:article|post|story|entry)s?\b|(?:related|see also|more|also read|"
        r"read also|read more|"
        r"read next|watch|listen|in case you missed it)\s?[:»>|].{0,200}$|(?:lesen sie|lies) (?:auch|mehr|dazu)|"
        r"mehr zum thema|das könnte sie|"
        r"(?:à )?lire (?:aussi|la suite|également)|sur le même (?:sujet|thème)|leggi anche|lea (?:también|además)|"
        r"le puede interesar|"
        r"te puede interesar|noticias relacionadas|читайте также|по теме|смотрите также|похожие|zobacz (?:też|także|"
        r"również)|"
        r"czytaj (?:też|także|również|więcej)|czytaj dalej|"
        r"相关(?:新闻|阅读|报道|链接|文章)|延伸阅读|推荐阅读|διαβάστε (?:επίσης|ακόμα)|"
        r"σχετικ(?:ά|ές)",
        240,
        opens="also; can ; chec; clic; czyt; das ; don; edit; furt; in c; late; le p; lea ; legg; lese; lies; "
        "lire; list; mehr; more; most; newe; next; noti; olde; othe; popu; prev; read; rece; reco; "
        "rela; see ; simi; sur ; te p; top ; tren; up n; watc; what; you ; zoba; à li; διαβ; σχετ; "
        "по т; похо; смот; чита; 延伸阅读; 推荐阅读; 相关报道; 相关文章; 相关新闻; 相关链接; 相关阅读",
    ),
    rule(
        "share_words",
        "share",
        r"pin (?:it|this)\b.{0,40}$|enjoy(?:ed)? th(?:e|is) (?:post|article|story).{0,60}$|(?:share|tweet|pin|email|"
        r"e-mail|print|whatsapp|facebook|twitter|linkedin|telegram|reddit|copy link|link copied|save)(?: "
        r"(?:this|it|on|via|to|with|article|story|post|page|link|by|the|facebook|twitter|x|linkedin|email|whatsapp|"
        r"friends?|pdf|"
        r"friendly))*[:!]?(?: ?\d+)?$|click to (?:share|print|email)|share (?:this|on|via|to)\b.{0,60}$|"
        r"\(?opens in (?:a )?new window\)?$|\d+ shares?$|send to a friend|teilen$|(?:auf|bei|per) .{2,20} teilen$|"
        r"partager|compartir|condividi|поделиться|udostępnij|分享到|κοινοποίηση|add .{2,40} (?:as a preferred source|"
        r"on google)",
        opens="(ope; 0; add ; auf ; bei ; clic; comp; cond; copy; e-ma; emai; enjo; face; link; open; part; "
        "per ; pin; prin; redd; save; send; shar; teil; tele; twee; twit; udos; what; κοιν; поде; 分享到",
    ),
    rule(
        "follow_words",
        "share",
        r"(?:follow|like|find|join|connect with|add|subscribe to) (?:us|me|@?\w+(?: \w+)?) (?:on|at|via)\b.{0,120}$|"
        r"follow us\b.{0,80}$|"
        r"(?:download|get) (?:our|the) (?:\w+ )?app\b.{0,120}$|подписывайтесь|folgen sie uns|suivez-nous|síguenos|"
        r"seguici",
        200,
        opens="add ; conn; down; find; folg; foll; get ; join; like; segu; subs; suiv; sígu; подп",
    ),
    rule(
        "newsletter_words",
        "newsletter",
        r"(?:sign[- ]?up|subscribe|register)\b.{0,100}(?:newsletters?|inbox|e-?mails?|updates?|alerts?|briefing|"
        r"daily|weekly|free|today|now|here|"
        r"channel|podcast|magazine)\b.{0,120}$|"
        r"(?:get|receive|want)\b.{0,120}(?:newsletters?|(?:to|in) your (?:e-?mail )?inbox|delivered)\b|"
        r"subscribe to (?:our|the|"
        r"my)\b.{0,200}$|was this newsletter forwarded|get (?:the latest|our|all the|more)\b.{0,80}(?:news|updates|"
        r"stories|headlines|app)\b.{0,100}$|already have an account|enter your e-?mail|"
        r"your e-?mail(?: address)?[:*]?$|by (?:signing up|subscribing|clicking|submitting|entering|"
        r"providing)\b.{0,80}"
        r"(?:agree|accept|acknowledge|consent)|thank(?:s| you) for (?:subscribing|signing up)|"
        r"already a (?:subscriber|member)|unsubscribe|"
        r"subscri(?:be|ption)s?(?: now| today)?[.!]?$|sign ?up(?: now| today| here)?[.!]?$|jetzt abonnieren|"
        r"newsletter (?:abonnieren|bestellen)|"
        r"abonnez-vous|suscríbete|iscriviti|подписаться|подпишитесь|zapisz się|订阅",
        260,
        opens="abon; alre; by c; by e; by p; by s; ente; get; iscr; jetz; news; rece; regi; sign; subs; susc; "
        "than; unsu; want; was ; your; zapi; подп; 订阅",
    ),
    rule(
        "author_bio_words",
        "author_bio",
        r"(?:about the (?:author|writer)|(?:about|posts by|view all posts by|all posts by|more (?:articles |"
        r"stories )?(?:by|from)) \w[\w. '-]{2,40})"
        r"[:.]?$|(?:written|posted|edited|reviewed|fact.checked) by[:]?\s.{2,80}$|"
        r"über den autor|à propos de l.auteur|sobre el autor|об авторе",
        500,
        opens="abou; all ; edit; fact; more; post; revi; sobr; view; writ; à pr; über; об а",
    ),
    rule(
        "author_bio_words",
        "author_bio",
        r"[\w.'’-]+(?: [\w.'’-]+){1,3},? is an?\b.{0,80}"
        r"\b(?:reporter|journalist|writer|editor|columnist|correspondent|contributor|author|blogger|freelance\w*)\b",
        500,
        needs=" is a",
    ),
    rule(
        "about_company_words",
        "about_company",
        r"about (?!half|one|two|three|the same|all|this|what|how|to|\d)(?:us|the company|our \w+|"
        r"[\w&.'’-]+(?: [\w&.'’-]*){0,2})[:.]?$|"
        r"(?:media|press|investor)(?: relations)? contacts?[:.]?$|forward[- ]looking statements?[:.]?$|über uns$|"
        r"о компании$",
        80,
        opens="abou; forw; inve; medi; pres; über; о ко",
    ),
    rule(
        "licence_words",
        "licence_notice",
        r".{0,2}(?:©|\(c\)|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|"
        r"todos los derechos|все права|"
        r"wszelkie prawa|版权).{0,400}$",
        420,
        needs="©; (c); copyright; all rights; alle rechte; tous droits; todos los derechos; все права; wszelkie prawa; "
        "版权",
    ),
    rule(
        "licence_words",
        "licence_notice",
        r"this (?:article|story|post|content) (?:was|is|has been)? ?(?:originally |first )?(?:published|"
        r"appeared|republished|licensed)\b.{0,160}$",
        420,
        opens="this",
    ),
    rule(
        "cookie_words",
        "cookie_notice",
        r".{0,80}\b(?:we|this (?:web)?site|our partners)\b.{0,60}\buses?\b.{0,40}\bcookies\b|(?:accept|reject|"
        r"manage|allow)(?: all)?(?: \w+)? cookies|"
        r"cookie (?:policy|settings|preferences|consent)$|wir (?:verwenden|nutzen).{0,40}cookies|"
        r"nous utilisons.{0,40}cookies|мы используем.{0,30}cookie",
        600,
        needs="cookie",
    ),
    rule(
        "advertisement_words",
        "advertisement",
        r"(?:advertisements?|advertising|ads?|sponsored(?: content| by .{2,40})?|promoted|paid (?:post|content)|"
        r"partner content|ad feedback|"
        r"report this ad|anzeige|werbung|publicité|publicidad|pubblicità|реклама|reklama|广告|διαφήμιση)"
        r"(?:[\s:.>»–—|-]+(?:(?:scroll|click|swipe) (?:down )?to|continue|(?:story|article|content) continues|skip)\b"
        r".{0,40})?[\s:.>»–—|-]*$|"
        r"(?:story|article|content) continues (?:below|after)|(?:continue reading|scroll to continue|"
        r"skip advertisement|skip ad)\b.{0,40}$|"
        r"we (?:may be|"
        r"are) compensated when|prices were accurate at|products are (?:chosen|selected) independently",
        420,
        opens="ad; anze; arti; cont; paid; part; pric; prod; prom; pubb; publ; rekl; repo; scro; skip; spon; "
        "stor; we a; we m; werb; διαφ; рекл; 广告",
    ),
    rule(
        "licence_anywhere",
        "licence_notice",
        r".{0,200}(?:all rights reserved|may not be (?:published|reproduced)|"
        r"without (?:express |prior |written )+permission).{0,260}$",
        420,
        needs="all rights; may not be; permission",
    ),
    rule(
        "disclosure_anywhere",
        "advertisement",
        r".{0,200}\baffiliate (?:links?|commissions?|partners?)|.{0,120}\bmay contain affiliate|"
        r".{0,200}\b(?:we|which) may (?:earn|receive|get|be paid)\b.{0,40}(?:commission|compensat)",
        420,
        needs="affiliate; commission; compensat",
    ),
    rule(
        "newsletter_anywhere",
        "newsletter",
        r".{0,60}newsletter(?: sign.?up)?$|"
        r".{0,120}\b(?:sign up|subscribe|register)\b.{0,40}\b(?:newsletters?|briefing)\b.{0,80}$|"
        r".{0,120}\bdelivered (?:straight |directly |right )?(?:in)?to your inbox\b.{0,80}$",
        260,
        needs="newsletter; inbox; briefing",
    ),
    rule("follow_anywhere", "share", r".{0,100}\bfollow us\b.{0,80}$", 200, needs="follow us"),
    rule(
        "house_rules_anywhere",
        "comment_form",
        r".{0,400}\bour (?:full )?(?:privacy policy|terms (?:of|and)|community guidelines|house rules|"
        r"comment(?:ing|s)? (?:policy|guidelines))|.{0,120}\breport abuse\b",
        420,
        needs="policy; terms ; guidelines; house rules; report abuse",
    ),
    rule(
        "navigation_words",
        "navigation",
        r"(?:skip to (?:main )?content|back to top|(?:go )?to top|sign in|log ?in|register|create an account|"
        r"my account|home|menu|search|main menu|toggle "
        r"(?:navigation|menu)|view (?:all|more)|load more|show (?:more|less)|see (?:all|more)|close|back|next|"
        r"previous|"
        r"privacy policy|terms (?:of (?:service|use)|and conditions|& conditions)|contact us|contact|about us|faq|"
        r"sitemap|"
        r"advertise(?: with us)?|careers|jobs|table of contents|contents|in this article|jump to.{0,40}|tags?:?|"
        r"topics?:?|filed under:?|categories:?|category:?|"
        r"\d+ min(?:ute)?s?(?: read)?|(?:estimated )?read(?:ing)? time:?.{0,20})$|please enable javascript|"
        r"enable javascript|(?:tags?|topics|filed under|categories|category|posted in):\s.{1,120}$",
        opens="0; abou; adve; back; care; cate; clos; cont; crea; enab; esti; faq; file; go t; home; in t; "
        "jobs; jump; load; log ; logi; main; menu; my a; next; plea; post; prev; priv; read; regi; "
        "sear; see ; show; sign; site; skip; tabl; tag; term; to t; togg; topi; view",
    ),
)  # fmt: skip
"""Wordings by kind, tried in order against the start of a block."""

SIGNS: Final = ' [(*+»>•→►▶-–—|#"“:.'
_RULES: Final = Rules(WORDING, SIGNS)


def wordings(texts: Sequence[str]) -> list[Rule | None]:
    """The rule whose wording each block or line begins with, signs before it aside; None for prose."""
    return _RULES.read(texts)
