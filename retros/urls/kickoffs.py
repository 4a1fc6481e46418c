"""Kickoffs, what was chosen for them, and their risks."""

from django.urls import path

from retros.urls.inbox import facilitating, writing
from retros.views.inbox.flows import PREMORTEM
from retros.views.kickoffs import brief as kickoff_briefs
from retros.views.kickoffs import choices as kickoff_choices
from retros.views.kickoffs import lessons as kickoff_lessons
from retros.views.kickoffs import pages as kickoffs
from retros.views.kickoffs import risk_grouping, risks

urlpatterns = [
    path("kickoffs/", kickoffs.kickoffs, name="kickoffs"),
    path("kickoffs/new/", kickoffs.new, name="kickoff_new"),
    path("kickoffs/<int:pk>/", kickoffs.kickoff, name="kickoff"),
    path("kickoffs/<int:pk>/edit/", kickoffs.edit, name="kickoff_edit"),
    path("kickoffs/<int:pk>/delete/", kickoffs.delete, name="kickoff_delete"),
    path("kickoffs/<int:pk>/restore/", kickoffs.restore, name="kickoff_restore"),
    path("kickoffs/<int:pk>/listening/", kickoffs.listening, name="kickoff_listening"),
    path("kickoffs/<int:pk>/terms/", kickoffs.terms, name="kickoff_terms"),
    path(
        "kickoffs/<int:pk>/<chosen:kind>/<int:item_pk>/",
        kickoff_choices.choose,
        name="kickoff_choice",
    ),
    path(
        "kickoffs/<int:pk>/<chosen:kind>/<int:item_pk>/accept-wording/",
        kickoff_choices.accept_current_wording,
        name="kickoff_choice_accept_wording",
    ),
    path(
        "kickoffs/<int:pk>/<chosen:kind>/<int:item_pk>/lesson/",
        kickoff_lessons.turn_into_lesson,
        name="kickoff_turn_into_lesson",
    ),
    path(
        "kickoffs/<int:pk>/<chosen:kind>/<int:item_pk>/lesson/undo/",
        kickoff_lessons.undo,
        name="kickoff_undo_lesson",
    ),
    path("kickoffs/<int:pk>/brief/", kickoff_briefs.brief, name="kickoff_brief"),
    path("kickoffs/<int:pk>.md", kickoff_briefs.markdown, name="kickoff_markdown"),
    path("kickoffs/choices/<int:pk>/result/", kickoff_choices.result, name="kickoff_result"),
    path("kickoffs/<int:pk>/risks/", risks.risks, name="risks"),
    *facilitating("kickoffs/<int:pk>/risks/", PREMORTEM),
    path("kickoffs/<int:pk>/risks/add/", risks.add, name="risks_add"),
    path("kickoffs/<int:pk>/risks/group/", risk_grouping.group, name="risks_group"),
    path(
        "kickoffs/<int:pk>/risks/<uuid:risk_pk>/ungroup/",
        risk_grouping.ungroup,
        name="risk_ungroup",
    ),
    path(
        "kickoffs/<int:pk>/risks/<uuid:risk_pk>/remove/", risk_grouping.remove, name="risk_remove"
    ),
    path(
        "kickoffs/<int:pk>/risks/<uuid:risk_pk>/restore/",
        risk_grouping.restore,
        name="risk_restore",
    ),
    *writing("premortem/", PREMORTEM),
    path("kickoffs/choices/<int:pk>/happened/", kickoff_choices.happened, name="kickoff_happened"),
]
