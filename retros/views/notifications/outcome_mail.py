"""Mail after gatherings: asked for in the profile, stopped there or by its own link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from retros.models import OutcomeMail


@require_POST
def outcome_mail(request):
    """Start it with `wanted`, for what is published from now on; stop it without."""
    if request.POST.get("wanted"):
        OutcomeMail.objects.get_or_create(user=request.user)
    else:
        OutcomeMail.objects.filter(user=request.user).delete()
    messages.success(request, "Saved.")
    return redirect("profile")


@never_cache
@csrf_exempt  # mail programs press the button without having seen a page of ours (RFC 8058)
@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request, token):
    """Stop it by the link in the email, without signing in. A GET changes nothing."""
    try:
        found = OutcomeMail.objects.with_stop_token(token)
    except BadSignature:
        raise Http404 from None
    if request.method == "POST":
        found.delete()
    return render(request, "notifications/stop_outcomes.html", {"is_on": found.exists()})
