import django.utils.timezone
from django.db import migrations, models
from django.db.models.deletion import CASCADE
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("retros", "0062_stored_insights")]

    operations = [
        migrations.AddField(
            model_name="kickoff",
            name="listened_at",
            field=models.DateTimeField(
                db_default=Now(), default=django.utils.timezone.now, editable=False
            ),
        ),
        migrations.AddField(
            model_name="kickoff",
            name="listens_since",
            field=models.DateTimeField(
                db_default=Now(), default=django.utils.timezone.now, editable=False, null=True
            ),
        ),
        migrations.AddIndex(
            model_name="kickoff",
            index=models.Index(
                condition=models.Q(listens_since__isnull=False, removed_at=None),
                fields=["listened_at"],
                name="kickoff_listening",
            ),
        ),
        migrations.CreateModel(
            name="LaterMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kickoff",
                    models.ForeignKey(
                        on_delete=CASCADE, related_name="later_matches", to="retros.kickoff"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        null=True, on_delete=CASCADE, related_name="+", to="retros.lesson"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True, on_delete=CASCADE, related_name="+", to="retros.decision"
                    ),
                ),
                ("words", models.JSONField(default=list)),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-found_at", "pk"],
                "constraints": [
                    models.UniqueConstraint("kickoff", "lesson", name="latermatch_lesson_once"),
                    models.UniqueConstraint("kickoff", "decision", name="latermatch_decision_once"),
                    models.CheckConstraint(
                        condition=models.Q(("decision", None), ("lesson__isnull", False))
                        | models.Q(("decision__isnull", False), ("lesson", None)),
                        name="latermatch_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="channel",
            name="notify_later_matches",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="New matches for kickoffs"
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("wall", "New wall post"),
                    ("retrospective", "Published retrospective"),
                    ("kickoff", "Kickoff that chose lessons"),
                    ("later-match", "New match for a kickoff"),
                    ("backups", "Backups too old"),
                    ("test", "Test"),
                ],
                max_length=13,
            ),
        ),
    ]
