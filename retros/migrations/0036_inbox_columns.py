"""What waits in an inbox gets a plain name, and whether its link works a column of its own."""

from django.db import migrations, models

MODELS = ("gathering", "premortem")


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0035_plain_labels"),
    ]

    operations = [
        operation
        for model in MODELS
        for operation in (
            migrations.RenameField(model, "box", "waiting"),
            migrations.AddField(
                model, "is_open", models.BooleanField(default=True, editable=False)
            ),
        )
    ]
