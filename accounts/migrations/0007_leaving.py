"""The month in which somebody was last here, and whether their name stays when they leave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_csv_separator")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="last_seen_month",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="keeps_name",
            field=models.BooleanField(
                db_default=True,
                default=True,
                verbose_name="Keep my name on what I wrote if I leave",
            ),
        ),
    ]
