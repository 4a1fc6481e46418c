"""Why and when a decision was replaced, and what would be a reason to decide again."""

from django.db import migrations, models
from django.db.models import F


def unlink_from_itself(apps, schema_editor):
    decisions = apps.get_model("retros", "Decision")._base_manager
    decisions.filter(superseded_by=F("id")).update(superseded_by=None)


class Migration(migrations.Migration):
    dependencies = [("retros", "0051_proposed_lessons")]

    operations = [
        migrations.AddField(
            "decision",
            "replaced_because",
            models.CharField(
                blank=True,
                default="",
                help_text="For example: the vendor ended the free plan",
                max_length=200,
                verbose_name="Why it was replaced",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "decision",
            "replaced_on",
            models.DateField(blank=True, null=True, verbose_name="Replaced on"),
        ),
        migrations.AddField(
            "decision",
            "revisit_when",
            models.CharField(
                blank=True,
                default="",
                help_text="For example: traffic doubles",
                max_length=200,
                verbose_name="Revisit when",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(unlink_from_itself, migrations.RunPython.noop),
    ]
