"""Deliberate leaks, each as somebody might build it in by accident, and what must catch it."""

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpResponse
from django.urls import resolve
from django.utils import timezone
from taggit.models import Tag

from accounts.middleware import SignInMiddleware
from accounts.models import User
from accounts.tokens import hash_token
from retros.models import (
    BrowserKey,
    Contribution,
    Decision,
    Gathering,
    Kickoff,
    Lesson,
    Project,
    Retrospective,
    SearchEntry,
    TagAlias,
    WallPost,
    screen_and_state,
)
from retros.models.attachment import AttachmentQuerySet
from retros.models.inbox_contents import InboxContents
from retros.models.lesson import LessonQuerySet
from retros.models.parts import PartQuerySet
from retros.models.retrospective import RetrospectiveQuerySet
from retros.models.wall_post import WallPostQuerySet
from retros.models.wall_rotation import rotation
from tests.canary.worlds import LINK_TOKEN, SCREEN_TOKEN


@dataclass
class Leak:
    """What is broken, how, and which reader or comparison has to notification."""

    name: str
    break_it: object  # (monkeypatch, world) -> None
    # A role of the crawl, or "two worlds", "closed wall", "parameters", "existence", "traces", "author".
    caught_by: str
    under: str = "/"


LEAKS = []


def leak(name, caught_by, under="/"):
    def register(break_it):
        LEAKS.append(Leak(name, break_it, caught_by, under))
        return break_it

    return register


def everything(queryset, *_):
    return queryset.all()


def adding(monkeypatch, prefix, words, header=None):
    """Append `words()` to each page under `prefix`, or put it into a header."""
    original = SignInMiddleware.process_response

    def process_response(self, request, response):
        response = original(self, request, response)
        if request.path.startswith(prefix) and not response.streaming:
            if header:
                response[header] = words(request)
            else:
                response.content += words(request).encode()
        return response

    monkeypatch.setattr(SignInMiddleware, "process_response", process_response)


def draft():
    return Retrospective.objects.drafts().order_by("pk").first()


def title_of_draft(request):
    found = draft()
    return found.title if found else ""


@leak("retrospectives without the gate", "member b", "/retrospectives/")
def _(monkeypatch, world):
    monkeypatch.setattr(RetrospectiveQuerySet, "visible_to", everything)


@leak("parts without the gate", "member b", "/lessons/")
def _(monkeypatch, world):
    monkeypatch.setattr(LessonQuerySet, "visible_to", everything)


@leak("decision log without the gate", "member b", "/decisions/")
def _(monkeypatch, world):
    monkeypatch.setattr(PartQuerySet, "visible_to", everything)


@leak("editing without the gate", "member b", "/retrospectives/")
def _(monkeypatch, world):
    monkeypatch.setattr(RetrospectiveQuerySet, "written_by", everything)


@leak("readers see what was taken out of a published text", "member b", "/retrospectives/")
def _(monkeypatch, world):
    visible_to = RetrospectiveQuerySet.visible_to
    monkeypatch.setattr(RetrospectiveQuerySet, "restorable_by", visible_to)


@leak("posts that were taken down stay on the wall", "visitor", "/wall/")
def _(monkeypatch, world):
    monkeypatch.setattr(WallPostQuerySet, "on_wall", lambda posts: posts.order_by("-pk"))


@leak("pictures without the gate", "member b", "/attachments/")
def _(monkeypatch, world):
    monkeypatch.setattr(AttachmentQuerySet, "visible_to", everything)


@leak("search over the drafts of others", "member b", "/search/")
def _(monkeypatch, world):
    SearchEntry.objects.update(draft=None)


@leak("a kickoff offers lessons of drafts", "member b", "/kickoffs/")
def _(monkeypatch, world):
    Retrospective.objects.update(published_at=timezone.now())
    lessons = SearchEntry.objects.filter(kind="lesson")
    monkeypatch.setattr("retros.search.relevance.offerable", lambda *_: lessons)
    monkeypatch.setattr("retros.kickoffs.finding.is_offered", lambda lesson: True)
    monkeypatch.setattr(LessonQuerySet, "visible_to", everything)


@leak("tags of drafts are counted", "member b", "/tags/")
def _(monkeypatch, world):
    adding(monkeypatch, "/tags/", lambda r: " ".join(Tag.objects.values_list("name", flat=True)))


@leak("completion knows words of drafts", "member b", "/search/")
def _(monkeypatch, world):
    words = SearchEntry.objects.filter(kind="lesson").values_list("title", flat=True)
    adding(monkeypatch, "/search/", lambda r: "<datalist>" + " ".join(words))


@leak("a feed names the author", "visitor", "/wall/feed.atom")
def _(monkeypatch, world):
    adding(monkeypatch, "/wall/feed.atom", lambda r: f"<author>{world.objects['author']}</author>")


@leak("a page of a signed-in person comes from a cache", "visitor", "/retrospectives/")
def _(monkeypatch, world):
    page = world.objects["published"]
    monkeypatch.setattr(
        SignInMiddleware, "handle_no_permission", lambda *_: HttpResponse(f"<h1>{page.title}</h1>")
    )


@leak("a link preview describes the lesson inside", "visitor", "/wall/")
def _(monkeypatch, world):
    detail = world.objects["published lesson"].detail
    adding(
        monkeypatch, "/wall/9001/", lambda r: f'<meta property="og:description" content="{detail}">'
    )


@leak("an old number redirects to a readable address", "visitor", "/projects/")
def _(monkeypatch, world):
    slug = world.objects["published project"].slug
    adding(monkeypatch, "/projects/", lambda r: f"/projects/{slug}/", header="Location")


