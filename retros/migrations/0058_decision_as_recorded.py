from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0057_import_records")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="as_recorded",
            field=models.JSONField(editable=False, null=True),
        ),
    ]
