"""What is said of a piece of news, read at the moment of sending: only what may be read then."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from retros.models import Kickoff, KickoffLesson, Notice, Retrospective, WallPost


@dataclass(frozen=True)
class Message:
    """`words` are lines; `link` is absolute; `name` tells it from every other, also when repeated."""

    kind: str
    name: str
    headline: str
    words: list[str]
    link: str


def message_of(notice):
    """The message, or None where what it is about may not be told any more.

    Of a wall post its public words; of a retrospective title and summary; of a kickoff how much it
    chose. Nothing of who wrote.
    """
    return _OF_KIND[notice.kind](notice)


def _wall(notice):
    post = WallPost.objects.up().filter(pk=notice.subject_id).first()
    if post is None:
        return None
    told = (("We did", post.we_did), ("What happened", post.happened))
    words = [f"{label}: {text}" for label, text in told if text]
    words.append(f"We learned: {post.learned}")
    return _message(notice, "New on the Fail Wall", words, post)


def _retrospective(notice):
    found = Retrospective.objects.published().filter(pk=notice.subject_id).first()
    if found is None:
        return None
    words = [text for text in (found.title, found.summary) if text]
    return _message(notice, "A new retrospective", words, found)


def _kickoff(notice):
    found = Kickoff.objects.filter(removed_at=None).select_related("project")
    kickoff = found.filter(pk=notice.subject_id).first()
    if kickoff is None:
        return None
    chosen = KickoffLesson.objects.filter(kickoff=kickoff).chosen().values_list("disposition")
    to_apply, to_watch = (list(chosen).count((value,)) for value in ("apply", "watch"))
    if not (to_apply or to_watch):
        return None
    counts = [f"{to_apply} to apply"] * bool(to_apply) + [f"{to_watch} to watch"] * bool(to_watch)
    words = [kickoff.project.name, f"Lessons of earlier projects: {' and '.join(counts)}."]
    return _message(notice, "A kickoff chose lessons", words, kickoff)


def _test(notice):
    words = ["This channel works. What is new will be told here."]
    link = settings.SITE_URL + reverse("home")
    return Message(notice.kind, f"test-{notice.pk}", "A test from Retros", words, link)


def _message(notice, headline, words, subject):
    link = settings.SITE_URL + subject.get_absolute_url()
    return Message(notice.kind, f"{notice.kind}-{subject.pk}", headline, words, link)


_OF_KIND = {
    Notice.Kind.WALL: _wall,
    Notice.Kind.RETROSPECTIVE: _retrospective,
    Notice.Kind.KICKOFF: _kickoff,
    Notice.Kind.TEST: _test,
}
