"""What waited and what is remembered of what left become one value; it stays readable.

Only the links can encrypt it: that happens when somebody next writes.
"""

from django.db import migrations

MODELS = ("Gathering", "Premortem")


def join(apps, schema_editor):
    for inbox in _inboxes(apps):
        inbox.waiting = {"waiting": inbox.waiting, "fingerprints": inbox.sealed}
        inbox.is_open = inbox.token_hash is not None
        inbox.save(update_fields=["waiting", "is_open"])


def split(apps, schema_editor):
    for inbox in _inboxes(apps):
        if isinstance(inbox.waiting, str):
            raise ValueError("What waits is encrypted by now: reveal it before going back.")
        inbox.sealed = inbox.waiting.get("fingerprints", [])
        inbox.waiting = inbox.waiting.get("waiting", {})
        inbox.token_hash = inbox.token_hash if inbox.is_open else None
        inbox.save(update_fields=["waiting", "sealed", "token_hash"])


def _inboxes(apps):
    for name in MODELS:
        yield from apps.get_model("retros", name).objects.all()


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0036_inbox_columns"),
    ]

    operations = [migrations.RunPython(join, split)]
