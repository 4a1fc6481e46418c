from django.db import migrations, models

import retros.models.fields


class Migration(migrations.Migration):
    dependencies = [("retros", "0047_entries_without_a_date")]

    operations = [
        migrations.CreateModel(
            name="EquivalentWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        max_length=200, unique=True, validators=[retros.models.fields.not_blank]
                    ),
                ),
            ],
            options={"verbose_name_plural": "equivalent words", "ordering": ["words"]},
        ),
    ]
