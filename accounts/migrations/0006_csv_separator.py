"""How each person's CSV exports separate cells; commas, as before, for everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_visible_addresses")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="csv_separator",
            field=models.CharField(
                choices=[(",", "Commas"), (";", "Semicolons")],
                default=",",
                max_length=1,
                verbose_name="cells are separated by",
            ),
        ),
    ]
