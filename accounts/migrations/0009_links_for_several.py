"""Invitations that several people may use."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_backup_warnings")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="seats",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                default=1,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(500),
                ],
                verbose_name="How many people may join with it",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="joined",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
