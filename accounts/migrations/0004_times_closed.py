"""Remember how often an account was closed, so that sessions from before stay void."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_plain_labels")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="times_closed",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
