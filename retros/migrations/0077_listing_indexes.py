from django.db import migrations, models

from retros.migrations.initial import newest_decisions


class Migration(migrations.Migration):
    dependencies = [("retros", "0076_outcome_mail")]

    operations = [
        migrations.RemoveIndex("retrospective", "retrospective_listed"),
        migrations.AddIndex(
            "retrospective",
            models.Index(
                fields=[
                    "status",
                    "published_at",
                    "removed_at",
                    "held_on",
                    "source_hash",
                    "created_at",
                    "id",
                ],
                name="retrospective_listed",
            ),
        ),
        migrations.RemoveIndex("lesson", "lesson_of_retrospective"),
        migrations.AddIndex(
            "lesson",
            models.Index(
                fields=["retrospective", "removed_at", "status", "id"],
                name="lesson_of_retrospective",
            ),
        ),
        migrations.AddIndex(
            "actionitem",
            models.Index(fields=["status", "removed_at", "due_on"], name="action_item_due"),
        ),
        migrations.AddIndex(
            "actionitem",
            models.Index(
                fields=["retrospective", "removed_at", "status"],
                name="action_item_of_retrospective",
            ),
        ),
        migrations.AddIndex(
            "decision",
            models.Index(
                fields=["retrospective", "removed_at", "decided_on"],
                name="decision_of_retrospective",
            ),
        ),
        migrations.AddIndex("project", models.Index(fields=["name", "id"], name="project_by_name")),
        *newest_decisions.OPERATIONS,
    ]
