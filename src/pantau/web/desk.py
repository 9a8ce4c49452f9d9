"""What lives as long as the desk serves: the door to the store, what is known, the words of each language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request

from pantau import __version__
from pantau.errors import StoreError
from pantau.monitor import Folders
from pantau.monitor.work import knowledge_of
from pantau.web.asking import Asked, View
from pantau.web.door import Door
from pantau.web.filters import Filter, parse_moment
from pantau.web.outlines import RESOLUTIONS, load_countries
from pantau.web.rendering import Renderer
from pantau.web.translating import LANGUAGES, choose_language
from pantau.web.wording import Wording, names_of
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
    version: str
    world: World

    @classmethod
    def of(cls, store: Path, folders: Folders, views: Sequence[View]) -> Desk:
        """The desk of a store, with the user's own knowledge laid over the shipped one."""
        knowledge = knowledge_of(folders)
        theatres = tuple(sorted(knowledge.world.theatres, key=lambda theatre: theatre.name))
        called = {theatre.id: theatre.name for theatre in theatres}
        wordings = {language: Wording(language, names_of(knowledge, language), called) for language in LANGUAGES}
        return cls(Door(store, folders), tuple(views), theatres, wordings, Renderer(wordings), __version__, knowledge.world)

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
                    self.door.is_linked(store)
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

    def render(self, request: Request, template: str, **values: Any) -> str:
        """A page in the language and theme of the one who asks."""
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        values |= {"theme": self.theme_of(request), "here": here, "store_name": self.door.path.name}
        return self.renderer.render(self.language_of(request), template, values)
