"""Signing in, and resubmitting a form that met an expired session."""

from allauth.account.views import LoginView, PasswordResetFromKeyView, password_change
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.devices import remember_device
from accounts.forms import SignInForm
from accounts.frames import frame_for
from accounts.models import Installation
from accounts.pending_form import PendingForm
from accounts.second_step import waiting_stage
from accounts.single_sign_on import offers_passwords
from accounts.views.asking import ask_for_code

WHO, WHO_SECONDS = "who", 365 * 24 * 60 * 60


class SignInView(LoginView):
    """Sign in. A form that met an expired session is carried along and shown afterwards.

    The browser is sent here with all its fields (307, accounts.middleware). They travel through
    the sign-in form, are stored nowhere, and are sent again only by the press of a button.
    """

    @method_decorator([login_not_required, never_cache])
    def dispatch(self, request, *args, **kwargs):
        """Show a form that waits to whoever has signed in meanwhile in another tab."""
        if request.user.is_authenticated and (sent := _waiting_form(request)):
            return show_pending_form(request, sent, status=200)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "login" in request.POST:
            self.sent = PendingForm.from_text(request.POST.get("sent", ""))
            return super().post(request, *args, **kwargs)
        self.sent = (
            PendingForm.from_text(request.POST.get("sent", ""))
            if "typed_by" in request.POST
            else PendingForm.to(request.GET.get("next", ""), request.POST)
        )
        form = SignInForm(request=request)
        return self.render_to_response(self.get_context_data(form=form), status=401)

    def get_context_data(self, **kwargs):
        sent, offers = getattr(self, "sent", None), ways_to_sign_in(self.request)
        return super().get_context_data(sent=sent, offers=offers, **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        if not self.request.user.is_authenticated:
            return self._next_step(response)
        if self.sent and is_the_same_person(self.request):
            response = show_pending_form(self.request, self.sent, status=200)
        remember_who(response, self.request.user)
        remember_device(self.request, response, self.request.user)
        return response

    def _next_step(self, response):
        """Let the page of the second step carry what waits, instead of leading to it."""
        stage = waiting_stage(self.request)
        if not (self.sent and stage):
            return response
        return ask_for_code(self.request, stage.login.user, sent=self.sent)


sign_in = SignInView.as_view()


def ways_to_sign_in(request):
    """Return what the sign-in page offers beside or instead of a password, and whose text waits."""
    return {
        "single_sign_on": settings.OIDC_NAME,
        "passwords": offers_passwords(),
        "organization": Installation.of_this_site().organization,
        "typed_by": request.COOKIES.get(WHO, ""),
    }


def remember_who(response, user):
    """The next person to sign in with this browser must not see what this person typed."""
    response.set_cookie(
        WHO,
        user.browser_key,
        max_age=WHO_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _waiting_form(request):
    """The form that a sign-in page carries, if this person typed it, else None."""
    if request.POST.get("typed_by") not in {"", getattr(request.user, "browser_key", "")}:
        return None
    return PendingForm.from_text(request.POST.get("sent", ""))


def is_the_same_person(request):
    """Return whether whoever signed in now also signed in before in this browser."""
    who = request.user.browser_key
    return request.COOKIES.get(WHO, who) == who


class ResetPasswordView(PasswordResetFromKeyView):
    """Set a new password by the link in an email. Reading that email proves who you are."""

    def form_valid(self, form):
        response = super().form_valid(form)
        remember_device(self.request, response, self.reset_user)
        return response


def change_password(request):
    """Change the password, of whoever has one."""
    if request.user.has_usable_password():
        return password_change(request)
    messages.info(request, f"You have no password. You sign in with {settings.OIDC_NAME}.")
    return redirect("profile")


reset_password = never_cache(ResetPasswordView.as_view())


def csrf_failure(request, reason=""):
    """Answer a form without a valid CSRF token; forms from our own pages keep their content.

    Browsers say with each form where it comes from. One from elsewhere gets the bare refusal:
    nothing that another site made up is offered for sending.
    """
    ours = f"{request.scheme}://{request.get_host()}"
    sent = (
        PendingForm.to(request.path, request.POST)
        if request.headers.get("Origin") == ours
        else None
    )
    if "typed_by" in request.POST and sent:
        sent = _waiting_form(request)
    if sent and request.user.is_authenticated:
        return show_pending_form(request, sent, status=403)
    if sent:
        offers = ways_to_sign_in(request)
        context = {"form": SignInForm(request=request), "sent": sent, "offers": offers}
        return render(request, "account/login.html", context, status=403)
    return render(request, "403_csrf.html", {"frame": frame_for(request)}, status=403)


def show_pending_form(request, sent, *, status):
    """Show the submitted text with a button that sends it to its original address."""
    return render(request, "account/sent.html", {"sent": sent}, status=status)


@require_safe
def here(request):
    """Tell a page, after signing in again in another tab, who is signed in.

    In JSON: `person`, which the page compares with its own, and a `token` for its forms, since
    signing in makes older ones void.
    """
    if request.accepts("text/html"):
        return render(request, "account/here.html")
    return JsonResponse({"person": request.user.browser_key, "token": get_token(request)})
