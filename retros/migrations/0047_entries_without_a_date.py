"""Texts from an import without a date have none in the index either, where the day of the import stood."""

from datetime import date

from django.db import migrations

UNDATED = date.min


def forget_days_of_imports(apps, schema_editor):
    SearchEntry = apps.get_model("retros", "SearchEntry")
    Decision = apps.get_model("retros", "Decision")
    dated = Decision.objects.filter(decided_on__isnull=False).values("pk")
    of_imports = SearchEntry.objects.filter(retrospective__held_on=None).exclude(
        retrospective__source_hash=""
    )
    undated = of_imports.exclude(kind="decision", object_id__in=dated).exclude(kind="wall-post")
    undated.update(dated_on=UNDATED, year=UNDATED.year)


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0046_minutes_of_a_session"),
    ]

    operations = [
        # Backwards, `manage.py reindex` writes them again.
        migrations.RunPython(forget_days_of_imports, migrations.RunPython.noop),
    ]
