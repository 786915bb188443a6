"""What stands on a page beside the story: the words of it, by language, and their markup."""

from __future__ import annotations

from html import escape
from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "related": "Related Posts",
        "reply": "Leave a Reply",
        "required": "Your email address will not be published. Required fields are marked *",
        "comment": "Comment",
        "send": "Post Comment",
        "share": "Share this article",
        "newsletter": "Get the morning briefing in your inbox",
        "subscribe": "Sign up",
        "most_read": "Most read",
        "cookies": "We and our partners use cookies to keep this site running and to measure its use.",
        "accept": "Accept all",
        "skip": "Skip to content",
        "author": "About the author",
        "licence": "Licensed content. Republication needs the written consent of the agency.",
        "advertisement": "Advertisement",
        "updated": "Last updated",
        "also": "Read also",
        "home": "Home",
        "comments": "2 Comments",
        "standards": "Our Standards: the house's code of trust and accuracy.",
    },
    "de": {
        "related": "Das könnte Sie auch interessieren",
        "reply": "Schreiben Sie einen Kommentar",
        "required": "Ihre E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert",
        "comment": "Kommentar",
        "send": "Kommentar abschicken",
        "share": "Artikel teilen",
        "newsletter": "Der Tag in fünf Minuten: unser Newsletter",
        "subscribe": "Jetzt anmelden",
        "most_read": "Meistgelesen",
        "cookies": "Wir und unsere Partner verwenden Cookies, um diese Seite zu betreiben und zu messen.",
        "accept": "Alle akzeptieren",
        "skip": "Zum Inhalt springen",
        "author": "Zur Person",
        "licence": "Alle Rechte vorbehalten. Weiterverwendung nur mit Zustimmung der Agentur.",
        "advertisement": "Anzeige",
        "updated": "Zuletzt aktualisiert",
        "also": "Lesen Sie auch",
        "home": "Startseite",
        "comments": "2 Kommentare",
        "standards": "Transparenzhinweis: So arbeitet die Redaktion.",
    },
    "es": {
        "related": "Artículos relacionados",
        "reply": "Deja una respuesta",
        "required": "Tu dirección de correo electrónico no será publicada. Los campos obligatorios llevan un *",
        "comment": "Comentario",
        "send": "Publicar el comentario",
        "share": "Compartir esta noticia",
        "newsletter": "Recibe cada mañana nuestro boletín",
        "subscribe": "Suscríbete",
        "most_read": "Lo más leído",
        "cookies": "Usamos cookies propias y de terceros para que el sitio funcione y para medir su uso.",
        "accept": "Aceptar todo",
        "skip": "Saltar al contenido",
        "author": "Sobre el autor",
        "licence": "Contenido con licencia. Prohibida su reproducción sin permiso de la agencia.",
        "advertisement": "Publicidad",
        "updated": "Actualizado",
        "also": "Lea también",
        "home": "Portada",
        "comments": "2 comentarios",
        "standards": "Conozca las normas de esta redacción.",
    },
    "fr": {
        "related": "Articles liés",
        "reply": "Laisser un commentaire",
        "required": "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
        "comment": "Commentaire",
        "send": "Publier le commentaire",
        "share": "Partager cet article",
        "newsletter": "L’essentiel du matin dans votre boîte aux lettres",
        "subscribe": "S’abonner",
        "most_read": "Les plus lus",
        "cookies": "Nous utilisons des cookies pour faire fonctionner ce site et mesurer son audience.",
        "accept": "Tout accepter",
        "skip": "Aller au contenu",
        "author": "À propos de l’auteur",
        "licence": "Contenu sous licence. Toute reproduction est soumise à l’accord de l’agence.",
        "advertisement": "Publicité",
        "updated": "Mis à jour",
        "also": "Lire aussi",
        "home": "Accueil",
        "comments": "2 commentaires",
        "standards": "La charte de la rédaction est publique.",
    },
}
"""The words of the furniture; a language without words of its own takes English."""

