"""Leaks on the public pages of the wall, its screens and its feeds."""

from taggit.models import Tag

from accounts.models import User
from accounts.tokens import hash_token
from retros.models import (
    Lesson,
    Project,
    Retrospective,
    TagAlias,
    WallPost,
    screen_and_state,
)
from retros.models.wall_post import WallPostQuerySet
from retros.models.wall_rotation import rotation
from tests.canary.leaks.registry import adding, leak
from tests.canary.worlds import SCREEN_TOKEN


@leak("posts that were taken down stay on the wall", "visitor", "/wall/")
def _(monkeypatch, world):
    monkeypatch.setattr(WallPostQuerySet, "on_wall", lambda posts: posts.order_by("-pk"))


@leak("a feed names the author", "visitor", "/wall/feed.atom")
def _(monkeypatch, world):
    adding(monkeypatch, "/wall/feed.atom", lambda r: f"<author>{world.objects['author']}</author>")


@leak("a link preview describes the lesson inside", "visitor", "/wall/")
def _(monkeypatch, world):
    detail = world.objects["published lesson"].detail
    adding(
        monkeypatch, "/wall/9001/", lambda r: f'<meta property="og:description" content="{detail}">'
    )


@leak("visitors read the list of projects", "visitor", "/wall/")
def _(monkeypatch, world):
    adding(monkeypatch, "/wall/", lambda r: Project.objects.last().name)


@leak("the wall offers tags of what is inside", "visitor", "/wall/")
def _(monkeypatch, world):
    monkeypatch.setattr("retros.views.wall.pages.tags_on_the_wall", Tag.objects.all)


@leak("a name that was never public leads to posts", "two worlds", "/wall/")
def _(monkeypatch, world):
    def called(text):
        former = TagAlias.objects.filter(name=text).first()
        return former.tag.name if former else text

    monkeypatch.setattr("retros.views.wall.pages.name_on_the_wall", called)


@leak("the wall counts lessons inside", "two worlds", "/wall/")
def _(monkeypatch, world):
    adding(monkeypatch, "/wall/", lambda r: f"{Lesson.objects.count()} lessons")


@leak("an ETag depends on private rows", "two worlds", "/wall/")
def _(monkeypatch, world):
    tag = lambda r: f'"{Retrospective.objects.count()}"'  # noqa: E731
    adding(monkeypatch, "/wall/", tag, header="ETag")


@leak("the round of a screen follows what was taken down", "two worlds", "/wall/screen/slides/")
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


@leak("a search on the wall looks into hidden columns", "two worlds", "/wall/")
def _(monkeypatch, world):
    def count(request):
        return str(Lesson.objects.filter(detail__contains=request.GET.get("q", "")).count())

    adding(monkeypatch, "/wall/", count)


@leak("health figures count what is private", "two worlds")
def _(monkeypatch, world):
    adding(monkeypatch, "/", lambda r: f"<!-- {User.objects.count()} -->")
