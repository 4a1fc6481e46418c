"""Every route of the site, grouped by resource."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts.admin_site import repair
from retros import url_converters
from retros.views.exchange import export, imports
from retros.views.gathering import agenda as gathering_agenda
from retros.views.gathering import merging
from retros.views.gathering import pages as gathering
from retros.views.inbox import facilitating
from retros.views.inbox import writing as inbox
from retros.views.inbox.flows import GATHERING, PREMORTEM
from retros.views.kickoffs import brief as kickoff_briefs
from retros.views.kickoffs import choices as kickoff_choices
from retros.views.kickoffs import pages as kickoffs
from retros.views.kickoffs import risk_grouping, risks
from retros.views.lessons import pages as lessons
from retros.views.lessons import proposed as proposed_lessons
from retros.views.notifications import channels as notifications
from retros.views.notifications import digest as digests
from retros.views.organization import actions, decisions, projects, tags, teams
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
from retros.views.search import equivalents, unanswered
from retros.views.search import page as search
from retros.views.search import saved as saved_searches
from retros.views.site import errors as site
from retros.views.site import home, system, trash
from retros.views.wall import feeds as wall_feeds
from retros.views.wall import pages as wall
from retros.views.wall import posting as wall_posting
from retros.views.wall import review as wall_review
from retros.views.wall import screen as wall_screen
from retros.views.wall import screens
from retros.views.wall import us_too as wall_us_too


def _writing(start, flow):
    """The pages behind the link of an inbox."""
    options, name = {"flow": flow}, flow.writing_page
    yield path(f"{start}<str:token>/", inbox.write, options, name=name)
    yield path(f"{start}<str:token>/<uuid:pk>/", inbox.change, options, name=f"{name}_change")
    yield path(
        f"{start}<str:token>/<uuid:pk>/remove/", inbox.remove, options, name=f"{name}_remove"
    )


def _facilitating(start, flow):
    """What the facilitator of an inbox does."""
    options = {"flow": flow}
    yield path(f"{start}link/", facilitating.renew, options, name=flow.renew_view)
    yield path(f"{start}close/", facilitating.close, options, name=flow.close_view)
    yield path(f"{start}reveal/", facilitating.reveal, options, name=flow.reveal_view)


class Moved(RedirectView):
    """To the address of today."""

    permanent, query_string = True, True

    def post(self, request, *args, **kwargs):
        """Keep the method: a page opened before an upgrade may still send text."""
        response = self.get(request, *args, **kwargs)
        response.status_code = 308
        return response


url_converters.register()

urlpatterns = [
    # Asked for three times a minute by each screen, so they stand before all others.
    path("screens/<str:token>/slides/", wall_screen.office_slides, name="office_slides"),
    path("wall/screen/slides/", wall_screen.slides, name="wall_slides"),
    path("", home.home, name="home"),
    # Writing and reading
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
    path("retrospectives/<int:pk>/publish/", publishing.publish, name="retrospective_publish"),
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
    *_facilitating("retrospectives/<int:pk>/gathering/", GATHERING),
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
    *_writing("gather/", GATHERING),
    path("templates/", templates.templates, name="templates"),
    path("templates/new/", templates.new, name="template_new"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("templates/<int:pk>/retire/", templates.retire, name="template_retire"),
    path("templates/<int:pk>/offer/", templates.offer, name="template_offer"),
    path("markdown/", editor.preview, name="markdown_preview"),
    path("wording/", wording.wording, name="wording"),
    path("diff/", editor.diff, name="diff"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/<int:pk>/", lessons.lesson, name="lesson"),
    path("lessons/<int:pk>/retire/", lessons.retire, name="lesson_retire"),
    path("lessons/<int:pk>/reinstate/", lessons.reinstate, name="lesson_reinstate"),
    path("lessons/proposed/", proposed_lessons.proposed, name="proposed_lessons"),
    path("lessons/proposed/<int:pk>/", proposed_lessons.decide, name="proposed_lesson"),
    path("lessons/proposed/<int:pk>/dismiss/", proposed_lessons.dismiss, name="proposal_dismiss"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("actions/", actions.actions, name="actions"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<word:slug>/", projects.project, name="project"),
    path("projects/<word:slug>/edit/", projects.edit, name="project_edit"),
    path("teams/<word:slug>/", teams.team, name="team"),
    path("tags/", tags.tags, name="tags"),
    path("tags/<word:slug>/", tags.tag, name="tag"),
    path("tags/<word:slug>/edit/", tags.edit, name="tag_edit"),
    path("tags/<word:slug>/names/<int:pk>/free/", tags.free, name="tag_free"),
    # Finding
    path("search/", search.find, name="search"),
    path("search/saved/", saved_searches.saved, name="saved_searches"),
    path("search/saved/<int:pk>/feed/", saved_searches.feed_address, name="saved_search_address"),
    path("search/saved/<int:pk>/remove/", saved_searches.remove, name="saved_search_remove"),
    path("search/feeds/<str:token>/", saved_searches.feed, name="saved_search_feed"),
    path("search/equivalents/", equivalents.equivalents, name="equivalents"),
    path("search/equivalents/<int:pk>/remove/", equivalents.remove, name="equivalents_remove"),
    path("search/unanswered/", unanswered.unanswered, name="unanswered"),
    path("search/unanswered/<int:pk>/", unanswered.update, name="unanswered_update"),
    path("kickoffs/", kickoffs.kickoffs, name="kickoffs"),
    path("kickoffs/new/", kickoffs.new, name="kickoff_new"),
    path("kickoffs/<int:pk>/", kickoffs.kickoff, name="kickoff"),
    path("kickoffs/<int:pk>/edit/", kickoffs.edit, name="kickoff_edit"),
    path("kickoffs/<int:pk>/delete/", kickoffs.delete, name="kickoff_delete"),
    path("kickoffs/<int:pk>/restore/", kickoffs.restore, name="kickoff_restore"),
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
    path("kickoffs/<int:pk>/brief/", kickoff_briefs.brief, name="kickoff_brief"),
    path("kickoffs/<int:pk>.md", kickoff_briefs.markdown, name="kickoff_markdown"),
    path("kickoffs/choices/<int:pk>/result/", kickoff_choices.result, name="kickoff_result"),
    path("kickoffs/<int:pk>/risks/", risks.risks, name="risks"),
    *_facilitating("kickoffs/<int:pk>/risks/", PREMORTEM),
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
    *_writing("premortem/", PREMORTEM),
    path("kickoffs/choices/<int:pk>/happened/", kickoff_choices.happened, name="kickoff_happened"),
    path("trash/", trash.trash, name="trash"),
    # The Fail Wall
    path("wall/", wall.wall, name="wall"),
    path("wall/review/", wall_review.review, name="wall_review"),
    path("wall/new/", wall_posting.new, name="wall_new"),
    path("wall/screen/", wall_screen.screen, name="wall_screen"),
    path("wall/screen/worker.js", wall_screen.worker, name="wall_worker"),
    path("wall/feed.atom", wall_feeds.atom, name="wall_atom"),
    path("wall/feed.json", wall_feeds.json, name="wall_json"),
    path("wall/embed/", wall.embed, name="wall_embed"),
    path("wall/<int:pk>/", wall.post, name="wall_post"),
    path("wall/<int:pk>/preview.png", wall.preview, name="wall_preview"),
    path("wall/<int:pk>/us-too/", wall_us_too.us_too, name="wall_us_too"),
    path("wall/<int:pk>/us-too/undo/", wall_us_too.undo, name="wall_us_too_undo"),
    path("wall/<int:pk>/revisions/", wall_review.revisions, name="wall_post_revisions"),
    path("wall/<int:pk>/edit/", wall_posting.edit, name="wall_post_edit"),
    path("wall/<int:pk>/take-down/", wall_posting.take_down, name="wall_take_down"),
    path("wall/<int:pk>/put-back/", wall_posting.put_back, name="wall_post_put_back"),
    path("screens/", screens.screens, name="screens"),
    path("screens/new/", screens.new, name="screen_new"),
    path("screens/<int:pk>/edit/", screens.edit, name="screen_edit"),
    path("screens/<int:pk>/revoke/", screens.revoke, name="screen_revoke"),
    path("screens/<int:pk>/renew/", screens.renew, name="screen_renew"),
    path("screens/<int:pk>/remove/", screens.remove, name="screen_remove"),
    path("screens/<str:token>/", wall_screen.office_screen, name="office_screen"),
    path("screens/<str:token>/worker.js", wall_screen.office_worker, name="office_worker"),
    # Chat and mail
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/new/", notifications.new, name="channel_new"),
    path("notifications/<int:pk>/edit/", notifications.edit, name="channel_edit"),
    path("notifications/<int:pk>/test/", notifications.test, name="channel_test"),
    path("notifications/<int:pk>/remove/", notifications.remove, name="channel_remove"),
    path(
        "notifications/deliveries/<int:pk>/retry/",
        notifications.try_again,
        name="notification_retry",
    ),
    path("digest/", digests.digest, name="digest"),
    path("digest/stop/<str:token>/", digests.stop, name="digest_stop"),
    # Documents
    path("import/", imports.import_page, name="import"),
    path("import/columns/", imports.import_columns, name="import_columns"),
    path("import/store/", imports.import_store, name="import_store"),
    path("export/", export.export, name="export"),
    path("export/retros.zip", export.everything, name="export_everything"),
    path("export/<table:kind>.csv", export.table, name="export_table"),
    # The site
    path("system/", system.system, name="system"),
    path("system/test-email/", system.test_email, name="test_email"),
    path("accounts/", include("accounts.urls")),
    path("admin/", repair.urls),
    path("healthz", site.healthz, name="healthz"),
]

# Addresses of earlier versions, as people bookmarked them.
_RENAMED = {"shapes": "templates", "bin": "trash"}
_RENAMED |= {"notices": "notifications", "imagine": "premortem"}
urlpatterns += [
    re_path(rf"^{old}/(?P<rest>.*)$", Moved.as_view(url=f"/{new}/%(rest)s"))
    for old, new in _RENAMED.items()
] + [
    path("wall/<int:pk>/too/", Moved.as_view(pattern_name="wall_us_too")),
    path("compared/", Moved.as_view(pattern_name="diff")),
    path("wall/<int:pk>/earlier/", Moved.as_view(pattern_name="wall_post_revisions")),
]

handler400 = "retros.views.site.errors.bad_request"
handler403 = "retros.views.site.errors.forbidden"
handler404 = "retros.views.site.errors.not_found"
handler500 = "retros.views.site.errors.server_error"
