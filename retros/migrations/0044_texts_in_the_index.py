from django.db import migrations, models
from django.db.models import F


def count_all(apps, schema_editor):
    """Until `manage.py reindex` counts them, every entry is a text."""
    apps.get_model("retros", "SearchSize").objects.update(texts=F("entries"))


class Migration(migrations.Migration):
    dependencies = [("retros", "0043_everything_in_a_brief")]

    operations = [
        migrations.AddField(
            model_name="searchsize",
            name="texts",
            field=models.IntegerField(default=0),
        ),
        migrations.RunPython(count_all, migrations.RunPython.noop),
    ]
