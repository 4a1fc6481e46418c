"""Two lessons that say the opposite stand side by side, with what it depends on."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import retros.models.fields
from retros.models.fields import TextLengthChecks


def _lesson():
    return models.ForeignKey(
        editable=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="retros.lesson",
    )


class Migration(migrations.Migration):
    dependencies = [("retros", "0055_lessons_built_in")]

    operations = [
        migrations.CreateModel(
            name="OppositeLessons",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "depends_on",
                    models.CharField(
                        "It depends on…",
                        help_text="For example: whether the change can be taken back within a minute",
                        max_length=200,
                        validators=[retros.models.fields.not_blank],
                    ),
                ),
                ("first", _lesson()),
                ("second", _lesson()),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    *TextLengthChecks.of("oppositelessons", depends_on=200),
                    models.UniqueConstraint("first", "second", name="opposites_once"),
                    models.CheckConstraint(
                        condition=Q(first__lt=F("second")), name="opposites_in_order"
                    ),
                ],
            },
        ),
    ]
