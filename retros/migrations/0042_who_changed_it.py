"""Who saved a text last: named to whoever edits it at the same time."""

from django.conf import settings
from django.db import migrations

from retros.models.fields import EditorField

COLUMNS = [
    *(
        (model, "changed_by")
        for model in (
            "actionitem",
            "decision",
            "gathering",
            "kickoff",
            "lesson",
            "observation",
            "timelineevent",
        )
    ),
    *(("retrospective", f"{name}_changed_by") for name in ("headline", "story", "details")),
]


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0041_plain_purpose"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.AddField(model, name, EditorField()) for model, name in COLUMNS]
