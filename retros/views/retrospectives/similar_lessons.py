"""Lessons like the one that is being written: shown beside the field, taken over by one press."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from retros.access import editable_retrospective
from retros.forms.parts import LessonForm
from retros.models import Lesson
from retros.search import similar_to_text


@require_POST
def alike(request, pk):
    """The lessons for the form that is sent, as a fragment. Stores nothing.

    A POST, so that no address in a log holds words of a draft.
    """
    retrospective = editable_retrospective(request.user, pk)
    form = LessonForm(request.POST, instance=Lesson(retrospective=retrospective))
    context = alike_to(form, request.user) | {"retrospective": retrospective}
    return render(request, "editor/_alike.html", context)


def alike_to(form, user):
    """What the panel beside the statement shows.

    `duplicate_of`: the lesson that was learned again; else `alike`: up to three that say the same.
    """
    visible = Lesson.objects.visible_to(user).for_cards()
    chosen = form["duplicate_of"].value()
    if chosen:
        chosen = str(chosen)
        pk = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else None
        return {"duplicate_of": visible.filter(pk=pk).first(), "alike": []}
    found = similar_to_text(
        form["statement"].value() or "",
        user,
        elsewhere_than=form.instance.retrospective_id,
    )
    lessons = visible.in_bulk([match.lesson_id for match in found])
    return {"alike": [lessons[it.lesson_id] for it in found if it.lesson_id in lessons]}
