"""The page that asks for the second step."""

from django.shortcuts import render

from accounts.code_forms import SecondStepForm
from accounts.second_step import ask_for_passkey


def ask_for_code(request, user, *, form=None, sent=None):
    """Show the form for a code, which carries what somebody typed before they had to sign in."""
    context = {
        "form": form or SecondStepForm(request=request, user=user),
        "sent": sent,
        "passkey": ask_for_passkey(request, user),
    }
    status = 422 if form and form.errors else 200
    return render(request, "account/second_step.html", context, status=status)
