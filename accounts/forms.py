"""Forms for signing in, people and teams."""

import re
import unicodedata
from copy import copy
from textwrap import shorten

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.urls import reverse, reverse_lazy

from accounts.email_addresses import validate_visible
from accounts.form_fields import AddressesField, NumberField
from accounts.models import (
    DAYS_VALID,
    DAYS_VALID_MAX,
    FORMER_MEMBER,
    NOTE_MAX,
    SEATS_MAX,
    Invitation,
    Team,
    User,
)
from accounts.people_by_name import people_called
from accounts.single_sign_on import allows_password

# Of a field in which people are chosen by name.
PEOPLE_ATTRS = {
    "class": "in",
    "autocomplete": "off",
    "data-tags": reverse_lazy("people_names"),
    "data-suggests": "people",
}
PASSWORD_HINT = "At least 10 characters. For example: 3 or 4 random words."
EMAIL_WIDGET = forms.EmailInput(attrs={"class": "in", "autocomplete": "username"})
# Control characters, and those that turn the direction of the text around them.
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


SEVERAL_PEOPLE = "Several people are called “{name}”. Add a team, as in “Ada (Platform)”, or enter an email address."
EMAIL_ERRORS = {
    "required": "Enter an email address.",
    "invalid": "Enter an email address in the correct format, like name@example.com.",
}


class NameField(forms.CharField):
    """A name on one line that contains at least one visible character."""

    default_error_messages = {"required": "Enter a name."}

    def __init__(self, *, autocomplete="off", **kwargs):
        widget = forms.TextInput(attrs={"class": "in", "autocomplete": autocomplete})
        super().__init__(max_length=80, widget=widget, **kwargs)

    def clean(self, value):
        name = unicodedata.normalize("NFC", " ".join(super().clean(value).split()))
        name = _INVISIBLE.sub("", name)
        if not any(letter.isprintable() and not letter.isspace() for letter in name):
            raise ValidationError(self.error_messages["required"], code="required")
        return name


class NewPasswordField(forms.CharField):
    """A new password. The page's script can show it as text."""

    default_error_messages = {"required": "Enter a password."}

    def __init__(self, **kwargs):
        attrs = {"class": "in", "autocomplete": "new-password", "data-password": True}
        super().__init__(
            strip=False,
            help_text=PASSWORD_HINT,
            widget=forms.PasswordInput(attrs=attrs),
            **kwargs,
        )


class NewPersonForm(forms.Form):
    """The details of a person who joins."""

    # Does not say why: visitors may not learn who has an account.
    EMAIL_REFUSED = "You can’t join with this address. If you already have an account, sign in."

    display_name = NameField(
        label="Your name", help_text="The name your colleagues know you by.", autocomplete="name"
    )
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="You sign in with this address. Other members don’t see it.",
        widget=EMAIL_WIDGET,
        error_messages=EMAIL_ERRORS,
        validators=[validate_visible],
    )
    password = NewPasswordField()

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(self.EMAIL_REFUSED)
        return email

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password)
        return password


class ProfileForm(forms.ModelForm):
    display_name = NameField(
        label="Your name", help_text="The name your colleagues know you by.", autocomplete="name"
    )

    class Meta:
        model = User
        fields = ["display_name", "keeps_name"]
        help_texts = {
            "keeps_name": f"Otherwise “{FORMER_MEMBER}” is shown once your account is closed."
        }


class TeamForm(forms.ModelForm):
    name = NameField(label="Team name")

    class Meta:
        model = Team
        fields = ["name", "description"]
        labels = {"description": "Description"}
        widgets = {"description": forms.TextInput(attrs={"class": "in"})}

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Team.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError("A team with this name already exists.")
        return name


