"""Retrospectives, their gathering, history and templates."""

from django.urls import path

from retros.urls.inbox import facilitating, writing
from retros.views.gathering import agenda as gathering_agenda
from retros.views.gathering import merging
from retros.views.gathering import pages as gathering
from retros.views.inbox import outcome, voting
from retros.views.inbox.flows import GATHERING
from retros.views.retrospectives import (
    attachments,
    editor,
    history,
    parts,
    publishing,
    similar_lessons,
    starting,
    templates,
    wording,
)
from retros.views.retrospectives import pages as retrospectives

urlpatterns = [
    path("retrospectives/", retrospectives.retrospectives, name="retrospectives"),
    path("retrospectives/new/", starting.new, name="retrospective_new"),
    path("retrospectives/<int:pk>/", retrospectives.retrospective, name="retrospective"),
    path("retrospectives/<int:pk>.md", retrospectives.markdown, name="retrospective_markdown"),
    path("retrospectives/<int:pk>/edit/", editor.edit, name="retrospective_edit"),
    path("retrospectives/<int:pk>/edit/<section:name>/", editor.section, name="section"),
    path("retrospectives/<int:pk>/edit/pictures/", attachments.add, name="attachment_add"),
    path("attachments/<uuid:pk>/", attachments.attachment, name="attachment"),
    path(
        "retrospectives/<int:pk>/edit/lessons/similar/",
        similar_lessons.similar_lessons,
        name="similar_lessons",
    ),
    path("retrospectives/<int:pk>/edit/<kind:kind>/new/", parts.new, name="part_new"),
    path("retrospectives/<int:pk>/edit/<kind:kind>/<int:part_pk>/", parts.edit, name="part"),
    path(
        "retrospectives/<int:pk>/edit/<kind:kind>/<int:part_pk>/move/",
        parts.move,
        name="part_move",
    ),
    path(
        "retrospectives/<int:pk>/edit/<kind:kind>/<int:part_pk>/remove/",
        parts.remove,
        name="part_remove",
    ),
    path(
        "retrospectives/<int:pk>/edit/<kind:kind>/<int:part_pk>/restore/",
        parts.restore,
        name="part_restore",
    ),
    path("retrospectives/invited/<int:pk>/", starting.invited, name="editor_invitation"),
    path("retrospectives/<int:pk>/publish/", publishing.publish, name="retrospective_publish"),
    path(
        "retrospectives/<int:pk>/next-steps/",
        publishing.next_steps,
        name="retrospective_next_steps",
    ),
    path(
        "retrospectives/<int:pk>/unpublish/", publishing.unpublish, name="retrospective_unpublish"
    ),
    path("retrospectives/<int:pk>/archive/", publishing.archive, name="retrospective_archive"),
    path("retrospectives/<int:pk>/delete/", publishing.delete, name="retrospective_delete"),
    path("retrospectives/<int:pk>/history/", history.versions, name="versions"),
    path("retrospectives/<int:pk>/history/compare/", history.compare, name="versions_compare"),
    path("retrospectives/<int:pk>/history/<int:number>/", history.version, name="version"),
    path(
        "retrospectives/<int:pk>/history/<int:number>/restore/",
        history.bring_back,
        name="version_restore",
    ),
    path("retrospectives/<int:pk>/restore/", publishing.restore, name="retrospective_restore"),
    # Gathering
    path("retrospectives/<int:pk>/gathering/", gathering.gathering, name="gathering"),
    *facilitating("retrospectives/<int:pk>/gathering/", GATHERING),
    path("retrospectives/<int:pk>/gathering/guests/", gathering.guests, name="gathering_guests"),
    path("retrospectives/<int:pk>/gathering/agenda/", gathering_agenda.agenda, name="agenda"),
    path("retrospectives/<int:pk>/gathering/merge/", merging.merging, name="gathering_merge"),
    path(
        "retrospectives/<int:pk>/gathering/merge/group/",
        merging.group,
        name="gathering_group",
    ),
    path(
        "retrospectives/<int:pk>/gathering/merge/ungroup/",
        merging.ungroup,
        name="gathering_ungroup",
    ),
    path(
        "retrospectives/<int:pk>/gathering/merge/lesson/",
        merging.as_lesson,
        name="gathering_as_lesson",
    ),
    path("gather/<str:token>/vote/", voting.vote, {"flow": GATHERING}, name="gather_vote"),
    path(
        "gather/<str:token>/outcome/", outcome.outcome, {"flow": GATHERING}, name="gather_outcome"
    ),
    *writing("gather/", GATHERING),
    path("templates/", templates.templates, name="templates"),
    path("templates/new/", templates.new, name="template_new"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("templates/<int:pk>/retire/", templates.retire, name="template_retire"),
    path("templates/<int:pk>/offer/", templates.offer, name="template_offer"),
    path("markdown/", editor.preview, name="markdown_preview"),
    path("wording/", wording.wording, name="wording"),
    path("diff/", editor.diff, name="diff"),
]
