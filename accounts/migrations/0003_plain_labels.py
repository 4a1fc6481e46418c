"""Labels and hints of fields in plain words; no row changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_curators_and_cache"),
    ]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="note",
            field=models.CharField(
                blank=True,
                help_text="For example: Ada, new designer. Only curators see this.",
                max_length=120,
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(max_length=254, unique=True, verbose_name="email address"),
        ),
    ]
