"""Starting a retrospective."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from retros.forms.starting import StartForm
from retros.models import EditorInvitation


@require_http_methods(["GET", "POST"])
def new(request):
    """Show and save the form of a new retrospective. A repeated request creates only one."""
    typed = request.POST if request.method == "POST" else None
    form = StartForm(typed, user=request.user, initial=_initial_values(request))
    if form.is_bound and form.is_valid():
        retrospective = form.start()
        if retrospective and form.is_publishing:
            messages.success(request, "Published. Everyone who signs in can read it now.")
            return redirect("retrospective_next_steps", retrospective.pk)
        if retrospective:
            return redirect("retrospective_edit", retrospective.pk)
    status = 409 if form.existing else 422 if form.is_bound else 200
    return render(request, "editor/new.html", {"form": form}, status=status)


def _initial_values(request):
    given = {name: request.GET.get(name, "")[:120] for name in ("project", "way")}
    return {"project_name": given["project"]} | ({"way": given["way"]} if given["way"] else {})


@require_POST
def invited(request, pk):
    """Open a draft that this person was invited to edit, or `dismiss` that; it is said no more."""
    invitation = get_object_or_404(EditorInvitation.objects.visible_to(request.user), pk=pk)
    invitation.delete()
    if "dismiss" in request.POST:
        return redirect("home")
    return redirect("retrospective_edit", invitation.retrospective_id)
