"""What the last import of a document wrote, as digests, and versions that a later one replaced."""

import django.db.models.deletion
from django.db import migrations, models

CAUSES = [
    ("published", "Published"),
    ("edited", "Edited"),
    ("restored", "Restored"),
    ("replaced", "Replaced by a later version of its document"),
    ("draft", "Made a draft again"),
]


class Migration(migrations.Migration):
    dependencies = [("retros", "0056_opposite_lessons")]

    operations = [
        migrations.AlterField(
            model_name="version",
            name="cause",
            field=models.CharField(choices=CAUSES, editable=False, max_length=9),
        ),
        migrations.CreateModel(
            name="ImportRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("own", models.JSONField(default=dict, editable=False)),
                ("parts", models.JSONField(default=dict, editable=False)),
                (
                    "retrospective",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="import_record",
                        to="retros.retrospective",
                    ),
                ),
            ],
        ),
    ]
