"""How people write: one pack of data a language (TOML beside its comment), and a few rules in code."""

from pantau.lang.pack import Pack, load_pack

LANGUAGES: tuple[str, ...] = ("id", "en")

__all__ = ["LANGUAGES", "Pack", "load_pack"]
