"""The date of a retrospective gets a column, so that lists read it in the order of an index."""

from datetime import date

from django.db import migrations, models
from django.db.models import Case, DateField, Value, When
from django.db.models.functions import Coalesce, TruncDate

UNDATED = date.min


def write_dates(apps, schema_editor):
    records = apps.get_model("retros", "Retrospective")._base_manager.all()
    dated_on = Case(
        When(held_on__isnull=False, then="held_on"),
        When(source_hash="", then=Coalesce(TruncDate("published_at"), TruncDate("created_at"))),
        default=Value(UNDATED),
        output_field=DateField(),
    )
    records.update(listed_on=dated_on)


class Migration(migrations.Migration):
    dependencies = [("retros", "0090_replaced_texts")]

    operations = [
        migrations.AddField(
            "retrospective",
            "listed_on",
            models.DateField(db_default=models.Value(UNDATED), editable=False),
        ),
        migrations.RunPython(write_dates, migrations.RunPython.noop),
        migrations.RemoveIndex("retrospective", "retrospective_listed"),
        migrations.AddIndex(
            "retrospective",
            models.Index(
                fields=["status", "-listed_on", "-id"],
                name="retrospective_listed",
                condition=models.Q(removed_at=None),
            ),
        ),
        migrations.AddIndex(
            "lesson",
            models.Index(
                fields=["removed_at"],
                name="lesson_removed",
                condition=models.Q(removed_at__isnull=False),
            ),
        ),
    ]
