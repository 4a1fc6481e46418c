"""A request by SCIM, answered: what is wrong with it, too, in the form of RFC 7644, section 3.12."""

from functools import cache

from scim2_models import InvalidFilterException, InvalidSyntaxException, SCIMException
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse
from scim2_server.service import ScimService

from retros.scim.resources import new_provider
from retros.scim.storage import Storage

FILTER_MAX = 1_000


class Service(ScimService):
    """The protocol, with a bound on what one filter may ask."""

    def read_search(self, resource_types, payload):
        """Refuse a long filter before it is parsed."""
        _must_be_short(_named(payload, "filter"))
        return super().read_search(resource_types, payload)

    def read_patch(self, resource_type, body, content_type):
        """Refuse a long path, which may hold a filter, before it is parsed."""
        operations = _named(self.decode_body(body, content_type), "operations")
        for each in operations if isinstance(operations, list) else []:
            _must_be_short(_named(each, "path"))
        return super().read_patch(resource_type, body, content_type)


def _named(sent, name):
    """What is sent by a name, in capitals or not."""
    pairs = sent.items() if isinstance(sent, dict) else []
    return next((it for key, it in pairs if key.lower() == name), None)


def _must_be_short(text):
    if isinstance(text, str) and len(text) > FILTER_MAX:
        raise InvalidFilterException(detail=f"A filter may have {FILTER_MAX} characters.")


@cache
def _service():
    return Service(new_provider())


def answer(request: ScimRequest) -> ScimResponse:
    """Do what the directory asks for, whole or not at all."""
    service = _service()
    handler = ScimHandler(service, Storage(writes=request.method not in ("GET", "HEAD")))
    try:
        return handler.handle(request)
    except SCIMException as refused:
        return service.error_response(refused)
    except RecursionError:
        return service.error_response(InvalidSyntaxException(detail="Nested too deep."))


def refusal(status: int, words: str) -> ScimResponse:
    """Return an answer that says no."""
    refused = SCIMException(detail=words)
    refused.status = status
    return _service().error_response(refused)
