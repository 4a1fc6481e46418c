"""Lessons similar to the one being written, shown next to its field."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from retros.access import editable_retrospective
from retros.forms.parts import LessonForm
from retros.models import Lesson
from retros.search import similar_to_text


@require_POST
def similar_lessons(request, pk):
    """Render the similar lessons for the submitted form as a fragment. Store nothing.

    A POST, so that no address in a log holds words of a draft.
    """
    retrospective = editable_retrospective(request.user, pk)
    form = LessonForm(request.POST, instance=Lesson(retrospective=retrospective))
    context = similar_context(form, request.user) | {"retrospective": retrospective}
    return render(request, "editor/_similar_lessons.html", context)


def similar_context(form, user):
    """Return the context of the panel next to the statement.

    `duplicate_of` is the linked lesson; without one, `similar` holds up to 3 similar lessons.
    """
    visible = Lesson.objects.visible_to(user).for_cards()
    chosen = form["duplicate_of"].value()
    if chosen:
        chosen = str(chosen)
        pk = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else None
        return {"duplicate_of": visible.filter(pk=pk).first(), "similar": []}
    found = similar_to_text(
        form["statement"].value() or "",
        user,
        elsewhere_than=form.instance.retrospective_id,
    )
    lessons = visible.in_bulk([match.lesson_id for match in found])
    return {"similar": [lessons[it.lesson_id] for it in found if it.lesson_id in lessons]}
