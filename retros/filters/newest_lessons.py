"""Lessons in the order of their retrospectives, without ordering all of them to show a few."""

from collections.abc import Sequence


class NewestLessons:
    """The ids of `lessons`, newest first, to be paged like a queryset.

    The newest of `records` are read from an index, and their lessons from another. `reach` is how many
    retrospectives are read for each lesson; if that is too few for a page, all lessons are ordered.
    """

    def __init__(self, lessons, records, *, reach: int):
        self.lessons = lessons.newest_first().values_list("pk", flat=True)
        self.newest, self.reach = records.newest_first().values("pk"), reach

    def count(self) -> int:
        """Return how many there are. One query."""
        return self.lessons.count()

    def __getitem__(self, part: slice) -> Sequence[int]:
        near = self.newest[: part.stop * self.reach]
        found = list(self.lessons.filter(retrospective__in=near)[part])
        return found if len(found) == part.stop - part.start else list(self.lessons[part])
