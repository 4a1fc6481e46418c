"""What an earlier version of a path said, as far as one reader may see it."""

from accounts.models import Reader
from retros.models import PathVersion, stops_from_state
from retros.paths.stops import shown_stops
from retros.text_diff import diff


def changes_in(version: PathVersion, user: Reader) -> list[tuple[str, str]]:
    """Return the runs of `diff` from the version before to this one, of what `user` may see.

    The first version has no marks.
    """
    before = PathVersion.objects.filter(path=version.path_id, number=version.number - 1).first()
    words = _words(version, user)
    return diff(_words(before, user) if before else words, words)


def _words(version, user):
    """The text of a version, a line for each thing that it says and a paragraph for each stop."""
    state = version.state
    whom = f"For: {state['for_whom']}" if state["for_whom"] else ""
    paragraphs = [(state["title"], whom)]
    for stop in shown_stops(stops_from_state(state), user):
        paragraphs.append((f"{stop.label}: {stop.title}", stop.row.address, stop.row.why))
    return "\n\n".join("\n".join(filter(None, lines)) for lines in paragraphs)
