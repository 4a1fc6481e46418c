"""What goes to the trash with a retrospective, in words, before somebody confirms it."""

from retros.history import HEADINGS
from retros.models import Kickoff, Retrospective, WallPost, snapshot


def taken_along(retrospective: Retrospective) -> list[str]:
    """Return a phrase with a number for each kind of thing in it. Run eight queries."""
    found = [
        (model.objects.filter(retrospective=retrospective).count(), HEADINGS[kind][1])
        for kind, model in snapshot.PARTS.items()
    ]
    found += [
        (retrospective.attachments.count(), "picture"),
        (retrospective.versions.count(), "version of its history"),
    ]
    return [_counted(number, word) for number, word in found if number]


def changed_elsewhere(retrospective: Retrospective) -> list[str]:
    """Return what changes outside of it, as sentences. Run three queries."""
    posts = WallPost.objects.on_wall().filter(lesson__retrospective=retrospective).count()
    chosen = Kickoff.objects.filter(removed_at=None, choices__lesson__retrospective=retrospective)
    kickoffs = chosen.distinct().count()
    sentences = []
    if posts:
        sentences.append(f"{_counted(posts, 'Fail Wall post')} based on it will be taken down.")
    if kickoffs:
        verb = "no longer shows" if kickoffs == 1 else "no longer show"
        sentences.append(f"{_counted(kickoffs, 'kickoff')} {verb} the lessons chosen from it.")
    if hasattr(retrospective, "gathering"):
        sentences.append("The link of its gathering stops working until you restore it.")
    return sentences


def _counted(number, word):
    if number == 1:
        return f"1 {word}"
    noun, _, rest = word.partition(" of ")
    return f"{number} {noun}s of {rest}" if rest else f"{number} {word}s"
