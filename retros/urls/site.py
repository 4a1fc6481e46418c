"""Insights, chat and mail, documents that come in and go out, and the site itself."""

from django.urls import include, path

from accounts.admin_site import repair
from retros.views.exchange import export, imports
from retros.views.insights import letter
from retros.views.insights import pages as insights
from retros.views.notifications import channels as notifications
from retros.views.notifications import digest as digests
from retros.views.notifications import outcome_mail, question_mail
from retros.views.people import about_me, audit, scim
from retros.views.people import names as people_names
from retros.views.people import pages as people
from retros.views.site import first_steps, health, system, trash

urlpatterns = [
    path("insights/", insights.page, name="insights"),
    path("insights/letter/", letter.letter, name="letter_of_last_year"),
    path("insights/letter/<int:year>/", letter.letter, name="letter"),
    path("insights/letter/<int:year>.md", letter.markdown, name="letter_markdown"),
    path("insights/letter/<int:year>/q<int:quarter>/", letter.letter, name="quarterly_letter"),
    path(
        "insights/letter/<int:year>/q<int:quarter>.md",
        letter.markdown,
        name="quarterly_letter_markdown",
    ),
    path("insights/recount/", insights.recount, name="insights_recount"),
    path("insights/<question:slug>.csv", insights.table, name="insights_table"),
    path("insights/<question:slug>/<word:row>/<word:column>/", insights.rows, name="insights_rows"),
    path("trash/", trash.trash, name="trash"),
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
    path("digest/reminders/<str:token>/", digests.stop_reminders, name="reminders_stop_before"),
    path(
        "digest/reminders/<word:kind>/<str:token>/", digests.stop_reminders, name="reminders_stop"
    ),
    path("digest/outcomes/", outcome_mail.outcome_mail, name="outcome_mail"),
    path("digest/outcomes/<str:token>/", outcome_mail.stop, name="outcome_mail_stop"),
    path("digest/questions/", question_mail.question_mail, name="question_mail"),
    path("digest/questions/<str:token>/", question_mail.stop, name="question_mail_stop"),
    # Documents
    path("import/", imports.import_page, name="import"),
    path("import/columns/", imports.import_columns, name="import_columns"),
    path("import/store/", imports.import_store, name="import_store"),
    path("export/", export.export, name="export"),
    path("export/retros.zip", export.everything, name="export_everything"),
    path("export/separator/", export.separator, name="export_separator"),
    path("export/decisions.zip", export.decision_records, name="export_decision_records"),
    path("export/<table:kind>.csv", export.table, name="export_table"),
    # People
    path("people/", people.people, name="people"),
    path("people/names/", people_names.names, name="people_names"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/role/", people.role, name="person_role"),
    path("people/<int:pk>/reset-link/", people.reset_link, name="person_reset_link"),
    path("people/<int:pk>/close/", people.close, name="person_close"),
    path("people/<int:pk>/reopen/", people.reopen, name="person_reopen"),
    path(
        "people/<int:pk>/two-step/reset/",
        people.reset_second_step,
        name="person_reset_second_step",
    ),
    path("people/<int:pk>/unlink/", people.unlink, name="person_unlink"),
    path("scim/v2/", scim.scim, {"path": ""}, name="scim_root"),
    path("scim/v2/<path:path>", scim.scim, name="scim"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.audit_table, name="audit_table"),
    # The site
    path("system/", system.system, name="system"),
    path("system/organization/", system.organization, name="organization"),
    path("system/first-steps/", first_steps.steps, name="first_steps"),
    path("system/first-steps/dismiss/", first_steps.dismiss, name="first_steps_dismiss"),
    path("system/test-email/", system.test_email, name="test_email"),
    path("accounts/about-me/", about_me.about_me, name="about_me"),
    path("accounts/about-me/forget/", about_me.forget_me, name="forget_me"),
    path("accounts/about-me.json", about_me.about_me_json, name="about_me_json"),
    path("accounts/", include("accounts.urls")),
    path("admin/", repair.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
