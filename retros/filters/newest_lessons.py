"""Lessons in the order of their retrospectives, without ordering all of them to show a few."""

from collections.abc import Sequence

MOST = 1_000  # retrospectives to read: far back in a list, all lessons are ordered


class NewestLessons:
    """The ids of those of `lessons` that are of `records`, newest first, to be paged like a queryset.

    The newest of `records` are read from an index, then their lessons from another: of both in one
    statement, SQLite would read all lessons. `reach` is how many retrospectives are read for each
    lesson; if that is too few for a page, all lessons are ordered. `near`, if given, are the same
    lessons, found by a test of each instead of a join, where a join would begin with all of them.
    """

    def __init__(self, lessons, records, *, reach: int, near=None):
        self.lessons, self.records, self.reach = lessons, records, reach
        self.near = lessons if near is None else near
        self._newest: list[int] = []
        self.read_all = False  # whether these are all there are

    def count(self) -> int:
        """Return how many there are. One query."""
        return self._all().count()

    def __getitem__(self, part: slice) -> Sequence[int]:
        if part.stop * self.reach <= MOST:
            found = self._near(part.stop * self.reach)[part]
            if len(found) == part.stop - part.start or self.read_all:
                return found
        return list(self._all().newest_first().values_list("pk", flat=True)[part])

    def newest_records(self, number: int) -> list[int]:
        """Return the ids of so many retrospectives, newest first. One query, none if they were read."""
        if len(self._newest) < number:
            newest = self.records.newest_first().values_list("pk", flat=True)
            self._newest = list(newest[:number])
            self.read_all = len(self._newest) < number
        return self._newest[:number]

    def _all(self):
        return self.lessons.filter(retrospective__in=self.records.order_by().values("pk"))

    def _near(self, number):
        """Return the ids of lessons of so many retrospectives, in the order of `newest_first`."""
        newest = self.newest_records(number)
        place = {pk: n for n, pk in enumerate(newest)}
        lessons = self.near.filter(retrospective__in=newest).order_by()
        rows = lessons.values_list("retrospective", "pk")
        return [pk for _, pk in sorted(rows, key=lambda row: (place[row[0]], -row[1]))]
