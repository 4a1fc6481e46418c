"""The primary key of most tables."""

from django.db import models


def key():
    field = models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )
    return "id", field
