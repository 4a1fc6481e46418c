"""The stage of allauth that stops a sign-in until its person took the second step."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage, LoginStageController
from django.http import HttpResponseRedirect
from django.urls import reverse

from accounts.second_step.proofs import has_second_step
from accounts.second_step.rules import is_on, note_passed
from accounts.second_step.trusted import is_trusted

# Ways to sign in that need no second step: the provider asked for one; the link of the server.
ENOUGH = {"provider_second_step", "sign_in_link"}


class SecondStepStage(LoginStage):
    key = "second_step"
    urlname = "second_step"

    def handle(self):
        user = self.login.user
        methods = {it["method"] for it in get_authentication_records(self.request, user)}
        if methods & ENOUGH or (is_on() and is_trusted(self.request, user)):
            note_passed(self.request.session)
            return None, True
        if not is_on() or not has_second_step(user):
            return None, True
        return HttpResponseRedirect(reverse("second_step")), True


def waiting_stage(request):
    """Return the stage at which the sign-in of this browser waits, with its `login.user`, or None."""
    return LoginStageController.enter(request, SecondStepStage.key)
