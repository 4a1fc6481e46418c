"""The public words of a wall post."""

import hashlib
import json
import uuid
from copy import copy

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Team
from retros.forms.base import WritingForm
from retros.forms.merge_edits import differences
from retros.forms.widgets import CategoryChips
from retros.models import Category, Lesson, WallPost, current_names, names_as_stored
from retros.wording import disclosures, members

LIVE = "live"  # said by the script that shows the card while it is written


class WallPostForm(WritingForm, forms.ModelForm):
    """What will be public, and nothing else. Saved only once its writer saw it as a card."""

    one_line = ("we_did", "happened", "learned", "signature")
    hinted_fields = ("we_did", "happened", "learned")
    tags_max = 5  # with more it would be no card
    has_tags_as_typed = False  # until `clean_tags` says so

    previewed = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = WallPost
        fields = ("we_did", "happened", "learned", "category", "tags", "team", "signature")
        widgets = {"category": CategoryChips}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["category"].choices = Category.choices
        mine = Q(pk__in=user.team_ids) | Q(pk=self.instance.team_id)
        self.fields["team"].queryset = Team.objects.filter(mine)
        self.fields["team"].empty_label = "No team"
        self.fields["team"].help_text = "Shown on the card. Team members can edit the post."
        self.fields["tags"].help_text = "Separate tags with commas. Everyone can see them."

    def clean_tags(self):
        """Return the tags under the names that everyone will read, which may differ from what was
        typed.
        """
        typed = super().clean_tags()
        names = self.instance.tag_names = names_as_stored(typed)
        self.has_tags_as_typed = names == typed
        return names

    @cached_property
    def disclosures(self):
        """What the writer should look at again before everyone can read it. One query."""
        said = [self.cleaned_data.get(name) or "" for name in self.hinted_fields]
        said += self.cleaned_data.get("tags") or []
        signature = self.cleaned_data.get("signature") or ""  # where a name is meant to stand
        return members.disclosures_in(said) + disclosures(signature)

    def was_previewed(self):
        """Return whether the author saw exactly this text as a card, with what it discloses.

        For a valid form.
        """
        seen = self.cleaned_data["previewed"]
        live = seen == LIVE and self.has_tags_as_typed and not self.disclosures
        return seen == self._words_seen() or live

    def show_preview(self):
        """Record that the page shows this text as a preview; the next submission saves it."""
        self.data = self.data.copy()
        self.data["previewed"] = self._words_seen()

    def set_tags(self):
        """Call it in the transaction that writes the post, after its row."""
        if "tags" not in self.fields:
            return
        self.instance.tags.set(current_names(self.cleaned_data["tags"]))

    def _words_seen(self):
        return self._digest_of(self.cleaned_data)

    def _digest_of(self, values):
        words = [str(values.get(name) or "") for name in self.Meta.fields]
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:32]


class NewWallPostForm(WallPostForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    lesson = forms.ModelChoiceField(Lesson.objects.none(), widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["client_id"].initial = uuid.uuid4()
        self.fields["lesson"].queryset = Lesson.objects.visible_to(user).published()

    def clean(self):
        cleaned = super().clean()
        if "lesson" in self.errors:
            del self.errors["lesson"]
            self.data = self.data.copy()
            self.data["lesson"] = ""
            self.add_error(
                None,
                "The lesson this came from is no longer published. Nothing is posted yet. "
                "You can still post this text on its own.",
            )
        return cleaned

    def post(self):
        """Put the post on the wall, or queue it for review if the site requires that.

        A repeated request returns the post of the first one.
        """
        key = self.instance.client_id = self.cleaned_data["client_id"]
        self.instance.lesson = self.cleaned_data["lesson"]
        try:
            with transaction.atomic():
                self.instance.put_on_wall(by=self.user)
                self.set_tags()
        except IntegrityError:
            first = key and WallPost.objects.filter(client_id=key).first()
            if not first:
                raise
            return first
        return self.instance


class ChangedWallPostForm(WallPostForm):
    """`changed_at` says which state of the post the writer saw."""

    changed_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["changed_at"].initial = self.instance.updated_at.isoformat()

    def save_as_seen(self, *, by):
        """Save the valid form, and keep what the post said. Returns the conflicts, if somebody
        changed the post since.

        Then nothing is written, and the form is ready to be shown again. What each of two changed
        is not put together here: the card is public, and nobody would have seen that one. No
        conflict when the post already says these words, as when a request is repeated.
        """
        now, words = timezone.now(), self.Meta.fields
        columns = [name for name in words if name != "tags"]
        with transaction.atomic():
            # The conditional update holds the row until the words are in: two can't both pass.
            unseen = WallPost.objects.filter(pk=self.instance.pk)
            if unseen.filter(updated_at=self.cleaned_data["changed_at"]).update(updated_at=now):
                before = WallPost.objects.select_related("team").get(pk=self.instance.pk)
                self.instance.updated_at = now
                self.instance.save(update_fields=[*columns, "updated_at"])
                content_before = before.readable_content
                self.set_tags()
                if content_before != self.instance.readable_content:
                    before.revisions.create(content=content_before, replaced_at=now)
                if before.is_on_wall:
                    self.instance.put_on_wall(by=by)
                return []
        theirs = WallPost.objects.get(pk=self.instance.pk)
        self.data = self.data.copy()
        self.data["changed_at"] = theirs.updated_at.isoformat()
        return differences(
            self, model_to_dict(theirs, [name for name in words if name in self.fields])
        )


class CorrectedWallPostForm(ChangedWallPostForm):
    """One text of a post, as a reader suggests it. The rest of the post stays as it is.

    Its page shows the card that it makes from the start, so that accepting it is one press.
    """

    def __init__(self, *args, field, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        self.field, self.hinted_fields = field, (field,)
        for name in set(self.Meta.fields) - {field}:
            del self.fields[name]
        if not self.is_bound:
            self.initial[field] = proposed
            self.fields["previewed"].initial = self._digest_of({field: proposed})

    @property
    def card(self):
        """The post as it would read."""
        card = copy(self.instance)
        setattr(card, self.field, self[self.field].value())
        return card

    @cached_property
    def disclosures(self):
        """What the text discloses, also before it is sent. One query."""
        return members.disclosures_in([self[self.field].value() or ""])
