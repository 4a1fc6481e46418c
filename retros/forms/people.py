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
