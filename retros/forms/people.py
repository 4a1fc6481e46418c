"""What administrators change about people."""

from django import forms

from accounts.models import FORMER_MEMBER, User


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        choices=User.Role.choices,
        help_text="Curators manage the wall, tags and screens, and invite people. Administrators also manage accounts and the system.",
    )


class ClosingAccountForm(forms.ModelForm):
    """Whether the name stays. Their own choice is the initial one."""

    class Meta:
        model = User
        fields = ["keeps_name"]
        labels = {"keeps_name": "Keep their name on what they wrote"}
        help_texts = {
            "keeps_name": f"Otherwise “{FORMER_MEMBER}” is shown instead, even if you reopen the account. Unattributed text never had a name."
        }


class ForgettingForm(forms.Form):
    """The password of whoever wants to be forgotten; nothing for those who have none."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"class": "in", "autocomplete": "current-password"}),
        error_messages={"required": "Enter your password."},
    )

    def __init__(self, *args, person, by_password, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        if not by_password:
            del self.fields["password"]

    def clean_password(self):
        password = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise forms.ValidationError("This is not your password.")
        return password
