"""A lesson says when it does not apply, and where it now lives: a standard, checklist, test or template."""

from django.db import migrations, models

from retros.models.fields import TextLengthChecks

STATUSES = [
    ("identified", "Identified"),
    ("applied", "Applied"),
    ("built-in", "Built in"),
    ("confirmed", "Confirmed"),
    ("retired", "Retired"),
]
COLUMNS = {
    "not_when": models.CharField(
        "Does not apply when…",
        max_length=200,
        blank=True,
        help_text="For example: nobody works on the copy yet",
    ),
    "built_into": models.CharField(
        "Built into",
        max_length=200,
        blank=True,
        help_text="For example: the release checklist. Leave it empty if it is no longer built in.",
    ),
    "built_into_url": models.URLField("Its address", max_length=500, blank=True),
    "built_in_on": models.DateField("Built in on", null=True, blank=True),
}


class Migration(migrations.Migration):
    dependencies = [("retros", "0054_tag_descriptions")]

    operations = [
        *(migrations.AddField("lesson", name, column) for name, column in COLUMNS.items()),
        migrations.AlterField(
            "lesson",
            "applies_when",
            models.CharField(
                "Useful when somebody is about to…",
                max_length=200,
                blank=True,
                help_text="For example: move customer data before a fixed date",
            ),
        ),
        migrations.AlterField(
            "lesson",
            "status",
            models.CharField(choices=STATUSES, default="identified", editable=False, max_length=10),
        ),
        *(
            migrations.AddConstraint("lesson", check)
            for check in TextLengthChecks.of(
                "lesson", not_when=200, built_into=200, built_into_url=500
            )
        ),
    ]
