"""Mail about questions, at once or once a day: asked for in the profile, stopped there or by its own link."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from retros.models import QuestionMail
from retros.views.notifications.stopping import stopping


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


stop = stopping(QuestionMail, "notifications/stop_questions.html")
