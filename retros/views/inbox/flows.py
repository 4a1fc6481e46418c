"""What differs between the two inboxes: their forms, addresses, templates and access."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.urls import reverse

from retros.access import facilitated_gathering, facilitated_premortem
from retros.forms.gathering import ContributionForm
from retros.forms.risks import RiskForm
from retros.models import AnonymousInbox, Gathering, Premortem
from retros.search import index_retrospectives


@dataclass(frozen=True)
class InboxFlow:
    """The configuration of the views in this package; names of views are names in the urlconf."""

    model: type[AnonymousInbox]
    form: type[forms.Form]
    templates: str  # folder of write.html and change.html
    noun: str  # of one contribution
    writing_page: str
    facilitator_page: str
    renew_view: str
    close_view: str
    reveal_view: str
    revealed_page: str
    facilitated: Callable  # (user, pk of the draft or kickoff) -> inbox or 404
    after_reveal: Callable = lambda inbox: None

    def address(self, token):
        """Return the path of the page where people with the link write."""
        return reverse(self.writing_page, args=[token])

    @property
    def cookie_path(self):
        """The path under which all pages of this kind of inbox lie."""
        return self.address("-").removesuffix("-/")


GATHERING = InboxFlow(
    model=Gathering,
    form=ContributionForm,
    templates="gathering",
    noun="thought",
    writing_page="gather",
    facilitator_page="gathering",
    renew_view="gathering_link",
    close_view="gathering_close",
    reveal_view="gathering_reveal",
    revealed_page="gathering_merge",
    facilitated=facilitated_gathering,
    after_reveal=lambda gathering: index_retrospectives([gathering.retrospective_id]),
)
PREMORTEM = InboxFlow(
    model=Premortem,
    form=RiskForm,
    templates="risks",
    noun="risk",
    writing_page="premortem",
    facilitator_page="risks",
    renew_view="risks_link",
    close_view="risks_close",
    reveal_view="risks_reveal",
    revealed_page="risks",
    facilitated=facilitated_premortem,
)
