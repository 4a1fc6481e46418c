from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0086_stop_guests")]

    operations = [
        migrations.AddField(
            model_name="storedinsights",
            name="letters",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddIndex(
            model_name="lesson",
            index=models.Index(fields=["category", "removed_at"], name="lesson_of_category"),
        ),
    ]