@leak("an export holds more than its reader may see", "member b", "/retrospectives/")
def _(monkeypatch, world):
    adding(monkeypatch, f"/retrospectives/{world.objects['published'].pk}.md", title_of_draft)


@leak("the archive holds more than its reader may see", "curator", "/export/")
def _(monkeypatch, world):
    monkeypatch.setattr(RetrospectiveQuerySet, "visible_to", everything)


@leak("a table holds more than its reader may see", "curator", "/export/")
def _(monkeypatch, world):
    monkeypatch.setattr(LessonQuerySet, "visible_to", everything)
    monkeypatch.setattr("retros.filters.ExportFilter.qs", Retrospective.objects.all())


@leak("the row of a history is shown to all", "member b", "/lessons/")
def _(monkeypatch, world):
    adding(monkeypatch, "/lessons/", lambda r: Lesson.with_removed.last().statement)


@leak("a header for debugging names the reader's neighbor", "member b", "/projects/")
def _(monkeypatch, world):
    adding(monkeypatch, "/projects/", lambda r: world.objects["author"].email, header="X-Debug")


@leak("people are called by their address", "member b", "/teams/")
def _(monkeypatch, world):
    User.objects.update(display_name=F("email"))


@leak("the page for nothing found says what is hidden", "member b", "/decisions/")
def _(monkeypatch, world):
    adding(monkeypatch, "/decisions/", lambda r: Decision.with_removed.first().choice)


@leak("a kickoff's brief shows choices about hidden lessons", "member b", "/kickoffs/")
def _(monkeypatch, world):
    kickoff = Kickoff.objects.first()
    adding(monkeypatch, "/kickoffs/", lambda r: kickoff.choices.last().note)


@leak("the sign-in page tells who was here last", "visitor", "/accounts/")
def _(monkeypatch, world):
    adding(monkeypatch, "/accounts/login/", lambda r: User.objects.last().display_name)


@leak("visitors read the list of projects", "visitor", "/wall/")
def _(monkeypatch, world):
    adding(monkeypatch, "/wall/", lambda r: Project.objects.last().name)


@leak("the wall offers tags of what is inside", "visitor", "/wall/")
def _(monkeypatch, world):
    monkeypatch.setattr("retros.views.wall.pages.tags_on_the_wall", Tag.objects.all)


@leak("a name that was never public leads to posts", "two worlds")
def _(monkeypatch, world):
    def called(text):
        former = TagAlias.objects.filter(name=text).first()
        return former.tag.name if former else text

    monkeypatch.setattr("retros.views.wall.pages.name_on_the_wall", called)


@leak("the wall counts lessons inside", "two worlds")
def _(monkeypatch, world):
    adding(monkeypatch, "/wall/", lambda r: f"{Lesson.objects.count()} lessons")


@leak("an ETag depends on private rows", "two worlds")
def _(monkeypatch, world):
    tag = lambda r: f'"{Retrospective.objects.count()}"'  # noqa: E731
    adding(monkeypatch, "/wall/", tag, header="ETag")


@leak("the round of a screen follows what was taken down", "two worlds")
def _(monkeypatch, world):
    def chosen(posts, *, turn, today):
        hidden = WallPost.objects.exclude(taken_down_at=None).exists()
        return rotation(posts, turn=turn + hidden, today=today)

    monkeypatch.setattr("retros.views.wall.slides.rotation", chosen)


@leak("the slides of a closed wall are open", "closed wall", "/wall/screen/")
def _(monkeypatch, world):
    monkeypatch.setattr("retros.views.wall.screen.may_read_the_wall", lambda request: True)


@leak("a revoked or wrong link shows the wall all the same", "closed wall", "/screens/")
def _(monkeypatch, world):
    def any_screen(token_hash):
        return screen_and_state(hash_token(SCREEN_TOKEN))

    monkeypatch.setattr("retros.views.wall.screen.screen_and_state", any_screen)


@leak("a page says on a closed wall what hangs there", "closed wall", "/accounts/login/")
def _(monkeypatch, world):
    adding(monkeypatch, "/accounts/login/", lambda r: WallPost.objects.on_wall().first().learned)


@leak("a search on the wall looks into hidden columns", "two worlds")
def _(monkeypatch, world):
    def count(request):
        return str(Lesson.objects.filter(detail__contains=request.GET.get("q", "")).count())

    adding(monkeypatch, "/wall/", count)


@leak("health figures count what is private", "two worlds")
def _(monkeypatch, world):
    adding(monkeypatch, "/", lambda r: f"<!-- {User.objects.count()} -->")


@leak("a list can be ordered by a hidden field", "parameters")
def _(monkeypatch, world):
    adding(monkeypatch, "/wall/", lambda r: "up" if r.GET.get("ordering") else "down")


@leak("a list takes look-ups over every path", "parameters")
def _(monkeypatch, world):
    def matching(request):
        asked = {name: value for name, value in request.GET.items() if name.startswith("lesson__")}
        return str(WallPost.objects.filter(**asked).count())

    adding(monkeypatch, "/wall/", matching)


@leak("a hidden object is refused instead of not found", "existence")
def _(monkeypatch, world):
    original = SignInMiddleware.process_response

    def process_response(self, request, response):
        response = original(self, request, response)
        number = resolve(request.path).kwargs.get("pk") if response.status_code == 404 else None
        if Retrospective.objects.filter(pk=number).exists():
            response.status_code = 403
        return response

    monkeypatch.setattr(SignInMiddleware, "process_response", process_response)


@leak("the page for nothing found differs for what exists", "existence")
def _(monkeypatch, world):
    def hint(request):
        number = request.path.split("/")[2]
        exists = number.isdigit() and Lesson.with_removed.filter(pk=number).exists()
        return "<p>Ask its team to invite you.</p>" if exists else ""

    adding(monkeypatch, "/lessons/", hint)


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
