"""What is said of a piece of news, read at the moment of sending: only what may be read then."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from retros.models import (
    Backup,
    Kickoff,
    KickoffLesson,
    LaterMatch,
    Notification,
    Retrospective,
    WallPost,
)
from retros.rendering import plain_text


@dataclass(frozen=True)
class Message:
    """`words` are lines; `link` is absolute; `name` tells it from every other, also when repeated."""

    kind: str
    name: str
    headline: str
    words: list[str]
    link: str


def message_of(notification):
    """Return the message, or None if it may no longer be sent.

    It holds the public text of a wall post, the title and summary of a retrospective, or how much
    a kickoff chose, what newly fits one, or when the last backup was made. It never names the author.
    """
    return _OF_KIND[notification.kind](notification)


def _wall(notification):
    post = WallPost.objects.on_wall().filter(pk=notification.subject_id).first()
    if post is None:
        return None
    parts = (("What we did", post.we_did), ("What happened", post.happened))
    words = [f"{label}: {text}" for label, text in parts if text]
    words.append(f"What we learned: {post.learned}")
    return _message(notification, "New on the Fail Wall", words, post)


def _retrospective(notification):
    found = Retrospective.objects.published().filter(pk=notification.subject_id).first()
    if found is None:
        return None
    words = [words for text in (found.title, found.summary) if (words := plain_text(text))]
    return _message(notification, "New retrospective", words, found)


def _kickoff(notification):
    found = Kickoff.objects.filter(removed_at=None).select_related("project")
    kickoff = found.filter(pk=notification.subject_id).first()
    if kickoff is None:
        return None
    chosen = KickoffLesson.objects.filter(kickoff=kickoff).chosen().values_list("disposition")
    to_apply, to_watch = (list(chosen).count((value,)) for value in ("apply", "watch"))
    if not (to_apply or to_watch):
        return None
    counts = [f"{to_apply} to apply"] * bool(to_apply) + [f"{to_watch} to watch"] * bool(to_watch)
    words = [kickoff.project.name, f"From earlier projects: {' and '.join(counts)}."]
    return _message(notification, "A kickoff chose lessons", words, kickoff)


def _later_match(notification):
    found = LaterMatch.objects.of_published().undecided().with_items()
    match = found.filter(pk=notification.subject_id).first()
    if match is None:
        return None
    words = [f"For: {match.kickoff.project.name}", str(match.item), match.reason]
    name = f"later-match-{match.pk}"
    link = settings.SITE_URL + match.kickoff.get_absolute_url()
    return Message(notification.kind, name, f"New {match.key[0]} for a kickoff", words, link)


def _backups(notification):
    last = Backup.objects.newest_first().first()
    if (last.pk if last else 0) != notification.subject_id:
        return None  # there is a newer one
    said = (
        f"The last one was made on {last.made_at:%Y-%m-%d at %H:%M} UTC."
        if last
        else "There is none yet."
    )
    name = f"backups-{notification.subject_id}"
    link = settings.SITE_URL + reverse("system")
    return Message(notification.kind, name, "No recent backup", [said], link)


def _test(notification):
    words = ["This channel works. Updates will appear here."]
    link = settings.SITE_URL + reverse("home")
    return Message(notification.kind, f"test-{notification.pk}", "Test from Retros", words, link)


def _message(notification, headline, words, subject):
    link = settings.SITE_URL + subject.get_absolute_url()
    return Message(notification.kind, f"{notification.kind}-{subject.pk}", headline, words, link)


_OF_KIND = {
    Notification.Kind.WALL: _wall,
    Notification.Kind.RETROSPECTIVE: _retrospective,
    Notification.Kind.KICKOFF: _kickoff,
    Notification.Kind.LATER_MATCH: _later_match,
    Notification.Kind.BACKUPS: _backups,
    Notification.Kind.TEST: _test,
}
