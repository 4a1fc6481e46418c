"""The hint of a gathering’s purpose gives an example; no row changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0040_plain_wall_names"),
    ]

    operations = [
        migrations.AlterField(
            model_name="gathering",
            name="purpose",
            field=models.CharField(
                blank=True,
                help_text="One line that everyone reads first. For example: What do we want to keep?",
                max_length=200,
            ),
        ),
    ]
