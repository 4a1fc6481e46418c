"""What administrators see of the site itself: its setup, its backups and its email."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.db import connection
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Installation
from retros.access import must_be_administrator
from retros.backups import last_backup, last_proven_backup
from retros.forms.organization import OrganizationForm
from retros.monitoring.counters import emails_failed
from retros.setup_checks import find_problems, proxy_problem
from retros.version import VERSION


@never_cache
@require_safe
def system(request):
    """Show what is wrong with the setup, the last backups, and the versions. Five queries."""
    must_be_administrator(request.user)
    return _page(request, OrganizationForm(instance=Installation.of_this_site()))


@require_POST
def organization(request):
    """Change the name of the organization."""
    must_be_administrator(request.user)
    form = OrganizationForm(request.POST, instance=Installation.of_this_site())
    if not form.is_valid():
        return _page(request, form)
    form.save()
    messages.success(request, "Saved.")
    return redirect("first_steps")


def _page(request, form):
    proxies = proxy_problem(request.headers.get("X-Forwarded-For", ""))
    context = {
        "form": form,
        "problems": [*find_problems(), *([proxies] if proxies else [])],
        "last": last_backup(),
        "proven": last_proven_backup(),
        "version": VERSION,
        "database": connection.display_name,
    }
    status = 422 if form.errors else 200
    return render(request, "system/system.html", context, status=status)


@require_POST
def test_email(request):
    """Send an email to the administrator, and say what became of it."""
    must_be_administrator(request.user)
    address, subject = request.user.email, "Test email from Retros"
    text = f"Email from {settings.SITE_URL} works."
    if not settings.SENDS_EMAIL:
        messages.error(request, "Nothing was sent, because EMAIL_URL isn’t set.")
        return redirect("system")
    try:
        send_mail(subject, text, None, [address])
    except (OSError, SMTPException) as problem:
        emails_failed.inc()
        reason = getattr(problem, "strerror", None) or type(problem).__name__
        messages.error(request, f"The mail server did not take the email: {reason}.")
    else:
        Installation.note_email_test()
        messages.success(request, f"The mail server took an email to {address}.")
    return redirect("system")
