"""Lessons that say the opposite of each other."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from retros.access import judged_lesson
from retros.forms.lessons import OppositeForm
from retros.models import OppositeLessons


@require_http_methods(["GET", "HEAD", "POST"])
def opposites(request, pk):
    """Link another lesson that says the opposite, and say what it depends on.

    With `find`, only look for lessons with the words that were typed.
    """
    found = judged_lesson(request.user, pk)
    is_looking = "find" in request.POST
    typed = {name: request.POST.get(name, "") for name in ("other", "depends_on")}
    data = request.POST if request.method == "POST" and not is_looking else None
    form, status = OppositeForm(data, lesson=found, user=request.user, typed=typed), 200
    if data is not None:
        if form.is_valid():
            words = form.cleaned_data
            OppositeLessons.link(found, words["lesson"], depends_on=words["depends_on"])
            messages.success(request, "Linked. Both lessons now show each other.")
            return redirect(found)
        status = 422
    return render(request, "lessons/opposite.html", {"lesson": found, "form": form}, status=status)


@require_POST
def remove(request, pk):
    """Remove the link between a lesson and the pair given as `pair`."""
    found = judged_lesson(request.user, pk)
    pairs = OppositeLessons.objects.visible_to(request.user).of(found)
    number = request.POST.get("pair", "")
    chosen = number if number.isascii() and number.isdigit() and len(number) < 19 else 0
    get_object_or_404(pairs, pk=chosen).delete()
    messages.success(request, "Link removed.")
    return redirect(found)


def opposites_of(lesson, user):
    """Return [(pair, other lesson)] of those that `user` may read. One query."""
    pairs = OppositeLessons.objects.visible_to(user).of(lesson)
    return [(pair, pair.other_than(lesson)) for pair in pairs]
