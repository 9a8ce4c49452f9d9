"""What lives as long as the desk serves: the door to the store, what is known, the words of each language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import escape
from starlette.exceptions import HTTPException
from starlette.requests import Request

from pantau import __version__
from pantau.errors import StoreError
from pantau.model.account import Person
from pantau.monitor import Folders
from pantau.monitor.work import knowledge_of
from pantau.report.naming import names_of, theatre_names
from pantau.report.wording import inert
from pantau.web.asking import Asked, View
from pantau.web.door import Door, Sight
from pantau.web.filters import Filter, parse_moment
from pantau.web.outlines import RESOLUTIONS, load_countries
from pantau.web.picturing import Pictures
from pantau.web.rendering import NAME_MARK, TOKEN_MARK, Renderer
from pantau.web.translating import LANGUAGES, choose_language
from pantau.web.wording import Wording
from pantau.world import Theatre, World

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class Desk:
    """One desk over one store."""

    door: Door
    views: tuple[View, ...]
    theatres: tuple[Theatre, ...]
    wordings: Mapping[str, Wording]
    renderer: Renderer
    pictures: Mapping[str, Pictures]
    version: str
    world: World

    @classmethod
    def of(cls, store: Path, folders: Folders, views: Sequence[View]) -> Desk:
        """The desk of a store, with the user's own knowledge laid over the shipped one."""
        knowledge = knowledge_of(folders)
        theatres = tuple(sorted(knowledge.world.theatres, key=lambda theatre: theatre.name))
        wordings = {each: Wording(each, names_of(knowledge, each), theatre_names(knowledge, each)) for each in LANGUAGES}
        pictures = {language: Pictures(wording) for language, wording in wordings.items()}
        door, renderer = Door(store, folders), Renderer(wordings)
        return cls(door, tuple(views), theatres, wordings, renderer, pictures, __version__, knowledge.world)

    def warm(self) -> None:
        """Make once what every list needs of the whole store, so that the first to ask does not wait for it."""
        for resolution in RESOLUTIONS:
            load_countries(resolution)
        for view in self.views:
            if not view.in_menu:
                continue
            try:
                with self.door.opened() as store:
                    view.make(Asked(store=store, filter=Filter(), theatres=self.theatres, remember=self.door.remember))
                    self.door.is_linked()
            except StoreError:  # whoever asks is told
                return

    def language_of(self, request: Request) -> str:
        """The language to answer in."""
        return choose_language(request.cookies.get("language"), request.headers.get("accept-language", ""))

    @property
    def seen_cookie(self) -> str:
        """The name of the cookie that keeps what was seen: cookies know no ports, and a moment is one of this store alone."""
        return f"seen-{hashlib.sha256(str(self.door.path.resolve()).encode()).hexdigest()[:12]}"

    def seen_of(self, request: Request) -> str | None:
        """The moment up to which the one who asks has marked what was read as seen."""
        moment = parse_moment("seen", request.cookies.get(self.seen_cookie, ""))
        return moment if isinstance(moment, str) else None

    def theme_of(self, request: Request) -> str:
        """Light, dark, or as the system has it."""
        theme = request.cookies.get("theme", "auto")
        return theme if theme in THEMES else "auto"

    def person_of(self, request: Request) -> Person:
        """Who asks. Raises HTTPException where nobody was let in: a page that is open to all asks nothing of the store."""
        person = getattr(request.state, "person", None)
        if not isinstance(person, Person):
            raise HTTPException(401)
        return person

    def sight(self, request: Request) -> Sight:
        """The store as the one who asks may see it: the one way by which a page comes by it."""
        return Sight(self.door, self.person_of(request).theatres)

    def theatres_of(self, request: Request) -> tuple[Theatre, ...]:
        """The theatres that the one who asks works in, or all."""
        own = self.person_of(request).theatres
        return tuple(theatre for theatre in self.theatres if not own or theatre.id in own)

    def theatre_ids(self, request: Request) -> tuple[str, ...]:
        """The values by which the one who asks may narrow to a theatre, `other` among them."""
        own = self.person_of(request).theatres
        return tuple(each for each in (*sorted(theatre.id for theatre in self.theatres), "other") if not own or each in own)

    def render(self, request: Request, template: str, **values: Any) -> str:
        """A page in the language and theme of the one who asks."""
        return self.fill(request, self.draw(request, template, **values))

    def draw(self, request: Request, template: str, **values: Any) -> str:
        """The same with marks where the person's name and the token of their session stand, so that it can be kept for others."""
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        values |= {"theme": self.theme_of(request), "here": here, "store_name": self.door.path.name}
        return self.renderer.render(self.language_of(request), template, values)

    def fill(self, request: Request, html: str) -> str:
        """What was drawn, for the one who asks."""
        person = getattr(request.state, "person", None)
        name = (person.full_name or person.name) if person else ""
        token = getattr(request.state, "csrf", None) or ""
        return html.replace(TOKEN_MARK, token).replace(NAME_MARK, str(escape(inert(name))))
