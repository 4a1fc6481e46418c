"""An action item says when it is done, why it was dropped and where else it is tracked."""

from django.db import migrations, models

from retros.models.fields import TextLengthChecks

STATUSES = [
    ("open", "Open"),
    ("done", "Done"),
    ("dropped", "Dropped"),
    ("unknown", "Closed, outcome unknown"),
]
COLUMNS = {
    "done_when": models.CharField(
        "Done when",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="For example: two cutovers in a row were timed",
    ),
    "dropped_because": models.CharField(
        "Why it was dropped",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="For example: the next project taught us something better",
    ),
    "elsewhere": models.URLField(
        "Address in another tool",
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text="For example: the address of its issue. Nothing is sent there.",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("retros", "0057_import_records")]

    operations = [
        *(migrations.AddField("actionitem", name, column) for name, column in COLUMNS.items()),
        migrations.AlterField(
            "actionitem",
            "status",
            models.CharField(choices=STATUSES, default="open", max_length=7),
        ),
        *(
            migrations.AddConstraint("actionitem", check)
            for check in TextLengthChecks.of(
                "actionitem", done_when=200, dropped_because=200, elsewhere=500
            )
        ),
    ]
