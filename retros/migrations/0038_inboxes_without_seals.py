"""What left an inbox is remembered inside its contents."""

from django.db import migrations

MODELS = ("gathering", "premortem")


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0037_inbox_contents"),
    ]

    operations = [migrations.RemoveField(model, "sealed") for model in MODELS]
