"""Observations and decisions can be chosen for a brief, too; no row changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0042_who_changed_it"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="kickofflesson",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uses",
                to="retros.decision",
            ),
        ),
        migrations.AddField(
            model_name="kickofflesson",
            name="observation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uses",
                to="retros.observation",
            ),
        ),
        migrations.AlterField(
            model_name="kickofflesson",
            name="lesson",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uses",
                to="retros.lesson",
            ),
        ),
        migrations.AddConstraint(
            model_name="kickofflesson",
            constraint=models.UniqueConstraint(
                models.F("kickoff"), models.F("observation"), name="kickoffobservation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="kickofflesson",
            constraint=models.UniqueConstraint(
                models.F("kickoff"), models.F("decision"), name="kickoffdecision_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="kickofflesson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decision__isnull", True),
                        ("lesson__isnull", False),
                        ("observation__isnull", True),
                    ),
                    models.Q(
                        ("decision__isnull", True),
                        ("lesson__isnull", True),
                        ("observation__isnull", False),
                    ),
                    models.Q(
                        ("decision__isnull", False),
                        ("lesson__isnull", True),
                        ("observation__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="kickofflesson_of_one_thing",
            ),
        ),
    ]
