"""The full-text index of the database in use: `sqlite` or `postgresql`, which say the same."""

from django.db import connection

from retros.search import postgresql, sqlite

index = postgresql if connection.vendor == "postgresql" else sqlite
