"""Forms for codes, and for proving again who one is."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import AuthenticatorApp
from accounts.second_step import use_code

WRONG_CODE = (
    "This code is wrong, too old, or was used before. Enter the one that your app shows now."
)


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
        label="Code", help_text="The 6 digits that your app shows, or one of your recovery codes."
    )
    trust = forms.BooleanField(label="Don’t ask again in this browser for 30 days", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self):
        if not use_code(self.user, self.cleaned_data["code"]):
            raise ValidationError(WRONG_CODE)
        return ""


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
    """Prove again who one is: with the password, or with a code, whichever somebody has."""

    password = forms.CharField(
        label="Password",
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"class": "in", "autocomplete": "current-password"}),
    )
    code = CodeField(label="Code from your app", required=False)

    def __init__(self, *args, user, with_password, with_code, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for name, is_offered in (("password", with_password), ("code", with_code)):
            if not is_offered:
                del self.fields[name]
        if with_password and with_code:
            self.fields["code"].label = "Or a code from your app"
        for field in self.fields.values():
            field.hide_optional = True

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("password"):
            if not self.user.check_password(cleaned["password"]):
                self.add_error("password", "The password is wrong.")
        elif cleaned.get("code"):
            if not use_code(self.user, cleaned["code"]):
                self.add_error("code", WRONG_CODE)
        elif self.fields:
            self.add_error(next(iter(self.fields)), "Enter your password or a code.")
        return cleaned
