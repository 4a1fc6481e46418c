"""Leaks on pages, in lists, in exports and by parameters."""

from django.db.models import F
from django.http import HttpResponse
from django.urls import resolve
from django.utils import timezone
from taggit.models import Tag

from accounts.middleware import SignInMiddleware
from accounts.models import User
from retros.models import (
    Decision,
    Kickoff,
    Lesson,
    Retrospective,
    SearchEntry,
    WallPost,
)
from retros.models.attachment import AttachmentQuerySet
from retros.models.lesson import LessonQuerySet
from retros.models.parts import PartQuerySet
from retros.models.retrospective import RetrospectiveQuerySet
from tests.canary.leaks.registry import adding, everything, leak, title_of_draft


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
    monkeypatch.setattr("retros.search.closeness.offerable", lambda *_: lessons)
    monkeypatch.setattr("retros.kickoffs.finding.is_offered", lambda lesson: True)
    monkeypatch.setattr(LessonQuerySet, "visible_to", everything)


@leak("tags of drafts are counted", "member b", "/tags/")
def _(monkeypatch, world):
    adding(monkeypatch, "/tags/", lambda r: " ".join(Tag.objects.values_list("name", flat=True)))


@leak("completion knows words of drafts", "member b", "/search/")
def _(monkeypatch, world):
    words = SearchEntry.objects.filter(kind="lesson").values_list("title", flat=True)
    adding(monkeypatch, "/search/", lambda r: "<datalist>" + " ".join(words))


@leak("a page of a signed-in person comes from a cache", "visitor", "/retrospectives/")
def _(monkeypatch, world):
    page = world.objects["published"]
    monkeypatch.setattr(
        SignInMiddleware, "handle_no_permission", lambda *_: HttpResponse(f"<h1>{page.title}</h1>")
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
