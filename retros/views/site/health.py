"""Whether the site is well, for machines and for those who run it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from retros.backups import last_backup, last_proven_backup
from retros.draining import is_draining
from retros.figures import SiteFigures, read_figures
from retros.monitoring import counters
from retros.views.site import errors


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """Answer 200 or 503, and with `?detail` say more to those who may know. One query without it."""
    answer = errors.healthz(request)
    if "detail" not in request.GET:
        return answer
    if not (_has_token(request) or request.user.is_superuser):
        raise Http404
    return JsonResponse(_detail(answer), status=answer.status_code)


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """Answer 200 while a balancer may send requests here: healthy, and not about to stop."""
    if not is_draining():
        return errors.healthz(request)
    answer = HttpResponse("stopping", content_type="text/plain", status=503)
    answer._has_been_logged = True  # Django would log each as an error, and none is
    return answer


@login_not_required
@never_cache
@require_safe
def metrics(request):
    """Answer Prometheus, which knows METRICS_TOKEN; to all others the page doesn’t exist."""
    if not _has_token(request):
        raise Http404
    registry = counters.registry()
    registry.register(SiteFigures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _has_token(request):
    sent = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.METRICS_TOKEN}"
    return bool(settings.METRICS_TOKEN) and constant_time_compare(sent, expected)


def _detail(answer):
    figures = read_figures()
    found = {"status": answer.text, "figures": figures}
    if figures["database_up"]:
        last, proven = last_backup(), last_proven_backup()
        found |= {"last_backup": last and last.made_at}
        found |= {"last_proven_backup": proven and proven.made_at}
    return found
