"""Models and fields under the names that the product uses; no row changes.

Constraints that name a renamed column go first and come back last: SQLite rebuilds the table with
them at each step.
"""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0033_meaning_of_entries"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="lesson",
            name="lesson_is_not_its_own_copy",
        ),
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_once",
        ),
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_about_something",
        ),
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_sent_at_some_time",
        ),
        migrations.RemoveConstraint(
            model_name="waitingpicture",
            name="waiting_picture_media_type_known",
        ),
        migrations.RemoveConstraint(
            model_name="shape",
            name="shape_name_length",
        ),
        migrations.RemoveConstraint(
            model_name="shape",
            name="shape_description_length",
        ),
        migrations.RemoveConstraint(
            model_name="shape",
            name="shape_name_is_unique",
        ),
        migrations.RemoveConstraint(
            model_name="risk",
            name="risk_is_not_its_own_copy",
        ),
        migrations.RenameModel("Shape", "RetrospectiveTemplate"),
        migrations.RenameModel("Notice", "Notification"),
        migrations.RenameModel("EarlierWords", "PostRevision"),
        migrations.RenameModel("LearnedToo", "UsToo"),
        migrations.RenameModel("WaitingPicture", "PendingPicture"),
        migrations.RenameField("retrospective", "shape", "template"),
        migrations.RenameField("lesson", "same_as", "duplicate_of"),
        migrations.RenameField("risk", "same_as", "duplicate_of"),
        migrations.RenameField("channel", "tells_wall", "notify_wall_posts"),
        migrations.RenameField("channel", "tells_retrospective", "notify_retrospectives"),
        migrations.RenameField("channel", "tells_kickoff", "notify_kickoffs"),
        migrations.RenameField("notification", "trouble", "error"),
        migrations.RenameField("digest", "told_until", "covered_until"),
        migrations.RenameField("kickofflesson", "statement_seal", "statement_digest"),
        migrations.RenameField("kickofflesson", "question_seal", "question_digest"),
        migrations.RenameIndex(
            model_name="notification",
            new_name="notification_due",
            old_name="notice_due",
        ),
        migrations.AlterField(
            model_name="lesson",
            name="duplicate_of",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="duplicates",
                to="retros.lesson",
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="channel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notifications",
                to="retros.channel",
            ),
        ),
        migrations.AlterField(
            model_name="ustoo",
            name="wall_post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="us_too",
                to="retros.wallpost",
            ),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(("duplicate_of", models.F("pk")), _negated=True),
                name="lesson_is_not_its_own_copy",
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(
                models.F("channel"),
                models.F("kind"),
                models.F("subject_id"),
                name="notification_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "test"), ("subject_id", None)),
                    models.Q(
                        models.Q(("kind", "test"), _negated=True), ("subject_id__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="notification_about_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                    _connector="OR",
                ),
                name="notification_sent_at_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingpicture",
            constraint=models.CheckConstraint(
                condition=models.Q(("media_type__in", ["image/png", "image/webp"])),
                name="pending_picture_media_type_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="retrospectivetemplate",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("name"), 60
                ),
                name="template_name_length",
                violation_error_message="Please keep this within 60 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retrospectivetemplate",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("description"), 200
                ),
                name="template_description_length",
                violation_error_message="Please keep this within 200 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retrospectivetemplate",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="template_name_is_unique",
                violation_error_message="There is a template of that name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(("duplicate_of", models.F("pk")), _negated=True),
                name="risk_is_not_its_own_copy",
            ),
        ),
    ]
