"""Teams and their members."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import managed_team, must_be_curator, teams_managed_by
from accounts.forms import NewMemberForm, TeamForm
from accounts.models import AuditEntry, Membership, Team, User
from accounts.single_sign_on import (
    fill_team,
    follows_a_group,
    missing_teams_of_scim,
    sign_in_fills,
    teams_to_accept,
)

MISSING_SHOWN = 20
NOT_ACCEPTED = "It is called like a group of your organization, whose people join once a curator accepts the team. "
PK_LENGTH_MAX = 18  # digits of an id that every database can look up


@require_http_methods(["GET", "POST"])
def my_teams(request):
    """List the reader's teams (all teams for administrators) with a form for a new one."""
    new = Team(follows_groups=request.user.is_curator)
    form = TeamForm(request.POST or None, instance=new)
    if request.method == "POST" and form.is_valid():
        team = form.save()
        Membership.objects.create(team=team, user=request.user)
        _note_accepted(team, request.user)
        messages.success(request, f"Created {team}. {_who_joins(team)}Now add its members.")
        return redirect("team_members", team.slug)
    teams = teams_managed_by(request.user).annotate(size=Count("memberships"))
    context = {"form": form, "teams": teams}
    if request.user.is_curator:
        context["missing"] = missing_teams_of_scim()[:MISSING_SHOWN]
        context["waiting"] = teams_to_accept()[:MISSING_SHOWN]
    return render(request, "people/teams.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def team_members(request, slug):
    """List the members of a team with the form that adds one."""
    team = managed_team(request.user, slug)
    form = NewMemberForm(request.POST or None, team=team)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        Membership.objects.get_or_create(team=team, user=person)
        messages.success(request, f"Added {person} to {team}.")
        return redirect("team_members", slug)
    return _page(request, team, form=form)


@require_POST
def team_rename(request, slug):
    """Change a team's name or description. The address stays, so that links keep working."""
    team = managed_team(request.user, slug)
    renamed = Team.objects.get(pk=team.pk)
    team_form = TeamForm(request.POST, instance=renamed)
    if not team_form.is_valid():
        return _page(request, team, team_form=team_form)
    is_new = renamed.name != team.name
    if renamed.name.lower() != team.name.lower():
        renamed.follows_groups = request.user.is_curator
    team_form.save()
    if renamed.name.lower() != team.name.lower():
        _note_accepted(renamed, request.user)
    messages.success(request, f"Saved. {_who_joins(renamed) if is_new else ''}".strip())
    return redirect("team_members", slug)


@require_POST
def team_accept(request, slug):
    """Let the people of the group that a team is called like join it, as curators decide."""
    must_be_curator(request.user)
    team = get_object_or_404(Team, slug=slug)
    team.follows_groups = True
    team.save(update_fields=["follows_groups"])
    AuditEntry.record(AuditEntry.Kind.TEAM_ACCEPTED, by=request.user, thing=team)
    messages.success(request, f"Accepted {team}. {_who_joins(team)}".strip())
    return redirect("my_teams")


@require_http_methods(["GET", "POST"])
def team_member_remove(request, slug, pk):
    """Ask before a member, or the reader, is removed from a team; with POST, remove them.

    The team’s page then offers to put them back.
    """
    team = managed_team(request.user, slug)
    membership = get_object_or_404(team.memberships.select_related("user"), user=pk)
    if request.method == "GET":
        context = {"team": team, "person": membership.user}
        return render(request, "people/remove.html", context)
    membership.delete()
    if membership.user == request.user:
        messages.success(request, f"You left {team}.")
        return redirect("my_teams")
    return redirect(f"{reverse('team_members', args=[slug])}?removed={pk}")


@require_POST
def team_member_put_back(request, slug, pk):
    """Undo that somebody was removed from a team."""
    team = managed_team(request.user, slug)
    person = get_object_or_404(User.objects.filter(is_active=True), pk=pk)
    Membership.objects.get_or_create(team=team, user=person)
    messages.success(request, f"Added {person} to {team}.")
    return redirect("team_members", slug)


def _note_accepted(team, by):
    """Keep in the audit log that a team of this name lets the people of a group join, as accepting does."""
    if follows_a_group(team):
        AuditEntry.record(AuditEntry.Kind.TEAM_ACCEPTED, by=by, thing=team)


def _who_joins(team):
    """Let people of the directory join a team with a new name, and say who comes by a group, and when."""
    if not team.follows_groups:
        return NOT_ACCEPTED if team in teams_to_accept() else ""
    said, joined = "", fill_team(team)
    if joined:
        people = "1 person" if joined == 1 else f"{joined} people"
        said += f"{people} joined by a group of your directory. "
    if sign_in_fills(team):
        said += f"People whose group at {settings.OIDC_NAME} stands for it join when they next sign in. "
    return said


def _removed_from(team, pk):
    """Return the person with this id, as text, if they may be put back into the team."""
    if not pk.isascii() or not pk.isdecimal() or len(pk) > PK_LENGTH_MAX:
        return None
    return User.objects.filter(pk=pk, is_active=True).exclude(memberships__team=team).first()


def _page(request, team, *, form=None, team_form=None):
    context = {
        "team": team,
        "removed": _removed_from(team, request.GET.get("removed", "")),
        "members": team.memberships.select_related("user").order_by("user__display_name", "pk"),
        "not_accepted": NOT_ACCEPTED if team in teams_to_accept() else "",
        "is_member": team.pk in request.user.team_ids,
        "form": form or NewMemberForm(team=team),
        "team_form": team_form or TeamForm(instance=team),
    }
    context["problems"] = next((f for f in (form, team_form) if f and f.errors), None)
    status = 422 if context["problems"] else 200
    return render(request, "people/team.html", context, status=status)
