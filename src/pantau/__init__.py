"""pantau reads the news and keeps a ceasefire monitor's record: who did what, who says so, who denies it, with the exact words."""

__version__ = "0.1.0"
