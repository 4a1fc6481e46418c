"""A kickoff's page as it is shown: the cards of what was found, and the ways on."""

from collections import Counter
from functools import cached_property

from django.db.models import prefetch_related_objects

from accounts.people_by_name import names_of
from retros.forms.kickoffs import ChoiceForm
from retros.kickoffs.brief import brief_of
from retros.kickoffs.card import card_of
from retros.kickoffs.filtering import PAGE, Filtered, KickoffFilters
from retros.kickoffs.finding import Findings
from retros.kickoffs.made_lessons import made_id
from retros.models import CHOSEN_MODELS, ActionItem, Project, composed_once

OF_ONE_PROJECT = 3  # cards of each ten; further ones of a project are folded away
SEARCH_TERMS = 4  # of those shown, in a search that is ready to run
FEW = 3  # matches, below which the page says whom to ask


@composed_once
def _waiting(user, team):
    return ActionItem.objects.visible_to(user).waiting_for(Project(team_id=team))[:4]


class Board:
    """The page of `kickoff` for `user`. Queries do not grow with what was found."""

    def __init__(self, kickoff, user, filters=None, *, may_edit=True):
        self.kickoff = kickoff
        self.user = user
        self.filters = filters or KickoffFilters()
        self.may_edit = may_edit
        self.findings = Findings(kickoff, user, self.filters.find, self.filters.kinds)
        self.filtered = Filtered(self.findings, self.filters)
        self.urgent = {}  # {key: a card with an error or a conflict}
        self.turned = None  # the key of what just became a lesson

    @cached_property
    def brief(self):
        return brief_of(self.kickoff, self.user)

    @cached_property
    def waiting(self):
        """The first open action items of the team, one more than the page shows."""
        team = self.kickoff.project.team_id
        return _waiting(self.user, team) if team else []

    @cached_property
    def _owner_names(self):
        """{id: name} of those who own what was chosen. Queries do not grow with them."""
        owners = list({it.owner for it in self.findings.choices.values() if it.owner})
        prefetch_related_objects(owners, "teams")
        return {it.pk: name for it, name in zip(owners, names_of(owners), strict=True)}

    def choice_form(self, key, data=None):
        """Return the form of what was decided about one thing, or of what to decide."""
        choice = self.findings.choices.get(key)
        owner = choice and choice.owner
        name = self._owner_names.get(owner.pk) or names_of([owner])[0] if owner else ""
        return ChoiceForm(data, item=self.findings.rows[key], choice=choice, owner_name=name)

    @cached_property
    def searched(self):
        """The cards of what a search for one more found."""
        return [self._card_of(key) for key in self.findings.hits if self.findings.may_show(key)]

    @cached_property
    def later(self):
        """The cards of what was found after the start and passes the filters, last found first."""
        return [
            self._card_of(key)
            for key in self.findings.later
            if key not in self.findings.hits
            and self.findings.may_show(key)
            and self.filters.let_through(key, self.findings.rows[key])
        ]

    @cached_property
    def cards(self):
        """The cards to show, best match first; of one project, some hold further ones."""
        above = {*self.findings.hits, *self.findings.later}
        shown = self.filtered.keys[: self.filters.show]
        cards = []
        for start in range(0, len(shown), PAGE):
            ten = self._folded(key for key in shown[start : start + PAGE] if key not in above)
            if ten and 0 < start == self.filters.show - PAGE:
                ten[0].is_first_new = True
            cards += ten
        return cards

    def _folded(self, keys):
        """Cards of `keys`: beyond the first of a project, undecided ones stand behind the last."""
        cards, last, shown = [], {}, Counter()
        for key in keys:
            card = self._card_of(key)
            source = card.record.project_id, key in self._weaker
            if shown[source] < OF_ONE_PROJECT or key in self.findings.choices or key in self.urgent:
                shown[source] += 1
                last[source] = card
                cards.append(card)
            else:
                last[source].more.append(card)
        return cards

    @cached_property
    def _weaker(self):
        return set(self.filtered.weaker)

    @cached_property
    def further(self):
        """The cards of what was decided or needs attention, and is not among those to show.

        Whatever the filters say: what was decided stays in sight.
        """
        above = [*self.searched, *self.later, *self.cards]
        shown = {(card.kind, card.item.pk) for card in above}
        kept = {*self.findings.choices, *self.urgent} - shown
        hidden = [card for key, card in self.urgent.items() if key in kept]
        decided = [key for key in self.filtered.all if key in kept and key not in self.urgent]
        return hidden + [self.card(key) for key in decided]

    def _card_of(self, key):
        return self.urgent.get(key) or self.card(key)

    def card(self, key, *, form=None, conflict=()):
        """Return the card of one thing, with `form` where that is not the plain one."""
        found, weaker = self.findings, self.filtered.weaker_first or self.filtered.weaker
        if self.may_edit and form is None and key[0] in CHOSEN_MODELS:
            form = self.choice_form(key)
        is_first_weaker = bool(weaker) and key == weaker[0]
        card = card_of(key, found, is_first_weaker=is_first_weaker, form=form, conflict=conflict)
        if self.turned and found.made.get(made_id(*self.turned)) == key:
            card.made_of = self.turned
        return card

    @property
    def search_terms(self):
        """Terms for a search of everything written, where nothing here is close enough."""
        terms = [term for term, _ in self.findings.terms[:SEARCH_TERMS]]
        return terms or [self.kickoff.project.name]

    @property
    def may_need_others(self):
        """Whether so little is close that people know more than texts do."""
        return not self.query and len(self.filtered.close) < FEW

    @property
    def address(self):
        """The page as it is filtered now."""
        return self.kickoff.get_absolute_url() + self.query

    @property
    def query(self):
        """Its query string, "" without any."""
        return self.filters.query_string(self.filters.show)

    @property
    def remaining(self):
        """How many more there are to show."""
        return max(0, len(self.filtered.keys) - self.filters.show)

    @property
    def next_anchor(self):
        """The id of the first card that is not shown yet."""
        kind, pk = self.filtered.keys[self.filters.show]
        return f"{kind}-{pk}"

    @property
    def next_query(self):
        """The query string that shows some more."""
        return self.filters.query_string(self.filters.show + PAGE)
