"""Refuse invisible characters in email addresses; no row changes."""

from django.db import migrations, models

import accounts.email_addresses


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_times_closed")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(
                max_length=254,
                unique=True,
                validators=[accounts.email_addresses.validate_visible],
                verbose_name="email address",
            ),
        ),
    ]
