"""Tags: browsing for everyone, renaming and merging for curators."""

import unicodedata

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.utils.cache import patch_vary_headers
from django.utils.text import get_text_list
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from taggit.models import Tag

from retros.access import must_be_curator, readable_tag, tag_at
from retros.filters import NewestLessons
from retros.forms.tags import DescriptionForm, MergeForm, RenameForm
from retros.models import (
    Lesson,
    Project,
    Retrospective,
    UsesOfTag,
    WallPost,
    merge_tags,
    readable_now,
    rename_tag,
    tags_in_use,
    visible_uses,
)
from retros.views.lessons.cards import cards_of
from retros.views.paging import page_of

STEPS = (1, 3, 8, 20)  # numbers of uses from which a tag is shown one size larger
SUGGESTED = 8
LESSONS, MOST_RECORDS = 12, 8  # of a page with both
REACH = 10  # retrospectives that are read for each lesson of a page


@require_safe
def tags(request):
    """List the tags in use with their number of uses; with `?q=`, those whose name matches.

    htmx, and the fields that suggest tags, get the best few as options.
    """
    query = _folded(request.GET.get("q", ""))
    used = [
        (tag, number) for tag, number in tags_in_use(request.user) if query in _folded(tag.name)
    ]
    if request.htmx:
        used.sort(key=lambda it: (_place(it[0].name, query), -it[1], _folded(it[0].name)))
        response = render(request, "tags/_options.html", {"tags": used[:SUGGESTED]})
    else:
        used.sort(key=lambda it: (it[0].name.casefold(), it[0].name))
        rows = [(tag.name, tag.slug, n, sum(n >= step for step in STEPS)) for tag, n in used]
        context = {"tags": rows, "name": request.GET.get("q", "")}
        response = render(request, "tags/list.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _folded(text):
    """Return `text` without case and accents, for comparison."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def _place(name, query):
    """Rank a match: 0 if the name starts with the query, 1 if one of its words does, else 2."""
    name = _folded(name)
    return 0 if name.startswith(query) else 1 if f" {query}" in name else 2


@require_safe
def tag(request, slug):
    """Show lessons, retrospectives, projects and wall posts with the tag. 404 if none is visible."""
    user = request.user
    found = tag_at(slug)
    if found.slug != slug:
        return redirect("tag", readable_tag(user, slug).slug)
    may_read, tagged = readable_now(user), UsesOfTag(found)
    uses = tagged.numbers()
    readable = Retrospective.objects.filter(may_read)
    lessons = Lesson.objects.filter(tags=found)
    pks = NewestLessons(lessons, readable, reach=REACH, near=tagged.lessons_near())
    number = uses[Lesson] and uses[Lesson] - tagged.lessons_hidden(may_read)
    page = page_of(request, pks, size=LESSONS, number=number)
    newest = _newest_with(found, readable, pks) if uses[Retrospective] else []
    rows = Retrospective.objects.for_rows().in_bulk(newest[:MOST_RECORDS])
    shown = {
        "lessons": cards_of(page.object_list, user),
        "records": [rows[pk] for pk in newest if pk in rows],
        "projects": _with(found, Project, user) if uses[Project] else [],
        "posts": _with(found, WallPost, user) if uses[WallPost] else [],
    }
    if not any(shown.values()):
        raise Http404
    context = {
        "tag": found,
        "description": getattr(found, "description", None),
        "page": page,
        "more_records": len(newest) > MOST_RECORDS,
    }
    return render(request, "tags/detail.html", context | shown)


def _with(tag, model, user):
    found = model.objects.visible_to(user).filter(tags=tag)
    return list(found.select_related("team")[:50])


def _newest_with(tag, readable, lessons):
    """Return ids of the newest of `readable` with the tag: of those read for `lessons`, if these are enough."""
    near = lessons.newest_records(LESSONS * REACH)
    found = readable.filter(tags=tag).values_list("pk", flat=True)
    tagged = set(found.order_by().filter(pk__in=near))
    newest = [pk for pk in near if pk in tagged]
    if len(newest) <= MOST_RECORDS and not lessons.read_all:
        newest = list(found.newest_first()[: MOST_RECORDS + 1])
    return newest[: MOST_RECORDS + 1]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    """Rename, describe or merge a tag, for curators."""
    must_be_curator(request.user)
    found = readable_tag(request.user, slug)
    if found.slug != slug:
        return redirect("tag_edit", found.slug)
    if "name" in request.POST:
        return _rename(request, found)
    if "into" in request.POST:
        return _merge(request, found)
    if "kind" in request.POST:
        return _describe(request, found)
    return _show(request, found, status=422 if request.method == "POST" else 200)


@require_POST
def free(request, slug, pk):
    """Release a former name, so that it can be used for a separate tag. For curators."""
    must_be_curator(request.user)
    found = readable_tag(request.user, slug)
    for alias in found.aliases.filter(pk=pk):
        alias.delete()
        messages.success(request, f"You can use “{alias.name}” as a separate tag again.")
    return redirect("tag_edit", found.slug)


def _rename(request, found):
    form = RenameForm(request.POST, tag=found, user=request.user)
    if not form.is_valid():
        return _show(request, found, renaming=form, status=422)
    kept = _change_or_404(rename_tag, found, form.cleaned_data["name"])
    messages.success(request, f"Renamed the tag to “{kept.name}”. Links to the old name lead here.")
    return redirect("tag", kept.slug)


def _describe(request, found):
    form = DescriptionForm(request.POST, tag=found)
    if not form.is_valid():
        return _show(request, found, describing=form, status=422)
    form.save()
    messages.success(request, f"Saved what “{found.name}” stands for.")
    return redirect("tag", found.slug)


def _merge(request, found):
    form = MergeForm(request.POST, tag=found, user=request.user)
    if not form.is_valid():
        return _show(request, found, merging=form, status=422)
    into = form.cleaned_data["into"]
    if not form.cleaned_data["confirmed"]:
        return _show(request, found, merging=form, into=into)
    kept = _change_or_404(merge_tags, found, into)
    messages.success(request, f"Merged “{found.name}” into “{kept.name}”.")
    return redirect("tag", kept.slug)


def _change_or_404(change, *arguments):
    """Return the result of `change`. Raise 404 if one of the tags was merged meanwhile."""
    try:
        return change(*arguments)
    except Tag.DoesNotExist:
        raise Http404 from None


def _show(request, found, *, renaming=None, describing=None, merging=None, into=None, status=200):
    uses = visible_uses(found, request.user)
    context = {
        "tag": found,
        "uses": get_text_list(
            [f"{n} {word}{pluralize(n)}" for word, n in uses.items() if n], "and"
        ),
        "aliases": found.aliases.all(),
        "is_on_cards": bool(uses["wall post"]),
        "renaming": renaming or RenameForm(tag=found, user=request.user),
        "describing": describing or DescriptionForm(tag=found),
        "merging": merging or MergeForm(tag=found, user=request.user),
        "into": into,
    }
    return render(request, "tags/edit.html", context, status=status)
