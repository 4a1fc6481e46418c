"""A path with the stops that one reader sees, for pages, Markdown and feeds."""

from dataclasses import dataclass

from django.conf import settings

from retros.kickoffs import one_line
from retros.models import ReadingPath
from retros.paths.stops import ShownStop, minutes_for

FIRST = 3  # stops that a list names


@dataclass(frozen=True)
class PathCard:
    """A path and its stops as one reader sees them."""

    path: ReadingPath
    stops: list[ShownStop]

    @property
    def minutes(self) -> int:
        """How long all of it takes to read, without what links lead to."""
        return minutes_for(sum(stop.characters for stop in self.stops if stop.minutes))

    @property
    def first(self) -> list[ShownStop]:
        """The stops that a list names: the first few that are not notes."""
        return [stop for stop in self.stops if stop.url][:FIRST]

    @property
    def more(self) -> int:
        """How many others there are."""
        return len(self.stops) - len(self.first)


def path_markdown(card: PathCard) -> str:
    """Write a path as Markdown: a numbered list of what to read, and why."""
    path = card.path
    address = f"{settings.SITE_URL}{path.get_absolute_url()}"
    parts = [f"# {one_line(path.title)}"]
    parts += [f"For {one_line(path.for_whom)}"] if path.for_whom else []
    items = (_item(number, stop) for number, stop in enumerate(card.stops, start=1))
    return "\n\n".join([*parts, "\n".join(items), f"From <{address}>"]) + "\n"


def _item(number, stop):
    address = stop.url if "://" in stop.url else f"{settings.SITE_URL}{stop.url}"
    title = one_line(stop.title)
    facts = [stop.label, *filter(None, [one_line(stop.project), stop.remark])]
    facts += [f"{stop.minutes} min"] if stop.minutes else []
    line = f"[{title}]({address}) ({', '.join(facts)})" if stop.url else title
    why = f"\n   Why this: {one_line(stop.row.why)}" if stop.row.why else ""
    return f"{number}. {line}{why}"
