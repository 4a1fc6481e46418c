"""Mail about questions, at once or once a day: asked for in the profile, stopped there or by its own link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from retros.models import QuestionMail


@require_POST
def question_mail(request):
    """Start it with `wanted`, once a day if that is “daily”; stop it without."""
    if wanted := request.POST.get("wanted"):
        how = {"is_daily": wanted == "daily"}
        QuestionMail.objects.update_or_create(user=request.user, defaults=how)
    else:
        QuestionMail.objects.filter(user=request.user).delete()
    messages.success(request, "Saved.")
    return redirect("profile")


@never_cache
@csrf_exempt  # mail programs press the button without having seen a page of ours (RFC 8058)
@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request, token):
    """Stop it by the link in the email, without signing in. A GET changes nothing."""
    try:
        found = QuestionMail.objects.with_stop_token(token)
    except BadSignature:
        raise Http404 from None
    if request.method == "POST":
        found.delete()
    return render(request, "notifications/stop_questions.html", {"is_on": found.exists()})
