"""Tags: what the reader may see, by the words it was filed under."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from taggit.models import Tag, TaggedItem

from retros.models import Lesson, Project, Retrospective
from retros.views.paging import page_of

STEPS = (1, 3, 8, 20)  # used so often or more: one size larger each


@require_safe
def tags(request):
    """All tags in use, with how many things they lead to."""
    counts, names = Counter(), {}
    for model in (Lesson, Retrospective, Project):
        for name, slug, count in _used_on(model.objects.visible_to(request.user)):
            counts[slug] += count
            names[slug] = name
    rows = [
        (names[slug], slug, count, sum(count >= step for step in STEPS))
        for slug, count in counts.items()
    ]
    rows.sort(key=lambda row: (row[0].casefold(), row[0]))
    return render(request, "tags/list.html", {"tags": rows})


def _used_on(visible):
    """(name, slug, number) of each tag on the rows of `visible`."""
    kind = ContentType.objects.get_for_model(visible.model)
    used = TaggedItem.objects.filter(
        content_type=kind, object_id__in=visible.order_by().values("pk")
    ).exclude(tag__slug="")
    return used.values_list("tag__name", "tag__slug").annotate(number=Count("pk"))


@require_safe
def tag(request, slug):
    """Lessons, retrospectives and projects with the tag. 404 if there is none to see."""
    found = get_object_or_404(Tag, slug=slug)
    user = request.user
    lessons = Lesson.objects.visible_to(user).filter(tags=found).newest_first()
    records = Retrospective.objects.visible_to(user).filter(tags=found).newest_first()
    projects = Project.objects.visible_to(user).filter(tags=found).select_related("team")
    context = {
        "tag": found,
        "page": page_of(request, lessons),
        "records": records.with_lesson_counts().select_related("project__team")[:20],
        "projects": projects[:50],
    }
    if not (context["page"].paginator.count or context["records"] or context["projects"]):
        raise Http404
    return render(request, "tags/detail.html", context)
