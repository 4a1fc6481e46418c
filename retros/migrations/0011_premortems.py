import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0010_risks_grouped_and_removed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Premortem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "people",
                    models.PositiveSmallIntegerField(verbose_name="How many are in the room?"),
                ),
                (
                    "token_hash",
                    models.CharField(editable=False, max_length=64, null=True, unique=True),
                ),
                ("box", models.JSONField(default=dict, editable=False)),
                ("sealed", models.JSONField(default=list, editable=False)),
                ("revealed_on", models.DateField(editable=False, null=True)),
                (
                    "kickoff",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="premortem",
                        to="retros.kickoff",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 3), ("people__lte", 500)),
                        name="premortem_has_people",
                    )
                ],
            },
        ),
    ]
