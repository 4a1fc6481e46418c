from django.db import migrations, models

import retros.models.unanswered_search


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0020_signatures_in_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnansweredSearch",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=retros.models.unanswered_search._any_number,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("words", models.CharField(editable=False, max_length=80, unique=True)),
                ("times", models.PositiveIntegerField(default=1, editable=False)),
                ("last_on", models.DateField(editable=False)),
                ("settled_on", models.DateField(editable=False, null=True)),
                ("is_hidden", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "ordering": ["-times", "words"],
            },
        ),
    ]
