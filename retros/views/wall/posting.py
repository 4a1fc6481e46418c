"""Posting on the Fail Wall, changing a post, taking it down. For members.

Nobody's name is stored with a post. The browser that posted it keeps that fact for itself, in a
signed cookie which only the wall's addresses get.
"""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from retros.access import readable_lesson
from retros.access_to_wall import changeable_wall_post
from retros.forms.wall import ChangedWallPostForm, NewWallPostForm
from retros.models import WallPost
from retros.views.conflicts import render_with_theirs
from retros.views.wall.proposed_story import proposed_story

COOKIE, COOKIE_DAYS, COOKIE_POSTS = "wall_posts", 365, 50
COOKIE_SALT = "posted in this browser"
SAVED = {
    True: "Saved. The wall shows the new text.",
    False: "Saved. The post is not on the wall.",
}


@require_http_methods(["GET", "POST"])
def new(request):
    """Write a post and see it as a card, then hang it up; `?lesson=` gives words to begin with."""
    if request.method == "POST":
        form = NewWallPostForm(request.POST, user=request.user)
        if form.is_valid() and form.was_previewed():
            return _kept_in_browser(request, form.post())
        return _written(request, "wall/new.html", form, {})
    lesson = _lesson_asked_for(request)
    source = lesson if lesson and lesson.retrospective.is_published else None
    words = _words_of(source) if source else {}
    card = WallPost(**words)
    card.tag_names = _proposed(source.tags.names()) if source else []
    words |= {"tags": ", ".join(card.tag_names), "lesson": source and source.pk}
    form = NewWallPostForm(user=request.user, initial=words)
    existing_post = WallPost.objects.on_wall().filter(lesson=source).first() if source else None
    context = {
        "form": form,
        "card": card,
        "lesson": lesson,
        "source": source,
        "existing_post": existing_post,
    }
    return render(request, "wall/new.html", context)


def _words_of(lesson):
    told = proposed_story(lesson.retrospective)
    return told | {"learned": lesson.statement, "category": lesson.category}


def _proposed(names):
    return sorted(names, key=str.casefold)[: NewWallPostForm.tags_max]


def _lesson_asked_for(request):
    """The lesson that `?lesson=` names. Raises 404 if this person can't read such a one."""
    number = request.GET.get("lesson", "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit()):
        raise Http404
    return readable_lesson(request.user, int(number[:20]))


def _kept_in_browser(request, post):
    """To the post's page, or to where it waits. The browser alone keeps that it posted this."""
    posted = [pk for pk in posted_here(request) if pk != post.pk] + [post.pk]
    response = redirect(post) if post.is_on_wall else redirect("wall_post_edit", post.pk)
    response.set_signed_cookie(
        COOKIE,
        ".".join(map(str, posted[-COOKIE_POSTS:])),
        salt=COOKIE_SALT,
        max_age=COOKIE_DAYS * 24 * 60 * 60,
        path=reverse("wall"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def posted_here(request):
    """Return ids of the posts made in this browser; none without a valid cookie."""
    kept = request.get_signed_cookie(COOKIE, default="", salt=COOKIE_SALT)
    return [int(pk) for pk in kept.split(".") if pk]


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change the words, or take the post down, or put it back. 409 with both texts if somebody
    else was first.
    """
    post = _changeable(request, pk)
    context = {"post": post, "is_on_wall": post.is_on_wall}
    if request.method == "GET":
        form = ChangedWallPostForm(instance=post, user=request.user)
        return render(request, "wall/edit.html", context | {"form": form, "card": post})
    form = ChangedWallPostForm(request.POST, instance=post, user=request.user)
    if "keep_theirs" in request.POST:
        context |= {"form": form, "card": form.instance}
        return render_with_theirs(request, form, "wall/edit.html", context)
    if form.is_valid() and form.was_previewed():
        conflict = form.save_as_seen(by=request.user)
        if not conflict:
            messages.success(request, SAVED[post.is_on_wall])
            return redirect("wall_post_edit", pk)
        context |= {"form": form, "card": form.instance, "conflict": conflict}
        return render(request, "wall/edit.html", context, status=409)
    return _written(request, "wall/edit.html", form, context)


def _written(request, template, form, context):
    """The form again: with the card as it would be, or with what to look at."""
    if form.is_valid():
        form.show_preview()
    context |= {"form": form, "card": form.instance, "previewed": form.is_valid()}
    return render(request, template, context, status=200 if form.is_valid() else 422)


@require_POST
def take_down(request, pk):
    """Take the post down and return to its page, which offers to put it back."""
    post = _changeable(request, pk)
    if post.is_on_wall or post.awaits_review:
        post.take_down()
    return redirect("wall_post_edit", pk)


@require_POST
def put_back(request, pk):
    """Put the post on the wall, or approve it."""
    post = _changeable(request, pk)
    if not post.is_on_wall:
        post.put_on_wall(by=request.user)
    if post.is_on_wall:
        messages.success(request, "The post is on the wall.")
    return redirect("wall_post_edit", pk)


def _changeable(request, pk):
    return changeable_wall_post(request.user, pk, posted_here=posted_here(request))
