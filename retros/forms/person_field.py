"""A field for one person, chosen by name."""

from django import forms

from accounts.forms import SEVERAL_PEOPLE
from accounts.models import User
from accounts.people_by_name import LENGTH_MAX, names_of, people_called
from retros.forms.widgets import PeopleInput


class PersonField(forms.CharField):
    """The name of a member, followed by a team where several have it; cleans to the member or None.

    `stored` is the id of who stands there now, and stays also after their account was closed.
    """

    stored: int | None = None

    def __init__(self, **kwargs):
        widget = PeopleInput({"data-single": True})
        super().__init__(required=False, max_length=LENGTH_MAX, widget=widget, **kwargs)

    def prepare_value(self, value):
        """Return the name of a person or of an id; what was typed stays as it is. Up to 3 queries."""
        if isinstance(value, int):
            value = User.objects.filter(pk=value).first()
        return names_of([value])[0] if isinstance(value, User) else value

    in_words = prepare_value

    def clean(self, value):
        name = super().clean(value)
        if not name:
            return None
        if self.stored and name == self.prepare_value(self.stored):
            return User.objects.get(pk=self.stored)
        found = people_called(name)
        if not found:
            raise forms.ValidationError(
                f"Nobody here is called “{name}”. Curators can invite people."
            )
        if len(found) > 1:
            raise forms.ValidationError(SEVERAL_PEOPLE.format(name=name))
        return found[0]
