from django.db import migrations, models

# Undated ones last, as the list asks for them. SQLite reads its index of the same day backward.
_NEWEST = "CREATE INDEX decision_newest ON retros_decision (decided_on DESC NULLS LAST, id DESC)"


def create_on_postgresql(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_NEWEST)


def drop_on_postgresql(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX decision_newest")


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
        migrations.RunPython(create_on_postgresql, drop_on_postgresql),
    ]
