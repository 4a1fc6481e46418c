"""What is known while a document is read: where in it we are, and what was kept of it so far."""

from retros.exchange.reading.dates import Near
from retros.exchange.reading.headings import Names
from retros.exchange.reading.timeline import Timeline

_TWO_MONTHS = 61  # days


class ReaderState:
    """A Document being filled, the path of sections to where we are, and the last date seen."""

    def __init__(self, document, base_date, names=None):
        self.document = document
        self.names = names or Names()
        self.timeline = Timeline(base_date)
        self.other_headings = []
        self.people = frozenset()  # names of who took part, as the document lists them
        self.lessons = set()  # ids of sections whose heading is a lesson
        self.is_told = False  # whether its notes are told in paragraphs alone
        self.decided = {}  # {id of a section: what it holds, other than its name says}
        self._path = []
        self._shown = set()  # ids of sections whose heading stands in the context already
        self._used = set()  # ids of those whose heading went into an entry

    @property
    def near(self):
        """The day that tells the year of a date without one, or None: things are due after it."""
        known = self.timeline.base or self.timeline.on
        return Near(known, back=_TWO_MONTHS) if known else None

    @property
    def headings(self):
        """The headings around what is read now, the outermost first."""
        return [section.heading for section in self._path if section.heading]

    def enter(self, section):
        self._path.append(section)

    def leave(self):
        """Leave the innermost section, whose heading is noted if nothing carries its words."""
        section = self._path.pop()
        carried = id(section) in self._shown or id(section) in self._used
        if section.heading and not carried and not self.names.is_plain_title(section.heading):
            self.other_headings.append(section.heading)

    def use_heading(self, under=None):
        """Say that the heading of the innermost section went into an entry.

        `under` is what the entry says that it stood under: perhaps something else.
        """
        section = self._path[-1]
        if under is None or under.startswith(section.heading):
            self._used.add(id(section))

    def keep(self, markdown):
        """Put Markdown into the context, below the headings that it stood under."""
        if not markdown.strip():
            return
        for depth, section in enumerate((s for s in self._path if s.heading), start=1):
            if id(section) not in self._shown:
                self._shown.add(id(section))
                self.document.context_parts.append(f"{'#' * min(depth, 4)} {section.heading}")
        self.document.context_parts.append(markdown)
