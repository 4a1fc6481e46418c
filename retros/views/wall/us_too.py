"""Us too: a member learned the same as a post, in a project that they may name."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from retros.access_to_wall import wall_post_on_the_wall
from retros.forms.us_too import UsTooForm
from retros.models import Project, UsToo


@require_http_methods(["GET", "POST"])
def us_too(request, pk):
    """Record an “Us too” once per member, or change its project; list the projects."""
    post = wall_post_on_the_wall(pk)
    said = (
        UsToo.objects.filter(wall_post=post, member=request.user).select_related("project").first()
    )
    is_said = request.method == "POST"
    form = UsTooForm(
        request.POST if is_said else None, user=request.user, project=said and said.project
    )
    if is_said and form.is_valid():
        UsToo.objects.update_or_create(
            wall_post=post, member=request.user, defaults={"project": form.cleaned_data["project"]}
        )
        messages.success(request, "Thank you. That makes one more project.")
        return redirect("wall_us_too", pk)
    context = {"post": post, "said": said, "form": form, "projects": _projects(request.user, post)}
    return render(request, "wall/us_too.html", context, status=422 if form.errors else 200)


def _projects(user, post):
    said = UsToo.objects.visible_to(user).filter(wall_post=post)
    return Project.objects.visible_to(user).filter(pk__in=said.values("project")).order_by("name")


@require_POST
def undo(request, pk):
    """Undo it."""
    post = wall_post_on_the_wall(pk)
    UsToo.objects.filter(wall_post=post, member=request.user).delete()
    messages.success(request, "Undone. Your project no longer counts.")
    return redirect("wall_us_too", pk)
