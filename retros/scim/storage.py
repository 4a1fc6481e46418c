"""The storage that scim2-server reads from and writes to: rows of people and groups."""

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from scim2_models import (
    NotFoundException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    SearchRequest,
    UniquenessException,
)
from scim2_server.storage import ScimStorage, SearchPage

from retros.scim import groups, people
from retros.scim.finding import narrowed

KINDS = {"User": people, "Group": groups}


class Storage(ScimStorage):
    """People and groups for one request. One that writes locks each row that it reads."""

    def __init__(self, *, writes: bool):
        self.writes = writes

    def operation(self) -> AbstractContextManager[None]:
        return transaction.atomic()

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        kind = _kind(resource_type)
        return kind.to_resource(self._row(kind, resource_id))

    def search(
        self,
        resource_types: list[ResourceType],
        search_request: SearchRequest[Any],
        *,
        position: Any = None,
    ) -> SearchPage:
        kinds = [_kind(it) for it in resource_types]
        start = search_request.start_index_0 or 0
        stop = start + (search_request.count or 0)
        if search_request.filter is None and len(kinds) == 1:
            rows = kinds[0].rows()
            return SearchPage(rows.count(), list(map(kinds[0].to_resource, rows[start:stop])))
        matching = list(_matching(kinds, search_request.filter))
        return SearchPage(len(matching), matching[start:stop])

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        kind = _kind(resource_type)
        return self._written(kind, lambda: kind.create(resource))

    def update(
        self,
        resource_type: ResourceType,
        resource: Resource[Any],
        *,
        expected_version: str | None = None,
    ) -> Resource[Any]:
        kind = _kind(resource_type)
        row = self._row(kind, resource.id, expected_version)
        return self._written(kind, lambda: kind.update(row, resource))

    def delete(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        expected_version: str | None = None,
    ) -> None:
        kind = _kind(resource_type)
        kind.delete(self._row(kind, resource_id, expected_version))

    def _row(self, kind, resource_id, expected_version=None):
        rows = kind.rows().select_for_update(of=("self",)) if self.writes else kind.rows()
        try:
            row = rows.filter(pk=UUID(resource_id)).first()
        except ValueError:
            row = None
        if row is None:
            raise NotFoundException(detail="There is nothing with this id.")
        if expected_version not in (None, kind.to_resource(row).meta.version):
            raise PreconditionFailedException
        return row

    def _written(self, kind, write):
        try:
            with transaction.atomic():
                return kind.to_resource(write())
        except IntegrityError:  # somebody was first
            raise UniquenessException(detail="Another one has this name or address.") from None


def _kind(resource_type):
    return KINDS[resource_type.name]


def _matching(kinds, wanted):
    for kind in kinds:
        rows = narrowed(kind.rows(), wanted.ast) if wanted else kind.rows()
        for row in rows:
            resource = kind.to_resource(row)
            if wanted is None or wanted.match(resource):
                yield resource
