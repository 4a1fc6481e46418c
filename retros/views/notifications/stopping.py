"""Stopping a mail by the link in it, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods


def stopping(model, template):
    """Return a view that ends what the link with its token names. A GET changes nothing."""

    @never_cache
    @csrf_exempt  # mail programs press the button without having seen a page of ours (RFC 8058)
    @login_not_required
    @require_http_methods(["GET", "POST"])
    def stop(request, token):
        try:
            found = model.objects.with_stop_token(token)
        except BadSignature:
            raise Http404 from None
        if request.method == "POST":
            found.delete()
        return render(request, template, {"is_on": found.exists()})

    return stop
