"""Pages for a made archive: stories among menus, related links, cookie notices, scripts and style sheets."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import datetime
from html import escape

from benchmarks.archive_stories import Stories, Story

# Sections in the menus and the notice about cookies, by language.
MENUS = {
    "en": "Home,World,Politics,Ukraine,Middle East,China,United States,Sport,Culture,Weather,Opinion,Contact us",
    "es": "Inicio,España,Internacional,Economía,Deportes,Cultura,El tiempo,Opinión,Suscríbete,Contacto",
    "fr": "Accueil,France,Monde,Économie,Sports,Culture,Météo,Débats,S'abonner,Nous écrire",
    "de": "Startseite,Inland,Ausland,Wirtschaft,Sport,Kultur,Wetter,Meinung,Abonnement,Kontakt",
    "ru": "Главная,Россия,Мир,Экономика,Спорт,Культура,Погода,Мнения,Подписка,Контакты",
}
COOKIES = {
    "en": "We and our partners use cookies to measure how the site is used. You can accept all of them or choose.",
    "es": "Utilizamos cookies propias y de terceros para medir el uso del sitio. Puede aceptarlas todas o elegir.",
    "fr": "Nous utilisons des cookies pour mesurer la fréquentation du site. Vous pouvez les accepter ou choisir.",
    "de": "Wir verwenden Cookies, um die Nutzung der Seite zu messen. Sie können allen zustimmen oder auswählen.",
    "ru": "Мы используем файлы cookie, чтобы оценивать посещаемость. Вы можете принять все или выбрать.",
}
SMALLEST, LARGEST = 30_000, 120_000
HOME = "https://paper.example"


class Pages:
    """Lays out stories as pages of news sites.

    Args:
        chance: where chance comes from.
        stories: whence the titles of related stories come.
    """

    def __init__(self, chance: random.Random, stories: Stories) -> None:
        self.chance = chance
        self.stories = stories
        self.layouts: tuple[Callable[[Story, datetime], str], ...] = (self.plain, self.nested, self.old)

    def of(self, story: Story, published: datetime) -> str:
        """The page of a story, padded by scripts and styles to between 30,000 and 120,000 characters."""
        body = self.chance.choice(self.layouts)(story, published)
        room = self.chance.randint(SMALLEST, LARGEST) - len(body)
        half = max(room // 2, 0)
        head = (
            f'<!DOCTYPE html>\n<html lang="{story.language}">\n<head>\n<meta charset="utf-8">\n'
            f"<title>{escape(story.title)} | The Paper</title>\n"
            f'<meta property="article:published_time" content="{published.isoformat()}Z">\n'
            f"<style>{self.style(half // 2)}</style>\n<script>{self.script(half // 2)}</script>\n</head>\n<body>\n"
        )
        return f"{head}{body}\n<script>{self.script(half)}</script>\n</body>\n</html>\n"

    def plain(self, story: Story, published: datetime) -> str:
        """A page of today: nav, main, article, aside, footer."""
        text = "\n".join(f"<p>{escape(line)}</p>" for line in story.paragraphs)
        return (
            f"<header><nav><ul>{self.menu(story, 'li')}</ul></nav></header>\n"
            f'<div id="consent" role="dialog"><p>{COOKIES[story.language]}</p><button>OK</button></div>\n'
            f"<main><article><h1>{escape(story.title)}</h1><time datetime='{published.isoformat()}Z'>"
            f"{published:%d.%m.%Y}</time>\n{text}\n</article>\n<aside><h2>+</h2>{self.related(story)}</aside></main>\n"
            f"<footer><ul>{self.menu(story, 'li')}</ul></footer>"
        )

    def nested(self, story: Story, published: datetime) -> str:
        """A page of boxes in boxes, whose related links stand between the paragraphs."""
        lines = [f'<div class="c-text"><p class="t"><span>{escape(line)}</span></p></div>' for line in story.paragraphs]
        lines.insert(len(lines) // 2, f'<div class="related"><ul>{self.related(story)}</ul></div>')
        text = "\n".join(lines)
        return (
            f'<div class="page"><div class="top"><div class="menu">{self.menu(story, "div")}</div></div>\n'
            f'<div class="cookie-wall"><div><p>{COOKIES[story.language]}</p></div></div>\n'
            f'<div class="wrap"><div class="col"><div class="story"><h1 class="h">{escape(story.title)}</h1>\n{text}\n'
            f'</div></div></div><div class="bottom">{self.menu(story, "div")}</div></div>'
        )

    def old(self, story: Story, published: datetime) -> str:
        """A page of the old kind: tables, a form around everything, breaks between paragraphs."""
        text = "".join(f"<p>{escape(line)}<br></p>\n" for line in story.paragraphs)
        return (
            f'<form action="/" method="post"><table width="100%"><tr><td width="160">{self.menu(story, "p")}</td>\n'
            f"<td><h1>{escape(story.title)}</h1><i>{published:%d/%m/%Y}</i>\n{text}</td>\n"
            f"<td>{self.related(story)}</td></tr></table>\n<p><small>{COOKIES[story.language]}</small></p></form>"
        )

    def menu(self, story: Story, tag: str) -> str:
        """The sections of a site."""
        sections = MENUS[story.language].split(",")
        return "".join(f'<{tag}><a href="{HOME}/{n}">{escape(name)}</a></{tag}>' for n, name in enumerate(sections))

    def related(self, story: Story) -> str:
        """Titles of other stories in the language of the page; of relevant ones, too, on English pages."""
        titles = []
        for _ in range(self.chance.randint(4, 9)):
            relevant = story.language == "en" and self.chance.random() < 0.3
            other = self.stories.relevant() if relevant else self.stories.irrelevant(story.language)
            titles.append(f'<li><a href="{HOME}/{self.chance.randrange(10**6)}">{escape(other.title)}</a></li>')
        return "\n".join(titles)

    def script(self, size: int) -> str:
        """About so many characters of settings as scripts carry them."""
        parts: list[str] = []
        while size > 0:
            held = {f"k{self.chance.randrange(10**6)}": [self.chance.random(), "if(a<b&&c>d){e()}"] for _ in range(8)}
            parts.append(f"window.d{len(parts)}={json.dumps(held)};")
            size -= len(parts[-1])
        return "\n".join(parts)

    def style(self, size: int) -> str:
        """About so many characters of rules."""
        rules = []
        while size > 0:
            rules.append(f".c{self.chance.randrange(10**5)} > a{{margin:{self.chance.randrange(40)}px 0;color:#345}}")
            size -= len(rules[-1])
        return "\n".join(rules)
