"""The brief of a kickoff: what was chosen for it, to read, print and take along."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.access import readable_kickoff
from retros.kickoffs.brief_markdown import brief_markdown
from retros.kickoffs.risk_board import grouped
from retros.models import Kickoff, KickoffLesson


@dataclass
class Brief:
    """What was chosen, best to ask first, and how much of it is no longer published."""

    kickoff: Kickoff
    choices: list[KickoffLesson]
    unavailable: int
    risks: list

    @property
    def questions(self):
        """What to ask at the kickoff. A lesson without a question has its place below them."""
        asked = (choice.lesson.kickoff_question for choice in self.choices)
        return [question for question in asked if question]

    @property
    def to_apply(self):
        return [choice for choice in self.choices if choice.disposition == "apply"]

    @property
    def to_watch(self):
        return [choice for choice in self.choices if choice.disposition == "watch"]

    @property
    def words_for_unavailable(self):
        """That lessons left the brief, without a word of them."""
        if self.unavailable == 1:
            return "1 lesson is no longer available."
        return f"{self.unavailable} lessons are no longer available."


def brief_of(kickoff, user):
    """The brief as `user` may read it. Three queries."""
    choices = KickoffLesson.objects.visible_to(user).filter(kickoff=kickoff).chosen()
    choices = list(choices.select_related("owner", "lesson__retrospective__project__team"))
    all_of_it = KickoffLesson.objects.filter(kickoff=kickoff).in_brief().count()
    return Brief(kickoff, choices, all_of_it - len(choices), grouped(kickoff, user))


@require_safe
def brief(request, pk):
    """The page for the meeting: questions first, two printed sides for ten lessons."""
    kickoff = readable_kickoff(request.user, pk)
    context = {
        "kickoff": kickoff,
        "brief": brief_of(kickoff, request.user),
        "may_edit": kickoff.is_edited_by(request.user),
    }
    return render(request, "kickoffs/brief.html", context)


@require_safe
def markdown(request, pk):
    """The same as Markdown."""
    kickoff = readable_kickoff(request.user, pk)
    text = brief_markdown(brief_of(kickoff, request.user))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="kickoff-{kickoff.pk}.md"'
    return response
