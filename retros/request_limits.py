"""How large a request may be: small before sign-in, large only where files are expected."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent


def accepts_large_requests(view):
    """Mark a view that members upload files to."""
    view.accepts_large_requests = True
    return view


def limits_itself(view):
    """Mark a view that looks at the size of a body itself, because it answers in another form."""
    view.limits_itself = True
    return view


class RequestLimitsMiddleware:
    """Refuse a body that is too large for this view and this person, before anything parses it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if not length or getattr(view, "limits_itself", False):
            return  # without a look at the session, so that caches may share public pages
        if not request.user.is_authenticated:
            _must_be_at_most(length, settings.VISITOR_REQUEST_BYTES)
            _must_have_few_fields(request.body)
        elif getattr(view, "accepts_large_requests", False):
            _must_be_at_most(length, settings.LARGE_REQUEST_BYTES)
        else:
            _must_be_at_most(length, settings.MEMBER_REQUEST_BYTES)


def _must_be_at_most(length, allowed):
    if length > allowed:
        raise RequestDataTooBig(f"The body has {length} bytes; {allowed} are allowed.")


def _must_have_few_fields(body):
    fields = max(body.count(b"&"), body.lower().count(b"content-disposition"))
    if fields > settings.VISITOR_REQUEST_FIELDS:
        raise TooManyFieldsSent(f"The body has {fields} fields.")
