"""Narrowing a search by SCIM down to few rows by an index, where its filter compares with “eq”."""

from uuid import UUID

from django.db.models import QuerySet
from scim2_models import Path, default_comparison_key
from scim2_models.path import CompareOperator, Comparison, FilterNode, LogicalExpr, LogicalOperator

from accounts.models import ScimUser
from retros.scim.resources import User

USER_NAME = Path[User]("userName").resolve()


def key_of(user_name: str) -> str:
    """Return the form in which names of users are compared: two with one key are the same."""
    return default_comparison_key(USER_NAME, user_name)


def narrowed(rows: QuerySet, node: FilterNode) -> QuerySet:
    """Return the rows that may match: fewer where an index tells, else all of them.

    The ids, names and external ids that directories ask for have one.
    """
    if isinstance(node, LogicalExpr) and node.op == LogicalOperator.and_:
        for term in node.terms:
            rows = narrowed(rows, term)
    if not (isinstance(node, Comparison) and node.op == CompareOperator.eq):
        return rows
    name, value = node.attr_path.attr.lower(), node.value
    if node.attr_path.sub_attr or not isinstance(value, str):
        return rows
    if not value.isprintable():  # nothing kept is like this, and PostgreSQL refuses some of it
        return rows.none()
    if name == "username" and rows.model is ScimUser:
        return rows.filter(user_name_key=key_of(value))
    if name == "externalid":
        return rows.filter(external_id=value)
    if name == "id":
        return rows.filter(pk__in=_ids(value))
    return rows


def _ids(value):
    try:
        return [UUID(value)]
    except ValueError:
        return []
