"""What boilerplate opens with in languages other than English: phrases as data, by script and kind.

English has the patterns of :mod:`transforms.strip.kinds`. A page in a language of which the fitted word list knows
little is left to these and to shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from transforms.strip.rules import Rule

_LONGEST: Final = {"licence_notice": 420, "newsletter": 260, "related_posts": 240, "credit": 80}
_LONG: Final = 140
"""Characters beyond which an opening proves nothing, by kind, and for the other kinds."""

PHRASES: Final = {
    "wide": {
        "related_posts": (
            "相关新闻; 相关阅读; 相关报道; 相关链接; 相关文章; 相关专题; 相关内容; 相关推荐; 相关资料; 相關新聞; "
            "相關閱讀; 相關報導; 相關連結; 相關文章; 延伸阅读; 延伸閱讀; 推荐阅读; 推荐新闻; 推荐文章; 推薦閱讀; "
            "推薦文章; 更多新闻; 更多精彩; 更多相关; 更多>>; 更多»; 更多$; 热点新闻$; 热点推荐$; 热门新闻$; "
            "热门文章$; 热门推荐$; 熱門新聞$; 熱門文章$; 精彩推荐$; 猜你喜欢; 猜你喜歡; 上一篇; 下一篇; 上一条; "
            "下一条; 上一則; 下一則; 最新新闻$; 最新消息$; 最新文章$; 焦点新闻$; 编辑推荐; 編輯推薦; 点击查看; "
            "点击进入; 看更多; 繼續閱讀; 阅读全文; 閱讀全文; 関連記事; あわせて読みたい; こちらもおすすめ; "
            "関連ニュース"
        ),
        "comment_form": (
            "添加评论; 发表评论; 我要评论; 欢迎发表评论; 我来说两句; 登录后; 用户评论$; 發表評論; 發表迴響; "
            "我要留言; 发言$; コメントを書く; コメントする"
        ),
        "comments": "网友评论; 最新评论$; 热门评论$; 查看评论; 评论列表$; 評論$; 评论$; 网友热议$; コメント$",
        "share": (
            "分享到; 分享至; 分享给; 分享：; 分享:; 转发到; 转发至; 轉寄; 复制链接; 收藏本文; 收藏此; 打印本; 打印$; "
            "列印; 友善列印; 推荐给朋友; 字号：; 字号:; 字號：; 字體：; 字体：; "
            "关闭窗口; 我要纠错; 扫一扫; 手机看新闻; 用手机; 这篇新闻让您; 這篇新聞讓您; 您看完此; 看完这篇; 顶一下; "
            "シェア; ツイート"
        ),
        "licence_notice": (
            "版权所有; 版权声明; 版權所有; 版權聲明; 未经授权; 未经许可; 未经书面; 未經授權; 未經許可; 免责声明; "
            "免責聲明; 声明：; 声明:; 聲明：; 特别声明; 郑重声明; 特别提示：; 转载请; 轉載請; 转载须; 本文仅代表; "
            "本网转载; 本网注明; 凡本网; 凡注明; 以上内容; 以上言论; 無断転載"
        ),
        "byline": (
            "责任编辑; 責任編輯; 责编：; 责编:; 编辑：; 编辑:; 編輯：; 本文编辑; 实习编辑; 校对：; 作者：; 作者:; "
            "撰文："
        ),
        "credit": "来源：; 来源:; 來源：; 來源:; 稿源：; 文章来源; 文章來源; 资料来源; 資料來源; 新闻来源; 消息来源：",
        "caption": "图为; 圖為; 资料图; 資料圖; 图片说明; 圖說; 图片来源; 写真：",
        "navigation": (
            "标签：; 标签:; 標籤; 关键字; 关键词; 關鍵字; 關鍵詞; 当前位置; 您的位置; 你的位置; 您现在的位置; 首页$; "
            "返回首页; 返回顶部; 回到顶部; 返回列表; 上一页; 下一页; 登录$; 注册$; 搜索$; 目前位置; 回首頁; 下一頁; "
            "トップページ"
        ),
        "newsletter": "订阅; 訂閱; 免费订阅",
    },
    "cyrillic": {
        "related_posts": (
            "читайте также; читайте ещ*; читайте по теме; читайте подробнее; читать дальше; читать далее; "
            "читать полностью; читать также; смотрите также; см. также; новости по теме; материалы по теме; "
            "статьи по теме; другие новости; другие статьи; другие материалы; ещё по теме; еще по теме; "
            "новости партн*; материалы партн*; похожие; по теме$; последние новости$; главные новости$; "
            "новости дня$; лента новостей$; подробнее$; ранее по теме; самое читаемое$; самое популярное$; "
            "самое обсуждаемое$; предыдущая статья; следующая статья; предыдущая новость; следующая новость; "
            "рекомендуем$; рекомендуем прочитать; все новости; вернуться к списку; прочети още; още по темата; "
            "још вести; читайте також; читайте ще"
        ),
        "comment_form": (
            "добавить комментарий; оставить комментарий; оставьте комментарий; написать комментарий; "
            "ваш комментарий; комментировать$; обсудить; войдите, чтобы; авторизуйтесь; залишити коментар; "
            "додати коментар; добави коментар"
        ),
        "comments": "комментарии$; комментариев$; комментариев пока нет; все комментарии; коментарі$; коментари$",
        "share": (
            "поделиться; поделитесь; поділитися; версия для печати; распечатать; отправить другу; отправить ссылку; "
            "отправить по; переслать; рассказать друзьям; рассказать в; мне нравится; размер шрифта; код для блога; "
            "код для вставки; добавить в закладки; добавить в избранное; сохранить$; твитнуть; опубликовать в; "
            "печать$; если вы заметили; если вы нашли; если вы обнаружили; если вы увидели; если вы заметите; "
            "нашли ошибку; заметили ошибку; выделите ошибку; выделите орфограф*; выделите текст; оцените; оценить$; "
            "ваша оценка; рейтинг$; просмотров:; подписывайтесь на; читайте нас; следите за нами; присоединяйтесь; "
            "нашли помилку"
        ),
        "licence_notice": (
            "все права; всі права; при использовании; при перепечатке; при цитировании; при копировании; "
            "при полном или частичном; перепечатка; копирование материалов; использование материалов; "
            "любое использование; полное или частичное; владелец и правообладатель; редакция не несет; "
            "редакция не несёт; мнение редакции; мнение автора; правовые ограничения; допускается цитирование; "
            "свидетельство о регистрации"
        ),
        "byline": "автор:; авторы:; текст:; редактор:",
        "credit": "источник:; по материалам:; по материалам сайта; фото:; джерело:; източник:",
        "navigation": (
            "теги; метки; ключевые слова; рубрика:; рубрики$; разделы$; темы:; тэги; наверх$; вверх$; главная$; "
            "назад$; войти$; регистрация$; вход$; поиск$; на главную; к списку"
        ),
        "newsletter": "подпис*; рассылка$; підпис*",
    },
    "greek": {
        "related_posts": (
            "διαβάστε επίσης; διαβάστε ακόμα; διαβάστε ακόμη; διαβάστε περισσότερα; δείτε επίσης; δείτε ακόμα; "
            "σχετικά$; σχετικά άρθρα; σχετικά θέματα; σχετικές ειδήσεις; σχετικά νέα; περισσότερα$; περισσότερα νέα; "
            "περισσότερες ειδήσεις; τελευταία νέα; τελευταίες ειδήσεις; πρόσφατα άρθρα; πρόσφατα νέα; δημοφιλή; "
            "τα πιο δημοφιλή; τα πιο διαβασμένα; προηγούμενο άρθρο; επόμενο άρθρο; ροή ειδήσεων; όλες οι ειδήσεις; "
            "συνέχεια$"
        ),
        "comment_form": (
            "σχολιάστε; γράψτε σχόλιο; γράψτε το σχόλιο; προσθήκη σχολίου; προσθέστε σχόλιο; αφήστε σχόλιο; "
            "αφήστε μια απάντηση; πρέπει να συνδεθείτε"
        ),
        "comments": "σχόλια$; κανένα σχόλιο; δεν υπάρχουν σχόλια",
        "share": (
            "κοινοποίηση; κοινοποιήστε; εκτύπωση; εκτυπώσιμη; αποστολή με; αποστολή σε; στείλτε το; μοιραστείτε; "
            "μέγεθος κειμένου; μέγεθος γραμμ*; ακολουθήστε; βαθμολογ*; σήμερα γιορτάζ*"
        ),
        "licence_notice": "με επιφύλαξη παντός; απαγορεύεται; πνευματικά δικαιώματα; η αναδημοσίευση; αναδημοσίευση",
        "byline": "του δημοσιογράφου; συντάκτης:; συντάκτης; επιμέλεια:",
        "credit": "πηγή:; πηγές:; φωτογραφία:",
        "navigation": (
            "ετικέτες; κατηγορία:; κατηγορίες$; αρχική; βρίσκεστε εδώ; είστε εδώ; είσοδος$; σύνδεση$; εγγραφή$; "
            "αναζήτηση$; επιστροφή; λέξεις κλειδιά"
        ),
        "newsletter": "εγγραφείτε; γραφτείτε",
    },
    "latin": {
        "related_posts": (
            "auch interessant; mehr dazu; mehr zum thema; mehr aus$; lesen sie auch; lesen sie hier; lesen sie dazu; "
            "lesen sie mehr; lesen sie das; lies auch; lest auch; weiterlesen; weitere artikel; weitere beiträge; "
            "weitere themen$; weitere nachrichten; weitere meldungen; weitere informationen$; verwandte artikel; "
            "verwandte themen; verwandte beiträge; ähnliche artikel; ähnliche beiträge; das könnte sie; "
            "das könnte dich; das könnte ihnen; zum thema$; hier geht es zu; hier geht's zu; passend dazu; "
            "siehe auch; empfehlungen der redaktion; meistgelesen; vorheriger artikel; nächster artikel; "
            "vorheriger beitrag; nächster beitrag; neueste beiträge; aktuelle beiträge$; alle artikel; à lire aussi; "
            "à lire également; lire aussi; lire également; lire la suite; lire plus; voir aussi; voir également; "
            "sur le même sujet; sur le même thème; articles similaires; articles liés; article précédent; "
            "article suivant; dans la même rubrique; les plus lus; à voir aussi; à découvrir$; en savoir plus$; "
            "lea también; lea además; lea más; lea:; lee también; lee además; lee más; lee:; vea también; "
            "vea además; ver más$; ver también; te puede interesar; te podría; te recomendamos; le puede interesar; "
            "le recomendamos; noticias relacionadas; noticia relacionada; contenido relacionado; "
            "artículos relacionados; más noticias$; más información$; lo más leído; lo más visto; mira también; "
            "además:; leia também; leia mais; leia ainda; veja também; veja mais; saiba mais; notícias relacionadas; "
            "mais lidas; leggi anche; leggi tutto; leggi di più; vedi anche; articoli correlati; "
            "potrebbe interessarti; approfondisci; zobacz też; zobacz także; zobacz również; zobacz inne; "
            "czytaj też; czytaj także; czytaj również; czytaj więcej; czytaj dalej; przeczytaj też; "
            "przeczytaj także; przeczytaj również; powiązane artykuły; podobne artykuły; powiązane tematy; "
            "najnowsze wiadomości$; ostatnie wiadomości$; ostatnie artykuły$; najnowsze artykuły$; "
            "najczęściej czytane; polecamy$; polecamy:; warto przeczytać; więcej na temat; więcej na ten temat; "
            "więcej artykułów; inne artykuły; na ten temat$; dowiedz się więcej; następny artykuł; "
            "poprzedni artykuł; lees ook; lees meer; lees verder; gerelateerde; läs också; läs även; läs mer; "
            "les også; læs også; lue myös; ilgili haberler; devamını oku; čtěte také; čtěte též; související; "
            "olvassa el; citește și"
        ),
        "comment_form": (
            "kommentar schreiben; kommentar verfassen; kommentar hinterlassen; kommentieren$; "
            "schreibe einen kommentar; schreiben sie einen; hinterlasse einen; laisser un commentaire; "
            "soyez le premier; réagir; ajouter un commentaire; deja un comentario; deje un comentario; "
            "deja una respuesta; escribe un comentario; deixe um; deixe o seu; deixe seu; lascia un commento; "
            "commenta$; dodaj komentarz; skomentuj; napisz komentarz; zaloguj się, aby; plaats een reactie; "
            "yorum yap; přidat komentář"
        ),
        "comments": (
            "kommentare$; commentaires$; comentarios$; comentários$; commenti$; komentarze$; opinie$; reacties$"
        ),
        "share": (
            "artikel drucken; artikel versenden; artikel merken; artikel empfehlen; artikel teilen; seite drucken; "
            "drucken$; weiterempfehlen$; merken$; teilen$; imprimer$; imprimer cet; envoyer à un ami; envoyer par; "
            "partager; imprimir$; compartir; compártelo; enviar por; enviar a un; stampa$; condividi; compartilhe; "
            "compartilhar; partilhar; udostępnij; podziel się; drukuj$; wydrukuj; wyślij znajomemu; wyślij link; "
            "wyślij e-mail; wyślij do znajomego; poleć znajomemu; poleć artykuł; tweetnij; wersja do druku; "
            "lubię to; oceń; zgłoś błąd; znalazłeś błąd; delen$; paylaş; folgen sie; suivez-nous; síguenos; seguici; "
            "śledź nas"
        ),
        "licence_notice": (
            "alle rechte; tous droits; todos los derechos; todos os direitos; tutti i diritti; wszelkie prawa; "
            "wszystkie prawa; kopiowanie; prawa autorskie; reproduction interdite; prohibida la; prohibida su; "
            "reproducción prohibida; riproduzione riservata; haftungsausschluss$; sofern nicht anders"
        ),
        "byline": (
            "geschrieben von; erstellt von; verfasst von; veröffentlicht von; publié par; escrito por; "
            "publicado por; redactado por; scritto da; autor:; autore:; auteur:"
        ),
        "credit": "źródło:; źródła:; fot.; zdroj:",
        "navigation": (
            "zurück$; nach oben; zum seitenanfang; startseite$; inhaltsverzeichnis; schlagwörter; schlagworte; "
            "stichwörter:; themen:; sie sind hier; sie befinden sich; retour$; haut de page; accueil$; mots-clés; "
            "vous êtes ici; inicio$; volver; etiquetas; palabras clave; usted está aquí; início$; voltar; torna su; "
            "strona główna$; powrót; wróć do; tagi; słowa kluczowe; kategoria:; kategorie:; jesteś tutaj; zaloguj$; "
            "szukaj$; data dodania:"
        ),
        "newsletter": (
            "jetzt abonnieren; jetzt anmelden; newsletter abonnieren; newsletter bestellen; inscrivez-vous; "
            "suscríbase; suscribirse; inscreva-se; assine; cadastre-se; zapisz się; zapisz mnie; schrijf je in; "
            "meld je aan; abone ol"
        ),
    },
}
"""By script and kind, phrases with which a block of boilerplate opens: whole words, of which the last one may go on in
those with `*`; behind those with `$` no further word may stand."""

_SIGNS: Final = ' [(（【〔*+»>•→►▶-–—|#"“„«:：.'
_HEAD: Final = 60
"""Characters at the beginning that are looked at."""
_RULES: Final = {
    kind: Rule("opening_phrase", kind, re.compile(""), _LONGEST.get(kind, _LONG))
    for kinds in PHRASES.values()
    for kind in kinds
}


class _Phrase(NamedTuple):
    words: str
    rule: Rule
    alone: bool
    """Whether no letter may follow it."""
    stem: bool
    """Whether its last word may go on."""


def _phrases() -> Iterator[_Phrase]:
    for script, kinds in PHRASES.items():
        for kind, row in kinds.items():
            for phrase in row.split("; "):
                stem = script == "wide" or phrase.endswith("*")
                yield _Phrase(phrase.rstrip("$*"), _RULES[kind], phrase.endswith("$"), stem)


def _table() -> dict[str, list[_Phrase]]:
    """By the first three signs of a text, or the first two where no phrase has more, what it may open with."""
    known = {phrase.words: phrase for phrase in _phrases()}
    longest_first = sorted(known.values(), key=lambda phrase: -len(phrase.words))
    heads = {words[:3] for words in known}
    return {head: [one for one in longest_first if one.words[:3] in {head, head[:2]}] for head in heads}


_BY_HEAD: Final = _table()


def openings(texts: Sequence[str]) -> list[Rule | None]:
    """The rule for what the first words of each block give away; None where it opens with no known phrase.

    Args:
        texts: Blocks as printed.
    """
    heads = [text[:_HEAD].lstrip(_SIGNS).lower() for text in texts]
    phrases = [_BY_HEAD.get(head[:3]) or _BY_HEAD.get(head[:2]) for head in heads]
    return [
        _opening(text, head, some) if some else None for text, head, some in zip(texts, heads, phrases, strict=True)
    ]


def _opening(text: str, head: str, phrases: Sequence[_Phrase]) -> Rule | None:
    for words, rule, alone, stem in phrases:
        if not head.startswith(words):
            continue
        rest = head[len(words) :]
        if alone and (len(text) > _HEAD or any(map(str.isalpha, rest))):
            continue
        if not stem and words[-1].isalpha() and rest[:1].isalpha():
            continue
        return rule if len(text) <= rule.longest else None
    return None
