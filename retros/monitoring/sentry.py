"""Sentry, where it is installed and SENTRY_DSN is set.

Of an event we send only what we name here: the types of exceptions, the places in code, the route. All
else that the library collects (texts, locals, bodies, addresses, people, breadcrumbs) stays.
"""

from importlib.util import find_spec

from django.conf import settings
from django.core.signals import got_request_exception

from retros.monitoring.requests import current_request, is_unsaid, route_of, said_id
from retros.version import VERSION

KEPT = {"event_id", "timestamp", "level", "platform", "release", "environment", "sdk"}
KEPT_OF_FRAMES = {"filename", "function", "module", "lineno", "in_app"}


def is_installed():
    """Return whether the extra retros[sentry] is installed."""
    return find_spec("sentry_sdk") is not None


def start(transport=None):
    """Report uncaught exceptions of requests and commands from now on."""
    if not (settings.SENTRY_DSN and is_installed()):
        return
    import sentry_sdk
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        release=VERSION,
        transport=transport,
        before_send=stripped,
        before_send_transaction=lambda event, hint: None,
        before_breadcrumb=lambda crumb, hint: None,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[ExcepthookIntegration()],
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
    )
    got_request_exception.connect(_report, dispatch_uid="retros.sentry")


def _report(sender, request=None, **kwargs):
    import sentry_sdk

    if request is None or not is_unsaid(request):
        sentry_sdk.capture_exception()


def stripped(event, hint):
    """Return a new event with what may leave the site."""
    kept = {name: event[name] for name in KEPT if name in event}
    kept["exception"] = {
        "values": [_exception(each) for each in event.get("exception", {}).get("values", [])]
    }
    request = current_request()
    if request is not None and not is_unsaid(request):
        kept["transaction"] = route_of(request)
        kept["tags"] = {"request_id": said_id(request)}
    return kept


def _exception(described):
    frames = (described.get("stacktrace") or {}).get("frames", [])
    kept = [{name: frame.get(name) for name in KEPT_OF_FRAMES} for frame in frames]
    names = {name: described.get(name) for name in ("type", "module")}
    return names | {"stacktrace": {"frames": kept}}