COMMENTS: Final = (
    ("Tobin", "I said in spring that nobody would read the small print, and here we are again."),
    ("ferrywatcher", "Good piece. Could you add a map next time?"),
)
"""What readers wrote under every story of a site with comments."""


def words(language: str) -> dict[str, str]:
    """The furniture's words in a language."""
    return WORDS.get(language, WORDS["en"])


def links(items: list[tuple[str, str]]) -> str:
    """A list of (title, address) as markup."""
    return "<ul>" + "".join(f'<li><a href="{escape(url)}">{escape(title)}</a></li>' for title, url in items) + "</ul>"


def share_bar(language: str) -> str:
    """A bar of buttons that send the story on."""
    buttons = "".join(
        f'<li><a class="share-{name.lower()}" rel="nofollow" href="https://share.invalid/{name.lower()}">{name}</a></li>'
        for name in ("Chirp", "Facepage", "Mail", "WhatsSaid")
    )
    return f'<div class="share-bar sharing"><span>{words(language)["share"]}</span><ul>{buttons}</ul></div>'


def comment_form(language: str) -> str:
    """The form under a post, as the commonest blog software prints it."""
    say = words(language)
    return (
        f'<div id="respond" class="comment-respond">'
        f'<h3 id="reply-title" class="comment-reply-title">{say["reply"]}</h3>'
        f'<form action="/wp-comments-post.php" method="post" id="commentform" class="comment-form">'
        f'<p class="comment-notes"><span id="email-notes">{say["required"]}</span></p>'
        f'<p class="comment-form-comment"><label for="comment">{say["comment"]} *</label>'
        f'<textarea id="comment" name="comment"></textarea></p>'
        f'<p class="form-submit"><input type="submit" value="{say["send"]}"></p></form></div>'
    )


def comments(language: str) -> str:
    """What readers wrote."""
    entries = "".join(
        f'<li class="comment"><article class="comment-body"><b class="fn">{name}</b><p>{text}</p></article></li>'
        for name, text in COMMENTS
    )
    return (
        f'<div id="comments" class="comments-area"><h2 class="comments-title">{words(language)["comments"]}</h2>'
        f'<ol class="comment-list">{entries}</ol></div>'
    )


def newsletter(language: str) -> str:
    """A box that asks for an address."""
    say = words(language)
    return (
        f'<aside class="newsletter-signup"><h4>{say["newsletter"]}</h4>'
        f'<form><input type="email" placeholder="name@example.org"><button>{say["subscribe"]}</button></form></aside>'
    )


def cookie_notice(language: str) -> str:
    """A banner about cookies."""
    say = words(language)
    return (
        f'<div id="cookie-consent" class="cookie-banner" role="dialog"><p>{say["cookies"]}</p>'
        f"<button>{say['accept']}</button></div>"
    )


def navigation(site: str, language: str) -> str:
    """The head of every page."""
    rooms = ("World", "Politics", "Business", "Sport", "Culture")
    items = "".join(f'<li><a href="/{room.lower()}/">{room}</a></li>' for room in rooms)
    return (
        f'<a class="skip-link" href="#content">{words(language)["skip"]}</a><header class="site-header">'
        f'<a href="/" class="site-title">{escape(site)}</a><nav class="main-nav"><ul>{items}</ul></nav></header>'
    )


def about_company(site: str) -> str:
    """What a publisher says of itself under every story."""
    return (
        f'<section class="about-us"><h3>About {escape(site)}</h3><p>{escape(site)} is an independent house that has '
        "printed the news of its region since 1908 and is owned by its readers.</p></section>"
    )


def footer(site: str) -> str:
    """The foot of every page."""
    return (
        f'<footer class="site-footer"><p>© 2025 {escape(site)}. All rights reserved.</p>'
        '<ul><li><a href="/imprint">Imprint</a></li><li><a href="/privacy">Privacy</a></li></ul></footer>'
    )
