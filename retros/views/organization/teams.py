"""The page of a team."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Team
from retros.models import Lesson, Project
from retros.views.paging import page_of


@require_safe
def team(request, slug):
    """Show a team's members, projects (paginated) and newest lessons."""
    found = get_object_or_404(Team, slug=slug)
    lessons = Lesson.objects.visible_to(request.user).offerable().for_cards()
    projects = Project.objects.visible_to(request.user).filter(team=found)
    context = {
        "team": found,
        "is_mine": found.pk in request.user.team_ids,
        "people": found.members.filter(is_active=True),
        "page": page_of(request, projects.select_related("team")),
        "lessons": lessons.filter(retrospective__project__team=found).newest_first()[:6],
    }
    return render(request, "teams/detail.html", context)
