"""A shape of a picture that leads to a page of the desk; written by hand, as a map has hundreds of them."""

from __future__ import annotations

from markupsafe import Markup, escape

from pantau.report.pictures.frame import plain_words


def draw_linked(shape: str, *, href: str, title: str) -> Markup:
    """The shape, made of numbers and names of the desk alone, with its words; out of the keyboard's way, as a table has the links."""
    return Markup(f'<a href="{escape(href)}" tabindex="-1"><title>{escape(plain_words(title))}</title>{shape}</a>')
