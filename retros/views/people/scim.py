"""SCIM 2.0: the organization's directory makes and closes accounts here."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.limits import count_wrong_link, may_try_links
from accounts.models import Installation
from retros.request_limits import limits_itself

WRONG_TOKEN = "Send the secret of SCIM_TOKEN as “Authorization: Bearer …”."
TOO_OFTEN = "Too many wrong tokens came from this address. Try again in a minute."
TOO_LARGE = "The request is too large."


@csrf_exempt
@login_not_required
@never_cache
@limits_itself
def scim(request, path):
    """Answer the directory, which knows SCIM_TOKEN; without that setting this doesn't exist."""
    if not settings.SCIM_TOKEN:
        raise Http404
    from retros.scim import ScimRequest, answer, refusal  # costs memory only where SCIM is on

    if not _has_token(request):
        if not may_try_links(request):
            return _response(refusal(429, TOO_OFTEN))
        count_wrong_link(request)
        return _response(refusal(401, WRONG_TOKEN))
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.MEMBER_REQUEST_BYTES:
        return _response(refusal(413, TOO_LARGE))
    Installation.note_scim_call()
    asked = ScimRequest(
        method=request.method,
        base_url=f"{settings.SITE_URL}/scim/v2",
        path=path,
        query=request.GET.dict(),
        headers=request.headers,
        body=request.body,
    )
    return _response(answer(asked))


def _has_token(request):
    sent = request.headers.get("Authorization", "")
    return constant_time_compare(sent, f"Bearer {settings.SCIM_TOKEN}")


def _response(answered):
    body = json.dumps(answered.body) if answered.body is not None else ""
    response = HttpResponse(body, status=int(answered.status), headers=answered.headers)
    response._has_been_logged = answered.status == 501  # of what SCIM leaves open, not an error
    if answered.body is None:
        del response["Content-Type"]
    return response
