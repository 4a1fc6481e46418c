from django.db import migrations


def stop_guests(apps, schema_editor):
    """Stop guests of gatherings that are revealed: they were let in before they could read it."""
    revealed = apps.get_model("retros", "Gathering").objects.filter(revealed_on__isnull=False)
    revealed.filter(guests_until__isnull=False).update(guests_until=None)


class Migration(migrations.Migration):
    dependencies = [("retros", "0085_answered_paths_and_due_indexes")]

    operations = [migrations.RunPython(stop_guests, migrations.RunPython.noop, elidable=True)]
