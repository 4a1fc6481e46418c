from django.db import migrations


def keep_stopped(apps, schema_editor):
    """Whoever stopped all reminders gets none of the new kinds, either."""
    digests = apps.get_model("retros", "Digest").objects.filter(reminds=False)
    digests.update(reminds_of_actions=False, reminds_of_questions=False)


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0074_reminders_by_kind"),
    ]

    operations = [
        migrations.RunPython(keep_stopped, migrations.RunPython.noop),
    ]
