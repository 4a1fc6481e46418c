"""Start here: what to read first, drawn from the data or put in order by people.

`lists` are drawn from what was published. Paths are made by people: `load_stops` gives the stops that
a reader may see, a `PathCard` holds a path with them, `find_stops` looks for one more, `propose_stops` for several.
Modules depend in this order: stops ← card ← versions; stops ← finding; lists ← proposing; lookups stand alone.
"""

from retros.paths.card import PathCard, path_markdown
from retros.paths.finding import find_stops, is_elsewhere, stop_from_key
from retros.paths.lists import (
    kickoff_questions,
    lasting_decisions,
    most_used_lessons,
    published_of,
    results,
    surprises,
    words,
)
from retros.paths.lookups import (
    deletable_path,
    editable_path,
    places_of,
    readable_path,
)
from retros.paths.proposing import propose_stops
from retros.paths.stops import ShownStop, load_stops, shown_stops
from retros.paths.versions import changes_in

__all__ = [
    "PathCard",
    "ShownStop",
    "changes_in",
    "deletable_path",
    "editable_path",
    "find_stops",
    "is_elsewhere",
    "kickoff_questions",
    "lasting_decisions",
    "load_stops",
    "most_used_lessons",
    "path_markdown",
    "places_of",
    "propose_stops",
    "published_of",
    "readable_path",
    "results",
    "shown_stops",
    "stop_from_key",
    "surprises",
    "words",
]
