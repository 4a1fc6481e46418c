"""Start here: what to read first, drawn from the data or put in order by people.

`todays_lists` are drawn from what was published, at most once a day. Paths are made by people: `load_stops` gives the stops that
a reader may see, a `PathCard` holds a path with them, `find_stops` looks for one more, `propose_stops` for several.
`read_exported` and `store_arriving` bring paths and opposite lessons in from an export.
Modules depend in this order: stops ← card ← versions; stops ← finding; lists ← stored, proposing; lookups stand alone;
arriving ← arriving_markdown, recognizing ← storing.
"""

from retros.paths.arriving import Arriving
from retros.paths.arriving_markdown import read_exported
from retros.paths.card import PathCard, path_markdown
from retros.paths.finding import find_stops, is_elsewhere, stop_from_key
from retros.paths.lists import words
from retros.paths.lookups import (
    deletable_path,
    editable_path,
    places_of,
    readable_path,
)
from retros.paths.proposing import propose_stops
from retros.paths.stops import ShownStop, load_stops, shown_stops
from retros.paths.stored import Lists, draw_lists, todays_lists
from retros.paths.storing import Stored, store_arriving
from retros.paths.versions import changes_in

__all__ = [
    "Arriving",
    "Lists",
    "PathCard",
    "ShownStop",
    "Stored",
    "changes_in",
    "deletable_path",
    "draw_lists",
    "editable_path",
    "find_stops",
    "is_elsewhere",
    "load_stops",
    "path_markdown",
    "places_of",
    "propose_stops",
    "read_exported",
    "readable_path",
    "shown_stops",
    "stop_from_key",
    "store_arriving",
    "todays_lists",
    "words",
]
