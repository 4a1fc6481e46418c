"""Leaks of who wrote something unattributed, and of what waits."""

from django.utils import timezone
from taggit.models import Tag

from accounts.models import User
from retros.models import (
    BrowserKey,
    Contribution,
    Gathering,
    WallPost,
)
from retros.models.inbox_contents import InboxContents
from tests.canary.leaks.registry import adding, leak
from tests.canary.worlds import LINK_TOKEN


@leak("a post keeps who wrote it", "traces")
def _(monkeypatch, world):
    def keep(request):
        WallPost.objects.filter(posted_at__year=2026).update(signature=request.user.pk or "")
        return ""

    adding(monkeypatch, "/wall/new/", keep)


@leak("a log line names who posted", "traces")
def _(monkeypatch, world):
    import logging

    def log(request):
        logging.getLogger("retros").warning("posted by %s", request.user)
        return ""

    adding(monkeypatch, "/wall/new/", log)


@leak("a last-active time is stamped by posting", "traces")
def _(monkeypatch, world):
    def stamp(request):
        User.objects.filter(pk=request.user.pk).update(display_name="just posted")
        return ""

    adding(monkeypatch, "/wall/new/", stamp)


@leak("a writer meets what waits in the box", "member a", "/gather/")
def _(monkeypatch, world):
    monkeypatch.setattr(InboxContents, "written_with", lambda contents, key: contents.all())


@leak("the facilitator looks into the box", "member a", "/retrospectives/6501/")
def _(monkeypatch, world):
    def what_waits(request):
        gathering = Gathering.objects.get()
        gathering.unlock(LINK_TOKEN)
        return str(gathering.contents())

    adding(monkeypatch, "/retrospectives/6501/gathering/", what_waits)


@leak("the link shows more of the draft than its title", "member b", "/gather/")
def _(monkeypatch, world):
    adding(monkeypatch, "/gather/", lambda r: world.objects["gathered"].summary)


@leak("a thought carries the account that wrote it", "author")
def _(monkeypatch, world):
    monkeypatch.setattr(BrowserKey, "mark", lambda key, pk: f"{key.account}")


@leak("a thought is dated to the second", "author")
def _(monkeypatch, world):
    original = Contribution.as_part
    monkeypatch.setattr(
        Contribution, "as_part", lambda one, draft, moment: original(one, draft, timezone.now())
    )


@leak("a thought leaves a row of its own as it comes", "author")
def _(monkeypatch, world):
    original = Gathering.add

    def add(gathering, contribution, *, key):
        Tag.objects.get_or_create(name=contribution.text, slug=contribution.pk)
        return original(gathering, contribution, key=key)

    monkeypatch.setattr(Gathering, "add", add)


@leak("thoughts are revealed in the order in which they came", "author")
def _(monkeypatch, world):
    came = []
    original = Gathering.add

    def add(gathering, contribution, *, key):
        came.append(contribution.text)
        return original(gathering, contribution, key=key)

    monkeypatch.setattr(Gathering, "add", add)

    class InOrder:
        def shuffle(self, chosen):
            chosen.sort(key=lambda one: came.index(one.text))

    monkeypatch.setattr("retros.models.anonymous_inbox.SystemRandom", InOrder)


@leak("the session says when its person last wrote", "author")
def _(monkeypatch, world):
    def stamp(request):
        request.session["wrote_at"] = str(timezone.now())
        request.session.save()
        return ""

    adding(monkeypatch, "/gather/", stamp)


@leak("a log line says who adds a thought", "author")
def _(monkeypatch, world):
    import logging

    def log(request):
        logging.getLogger("retros").info("%s adds a thought", request.user)
        return ""

    adding(monkeypatch, "/gather/", log)
