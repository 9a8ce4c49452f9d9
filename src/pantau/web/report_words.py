"""The words of the form for field reports, to be translated: names of fields, codes, what may be wrong."""

from __future__ import annotations

from collections.abc import Mapping

from pantau.monitor.report_columns import FAULTS

REPORT_CODES: Mapping[str, Mapping[str, str]] = {
    "report": {
        "id": "Id", "theatre": "Conflict", "language": "Language", "from": "From", "to": "To", "zone": "Time zone",
        "position": "Where you stood", "position_lat": "Degrees north", "position_lon": "Degrees east",
        "position_precision": "How exactly that is known", "means": "How you know", "told_by": "Who told you",
        "told_for": "For which party they speak", "what": "What you observed", "nature": "What kind of fire it was",
        "count": "How many", "place": "Where it happened", "place_lat": "Degrees north", "place_lon": "Degrees east",
        "bearing": "In which direction", "distance_km": "How far off, in km", "weapon": "With which weapon",
        "fire_from": "Fire came from", "fire_to": "Fire went to", "actors": "Who was seen to act", "recipients": "Against whom",
        "damage": "What was damaged", "harmed": "Persons harmed", "refused_by": "Who refused access",
        "refused_code": "For which party they stood there", "refused_how": "How access was refused", "remarks": "Remarks",
        "corrects": "Takes the place of", "why": "Why it is corrected", "photos": "Photographs", "columns": "Columns",
    },
    "report_fault": FAULTS,
    "means": {"heard": "I heard it", "seen": "I saw it", "recorded": "a camera recorded it", "told": "I was told"},
    "observed": {
        "explosion": "explosion", "burst": "burst of fire", "shot": "shot", "shelling": "shelling", "movement": "movement of forces",
        "damage": "damage", "casualties": "casualties", "access_refused": "access refused", "calm": "calm, no fire",
    },
    "nature": {
        "": "not determined", "outgoing": "outgoing", "impact": "impact", "in_flight": "in flight", "exchange": "exchange of fire",
        "exercise": "an exercise, as far as I can tell",
    },
    "direction": {
        "N": "north", "NE": "north-east", "E": "east", "SE": "south-east", "S": "south", "SW": "south-west", "W": "west",
        "NW": "north-west",
    },
    "nearness": {
        "point": "exact point", "settlement": "within the settlement", "district": "within the district",
        "region": "within the region",
    },
    "camera": {
        "maker": "maker", "model": "model", "taken_at": "taken at", "taken_zone": "zone", "written_at": "written at", "lat": "north",
        "lon": "east", "orientation": "turned",
    },
    "report_state": {
        "draft": "Draft, kept in this browser", "waiting": "Waiting for the network", "sending": "Being sent", "sent": "Sent",
        "refused": "Refused: mend it and send it again", "signed_out": "Waiting: sign in again to send it",
        "other": "Waiting: another account wrote it",
    },
}  # fmt: skip
