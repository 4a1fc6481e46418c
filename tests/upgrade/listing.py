"""What a database holds, as its models see it, in values that are the same on either database.

    {"accounts_team": [{"id": 1, "name": "Storefront", …}, …], …}

Rows stand in the order of their keys.
"""

import json
from base64 import b64encode
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.apps import apps

LEFT_OUT = {"django_session"}  # empty: everyone signs in again


def contents():
    """Every row of every table that a model has. One query a table."""
    models = apps.get_models(include_auto_created=True)
    found = {model._meta.db_table: _rows(model) for model in models}
    return {table: found[table] for table in sorted(found.keys() - LEFT_OUT)}


def as_text(listed):
    """`listed` as JSON that a person can compare: a line a row."""
    tables = []
    for table, rows in listed.items():
        lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
        tables.append(f"{json.dumps(table)}: [\n{lines}\n]" if rows else f"{json.dumps(table)}: []")
    return "{\n" + ",\n".join(tables) + "\n}\n"


def _rows(model):
    columns = {field.attname: field.column for field in model._meta.concrete_fields}
    rows = model._base_manager.order_by("pk").values(*columns)
    return [{columns[name]: plain(value) for name, value in row.items()} for row in rows]


def plain(value):
    """`value` as JSON holds it."""
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
