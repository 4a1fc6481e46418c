"""Teams and their members."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import managed_team, teams_managed_by
from accounts.forms import NewMemberForm, TeamForm
from accounts.models import Membership, Team


@require_http_methods(["GET", "POST"])
def my_teams(request):
    """List the reader's teams (all teams for administrators) with a form for a new one."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        team = form.save()
        Membership.objects.create(team=team, user=request.user)
        messages.success(request, f"Created {team}. Now add its members.")
        return redirect("team_members", team.slug)
    teams = teams_managed_by(request.user).annotate(size=Count("memberships"))
    context = {"form": form, "teams": teams}
    return render(request, "people/teams.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def team_members(request, slug):
    """List the members of a team with the form that adds one."""
    team = managed_team(request.user, slug)
    form = NewMemberForm(request.POST or None, team=team)
    if request.method == "POST" and form.is_valid():
        Membership.objects.get_or_create(team=team, user=form.person)
        messages.success(request, f"Added {form.person} to {team}.")
        return redirect("team_members", slug)
    return _page(request, team, form=form)


@require_POST
def team_rename(request, slug):
    """Change a team's name or description. The address stays, so that links keep working."""
    team = managed_team(request.user, slug)
    team_form = TeamForm(request.POST, instance=Team.objects.get(pk=team.pk))
    if not team_form.is_valid():
        return _page(request, team, team_form=team_form)
    team_form.save()
    messages.success(request, "Saved.")
    return redirect("team_members", slug)


@require_POST
def team_member_remove(request, slug, pk):
    """Remove a member, or oneself, from a team."""
    team = managed_team(request.user, slug)
    membership = get_object_or_404(team.memberships.select_related("user"), user=pk)
    membership.delete()
    if membership.user == request.user:
        messages.success(request, f"You left {team}.")
        return redirect("my_teams")
    messages.success(request, f"Removed {membership.user} from {team}.")
    return redirect("team_members", slug)


def _page(request, team, *, form=None, team_form=None):
    context = {
        "team": team,
        "members": team.memberships.select_related("user").order_by("user__display_name", "pk"),
        "is_member": team.pk in request.user.team_ids,
        "form": form or NewMemberForm(team=team),
        "team_form": team_form or TeamForm(instance=team),
    }
    context["problems"] = next((f for f in (form, team_form) if f and f.errors), None)
    status = 422 if context["problems"] else 200
    return render(request, "people/team.html", context, status=status)
