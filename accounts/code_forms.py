"""Forms for codes, and for proving again who one is."""

from django import forms

from accounts.models import AuthenticatorApp
from accounts.second_step import note_wrong_code, use_code, use_passkey

WRONG_CODE = (
    "This code is wrong, too old, or was used before. Enter the one that your app shows now."
)
WRONG_PASSKEY = "The passkey could not be checked. Try again, or enter a code."


class CodeField(forms.CharField):
    def __init__(self, **kwargs):
        attrs = {"class": "in", "autocomplete": "one-time-code", "spellcheck": "false"}
        super().__init__(
            max_length=40,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": "Enter a code."},
            **kwargs,
        )


class SecondStepForm(forms.Form):
    """A code at the sign-in."""

    code = CodeField(
        label="Code",
        required=False,
        help_text="The 6 digits that your app shows, or one of your recovery codes.",
    )
    trust = forms.BooleanField(label="Don’t ask again in this browser for 30 days", required=False)

    credential = forms.CharField(required=False, widget=forms.HiddenInput)  # of a passkey

    def __init__(self, *args, request, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].hide_optional = True
        self.request, self.user = request, user

    def clean(self):
        cleaned = super().clean()
        _prove(self, cleaned, "code")
        return cleaned


def _prove(form, cleaned, first):
    """Add an error unless a passkey or a code proves who somebody is; without any, to the `first` field."""
    if cleaned.get("credential"):
        if not use_passkey(form.request, form.user, cleaned["credential"]):
            note_wrong_code(form.user)
            form.add_error(None, WRONG_PASSKEY)
    elif cleaned.get("code"):
        if not use_code(form.user, cleaned["code"]):
            note_wrong_code(form.user)
            form.add_error("code", WRONG_CODE)
    elif not form.errors:
        words = "Enter a code." if first == "code" else "Enter your password or a code."
        form.add_error(first, words)


class AppForm(forms.Form):
    """Set an app up: the secret travels through the form, encrypted, until a code proves it."""

    sealed = forms.CharField(widget=forms.HiddenInput, max_length=400)
    code = CodeField(label="Code", help_text="The 6 digits that your app shows now.")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        code = "".join(cleaned["code"].split())
        if not AuthenticatorApp.set_up(self.user, cleaned["sealed"], code):
            self.add_error("code", WRONG_CODE)
        return cleaned


class ConfirmForm(forms.Form):
    """Prove again who one is: with the password, a passkey or a code, whichever somebody has."""

    password = forms.CharField(
        label="Password",
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"class": "in", "autocomplete": "current-password"}),
    )
    code = CodeField(label="Code from your app", required=False)
    credential = forms.CharField(required=False, widget=forms.HiddenInput)  # of a passkey

    def __init__(self, *args, request, with_password, with_code, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, request.user
        for name, is_offered in (("password", with_password), ("code", with_code)):
            self.fields[name].hide_optional = True
            if not is_offered:
                del self.fields[name]
        if with_password and with_code:
            self.fields["code"].label = "Or a code from your app"

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("password"):
            first = next((it.name for it in self.visible_fields()), None)
            _prove(self, cleaned, first)
        elif not self.user.check_password(cleaned["password"]):
            self.add_error("password", "The password is wrong.")
        return cleaned
