"""What there is: states, groups, organisations, persons, places, theatres, sources; codes and coordinates, no language."""

from pantau.world.gazetteer import Gazetteer
from pantau.world.loading import World, load_parties, load_world
from pantau.world.names import Alias, Names, parse_names
from pantau.world.parties import Party, Person, is_code
from pantau.world.theatre import Agreement, Side, Theatre, TheatrePlace, check_theatre

__all__ = [
    "Agreement", "Alias", "Gazetteer", "Names", "Party", "Person", "Side", "Theatre", "TheatrePlace", "World",
    "check_theatre", "is_code", "load_parties", "load_world", "parse_names",
]  # fmt: skip