class NewMemberForm(forms.Form):
    """Add a member of the site to a team."""

    person = forms.CharField(
        label="Name of the new member",
        max_length=254,
        help_text="They can read and edit all drafts of this team, including existing ones.",
        widget=forms.TextInput(attrs=PEOPLE_ATTRS | {"data-single": True}),
        error_messages={"required": "Enter a name."},
    )

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = team

    def clean_person(self):
        name = self.cleaned_data["person"]
        found = people_called(name)
        if not found:
            raise ValidationError(f"Nobody here is called “{name}”. A curator can invite them.")
        if len(found) > 1:
            raise ValidationError(SEVERAL_PEOPLE.format(name=name))
        if self.team.memberships.filter(user=found[0]).exists():
            raise ValidationError(f"{found[0]} is already a member.")
        return found[0]


class InvitationForm(forms.ModelForm):
    """Invite people. Curators invite only into their own teams, whose members read its drafts."""

    addresses = AddressesField(
        label="Email addresses",
        help_text="Each person gets their own link. Leave this empty to create one link to pass on.",
    )
    seats = NumberField(
        label="How many people can use the link", initial=1, min_value=1, max_value=SEATS_MAX
    )
    days = NumberField(
        label="Days until the link expires",
        initial=DAYS_VALID,
        min_value=1,
        max_value=DAYS_VALID_MAX,
    )
    field_order = ("addresses", "note", "team", "as_curator", "seats", "days")

    class Meta:
        model = Invitation
        fields = ["note", "team", "as_curator", "seats"]
        labels = {"note": "Note"}
        widgets = {
            "note": forms.TextInput(attrs={"class": "in"}),
        }
        help_texts = {
            "note": "For example: Ada, new designer. Only curators see this.",
            "team": "They’ll join this team and can read its drafts.",
            "as_curator": "Curators manage the wall, tags and screens, and invite people.",
        }

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        self.fields["team"].empty_label = "No team"

    def clean_addresses(self):
        """Return the addresses, of which none has an account. One query."""
        addresses = self.cleaned_data["addresses"]
        known = User.objects.annotate(lower=Lower("email")).filter(lower__in=addresses)
        open_ones = [it.lower for it in known if it.is_active]
        closed = [it.lower for it in known if not it.is_active]
        problems = [f"{it} already has an account. Add them to a team instead." for it in open_ones]
        problems += [f"{it} has a closed account. An administrator can reopen it." for it in closed]
        if problems:
            raise ValidationError(problems)
        return addresses

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("seats") or 1) > 1:
            if cleaned.get("as_curator"):
                self.add_error(
                    "seats", "A link that makes someone a curator can be used by one person only."
                )
            if cleaned.get("addresses"):
                self.add_error("seats", "Each address gets its own link, so enter 1 here.")
        return cleaned

    def invite(self):
        """Create the invitations; return [(invitation, link, address or "")]. No link is stored."""
        made = []
        with transaction.atomic():
            for address in self.cleaned_data["addresses"] or [""]:
                one = copy(self.instance)
                one.note = shorten(f"{address} {one.note}".strip(), NOTE_MAX, placeholder="…")
                token = one.issue(days=self.cleaned_data["days"])
                made.append((one, settings.SITE_URL + reverse("join", args=[token]), address))
        return made


class StyledFields:
    """Give an allauth form this site's labels, hints and classes, and a single password field."""

    labels = {
        "login": "Email address",
        "email": "Email address",
        "password": "Password",
        "oldpassword": "Your current password",
        "password1": "Your new password",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.label = self.labels[name]
            field.help_text = PASSWORD_HINT if name == "password1" else ""
            words = (
                EMAIL_ERRORS if name in ("login", "email") else {"required": "Enter a password."}
            )
            field.error_messages |= words
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "in"
            if name == "password1":
                field.widget.attrs["data-password"] = True


class SignInForm(StyledFields, allauth_forms.LoginForm):
    def clean(self):
        cleaned = super().clean()
        if self.user and not allows_password(self.user):
            raise ValidationError(
                f"Your account has no password any more. Sign in with {settings.OIDC_NAME}."
            )
        return cleaned


class NewPasswordForm(StyledFields, allauth_forms.ChangePasswordForm):
    pass


class ForgottenPasswordForm(StyledFields, allauth_forms.ResetPasswordForm):
    pass


class ResetPasswordForm(StyledFields, allauth_forms.ResetPasswordKeyForm):
    pass
