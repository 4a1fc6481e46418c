"""How long a session takes, by template: a sprint's fits 10 minutes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0045_longer_wall_story")]

    operations = [
        migrations.AddField(
            model_name="retrospectivetemplate",
            name="session_minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="How long a session takes in all. Leave empty for the usual times.",
                null=True,
                verbose_name="Minutes together",
            ),
        ),
    ]
