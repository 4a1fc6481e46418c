"""What is published already gets its first version: the text as it is now."""

from django.db import migrations


def begin_histories(apps, schema_editor):
    Retrospective = apps.get_model("retros", "Retrospective")
    Version = apps.get_model("retros", "Version")
    published = Retrospective.objects.filter(published_at__isnull=False)
    rows = published.values_list("pk", "status", "published_at")
    Version.objects.bulk_create(
        (
            Version(
                retrospective_id=pk,
                number=1,
                cause="draft" if status == "draft" else "published",
                made_at=moment,
            )
            for pk, status, moment in rows.iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("retros", "0004_versions")]

    operations = [migrations.RunPython(begin_histories, migrations.RunPython.noop)]
