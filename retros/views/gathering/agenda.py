"""The agenda of a session, on paper and on a screen."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.access import writers_gathering
from retros.models import ActionItem, Gathering, KickoffLesson

WORDS = {
    "earlier": "Read what the kickoff chose and the open action items aloud.",
    "purpose": "Say what this session is for, and that everyone did the best they could with what "
    "they knew at the time.",
    "timeline": "Put the events in order together. For each one, ask: what did we know then?",
    "writing": "Everyone opens the link and writes alone: what went well, what could be better, "
    "what went wrong, which lesson to pass on.",
    "talking": "Reveal, read in silence, merge duplicates. Then talk about the few that matter "
    "most.",
    "decisions": "For each choice that mattered: what was it based on, and how did it turn out?",
    "actions": "What will we change? A few small things, each with an owner and a date.",
    "thanks": "Thank everyone. Say when the retrospective will be published and who can read it.",
}


@require_safe
def agenda(request, pk):
    """Show the steps with their minutes, the earlier lessons and the team's open action items."""
    gathering = writers_gathering(request.user, pk)
    retrospective = gathering.retrospective
    steps = [
        (step.value, step.label, gathering.minutes_of(step.value), WORDS[step.value])
        for step in Gathering.Step
        if gathering.minutes_of(step.value)
    ]
    context = {
        "gathering": gathering,
        "retrospective": retrospective,
        "steps": steps,
        "total": sum(minutes for _, _, minutes, _ in steps),
        "choices": _set_out_to_use(request.user, retrospective.project),
        "open_actions": ActionItem.objects.visible_to(request.user)
        .waiting_for(retrospective.project)
        .exclude(retrospective=retrospective),
    }
    return render(request, "gathering/agenda.html", context)


def _set_out_to_use(user, project):
    choices = KickoffLesson.objects.visible_to(user).for_project(project).chosen()
    return choices.with_items()
