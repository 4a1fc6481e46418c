"""The link of an inbox, pasted by a facilitator whose browser does not have it."""

import re

from django import forms

from retros.forms.base import WritingForm

_TOKEN = re.compile(r"[\w-]+(?=/?$)", re.ASCII)  # the last part of an address, or all there is


class LinkForm(WritingForm, forms.Form):
    """Unlocks `inbox` if the link is the right one."""

    link = forms.CharField(
        max_length=500,
        help_text="For example: http://retros.example.org/gather/f3Kx…/",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, inbox, **kwargs):
        super().__init__(*args, **kwargs)
        self.inbox = inbox

    def clean_link(self):
        link = self.cleaned_data["link"]
        found = _TOKEN.search(link.split("?")[0].split("#")[0].strip())
        if not found or not self.inbox.unlock(found[0]):
            raise forms.ValidationError(
                "This is not the last link that was created here. Ask someone who wrote with it "
                "to look in their browser history or in the invitation."
            )
        return link
