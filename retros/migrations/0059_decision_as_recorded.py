from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0058_action_facts")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="as_recorded",
            field=models.JSONField(editable=False, null=True),
        ),
    ]
