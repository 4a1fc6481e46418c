"""Rows behind a page, and the one statement that reads them."""

from typing import NamedTuple

from django.db.models import Model
from taggit.models import TaggedItem

from retros.models import Erasure, Retrospective

DRAFT, ERASED = "draft", "erased"
# What changes without being shown: each sign-in would make all pages of a person anew.
_NEVER_SHOWN = {"password", "last_login", "last_seen_month", "times_closed", "times_signed_out"}
_JSON = {"sqlite": "json_array", "postgresql": "jsonb_build_array"}


class Rows(NamedTuple):
    """Rows of a model; `where` may refer to the names of rows before them."""

    name: str
    model: type[Model]
    where: str


class Statement(NamedTuple):
    rows: list[Rows]
    values: list[int]  # their places among the values of the page, in the order of the statement
    counts: str = ""
    drafts_are_rights: bool = False  # `rights` name the drafts that the reader sees


def sql_of(found: Statement, vendor: str) -> str:
    """Return the SQL that reads the rows, each as (its name, JSON), beside the latest erasure."""
    named = [
        f"{it.name} AS (SELECT {', '.join(_columns(it))} FROM {_table(it)})" for it in found.rows
    ]
    arms = [f"SELECT '{ERASED}', CAST(max(id) AS text) FROM {Erasure._meta.db_table}"]
    for rows in found.rows:
        values = f"{_JSON[vendor]}({', '.join(_columns(rows))})"
        arms.append(f"SELECT '{rows.name}', CAST({values} AS text) FROM {rows.name}")
        if rows.model is Retrospective and not found.drafts_are_rights:
            arms.append(f"SELECT '{DRAFT}', '' FROM {rows.name} WHERE status = '{DRAFT}'")
    arms += [found.counts] if found.counts else []
    return f"WITH {', '.join(named)} {' UNION ALL '.join(arms)}"


def _table(rows):
    return f'"{rows.model._meta.db_table}" WHERE {rows.where}'


def _columns(rows):
    fields = rows.model._meta.concrete_fields
    return [f'"{it.column}"' for it in fields if it.name not in _NEVER_SHOWN]


def in_(column, *sources):
    """Return the condition that `column` is among these, each written as `name.column`."""
    chosen = (f"SELECT {it} FROM {it.split('.')[0]}" for it in sources)
    return f"{column} IN ({' UNION ALL '.join(chosen)})"


def of(model):
    """Return the condition that a tagged item is of `model`."""
    named = f"app_label = 'retros' AND model = '{model._meta.model_name}'"
    return f"content_type_id = (SELECT id FROM django_content_type WHERE {named})"


def tagged(name, model):
    """Return what tags the rows of `model` with that name."""
    where = f"{of(model)} AND {in_('object_id', f'{name}.id')}"
    return Rows(f"tagged_{name}", TaggedItem, where)
