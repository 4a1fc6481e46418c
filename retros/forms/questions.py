"""Questions, suggested corrections and reports that something helped, and what answers them."""

import hashlib
import uuid

from django import forms
from taggit.models import Tag

from retros.forms.base import WritingForm
from retros.forms.projects import suggested_project_names
from retros.forms.widgets import Chips
from retros.models import (
    CORRECTION_MAX,
    QUESTION_MAX,
    QUESTIONS_A_DAY,
    Contribution,
    Project,
    Question,
    kind_of,
    links_to,
    not_blank,
    tags_in_use,
)

# What readers can suggest to change, by kind of item.
CORRECTABLE = {
    "retrospective": ("title", "summary", "context", "goal", "measured", "surprise"),
    "decision": ("choice", "informed_by", "options", "expected", "what_happened"),
    "observation": ("text",),
    "lesson": ("statement", "detail", "applies_when", "not_when", "kickoff_question"),
    "action": ("text", "done_when"),
    "post": ("learned", "we_did", "happened"),
}


def correctable_fields(item):
    """Return the fields of `item` that are short enough to correct: {name: label}."""
    columns = {name: item._meta.get_field(name) for name in CORRECTABLE.get(kind_of(item), ())}
    return {
        name: str(column.verbose_name)[:1].upper() + str(column.verbose_name)[1:]
        for name, column in columns.items()
        if len(getattr(item, name)) <= CORRECTION_MAX
    }


class QuestionForm(WritingForm, forms.Form):
    """A question about `item`. `signed` is always sent, so that nothing is signed by an old page."""

    kind = Question.Kind.QUESTION
    hinted_fields: tuple[str, ...] = ("text",)

    text = forms.CharField(
        label="Your question",
        max_length=QUESTION_MAX,
        validators=[not_blank],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: How did you notice that the copy was out of date?",
    )
    signed = forms.ChoiceField(label="Your name", widget=Chips, initial="yes")
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, item, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.item, self.user = item, user
        self.fields["signed"].choices = [("yes", f"Signed: {user}"), ("no", "Unattributed")]
        self.fields["client_id"].initial = uuid.uuid4()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("signed") == "yes" and self._asked_today() >= QUESTIONS_A_DAY:
            raise forms.ValidationError(
                f"You have sent {QUESTIONS_A_DAY} questions and suggestions today, which is the "
                "limit. Your text is not lost: send it tomorrow."
            )
        return cleaned

    def _asked_today(self):
        today = Question._meta.get_field("asked_on").get_default()
        return Question.objects.filter(asked_by=self.user, asked_on=today).count()

    @property
    def is_signed(self):
        return self.cleaned_data["signed"] == "yes"

    def columns(self):
        """Return the columns of the question beyond its text, as plain values."""
        return {}

    def question(self):
        """Store a signed question once, and return it. Other words in an old page are another one."""
        values = {"kind": self.kind, "text": self.cleaned_data["text"], "asked_by": self.user}
        values |= self.columns() | (links_to(self.item) if self.item else {})
        made, is_new = Question.objects.get_or_create(client_id=self._number(), defaults=values)
        if is_new or (made.asked_by_id, made.text) == (self.user.pk, values["text"]):
            return made
        return Question.objects.create(**values)

    def contribution(self, key, *, number=None):
        """Return the Contribution of an unattributed question, written with `key`."""
        item = (kind_of(self.item), self.item.pk) if self.item else ("", 0)
        about = {"kind": item[0], "id": item[1], "values": self.columns()}
        words = {"kind": str(self.kind), "text": self.cleaned_data["text"]}
        return Contribution.write(
            key, pk=number or self._number(), signed=False, about=about, **words
        )

    def _number(self):
        return self.cleaned_data["client_id"] or uuid.uuid4()


class CorrectionForm(QuestionForm):
    """An edited copy of one field, and why. `seen` tells whether the text changed meanwhile."""

    kind = Question.Kind.CORRECTION
    hinted_fields = ("proposed",)
    field_order = ("proposed", "text", "signed")

    proposed = forms.CharField(max_length=CORRECTION_MAX, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, item, field, **kwargs):
        self.field = field
        self.current = getattr(item, field)
        super().__init__(*args, item=item, **kwargs)
        column = item._meta.get_field(field)
        limit = min(column.max_length or CORRECTION_MAX, CORRECTION_MAX)
        self.fields["proposed"] = forms.CharField(
            label=correctable_fields(item)[field],
            max_length=limit,
            strip=False,
            required=not column.blank,
            validators=[] if column.blank else [not_blank],
            initial=self.current,
            help_text="Change the text as you think it should read.",
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self._set_up_widget("proposed", self.fields["proposed"])
        self.fields["proposed"].hide_optional = True
        self.fields["seen"].initial = digest_of(self.current)
        self.fields["text"].label = "Why?"
        self.fields["text"].required = False
        self.fields["text"].validators = self.fields["text"].validators[1:]
        self.fields["text"].help_text = "For example: The figure in the report is 38 minutes."
        self.order_fields(self.field_order)

    def clean_proposed(self):
        typed = self.cleaned_data["proposed"].strip()
        if is_one_line(self.item, self.field):
            typed = " ".join(typed.split())
        if typed == self.current.strip():
            raise forms.ValidationError("This is the text as it is. Change what is not right.")
        return typed

    def clean_seen(self):
        if self.cleaned_data["seen"] != digest_of(self.current):
            self.data = self.data.copy()
            self.data["seen"] = digest_of(self.current)
            self.add_error(
                "proposed",
                "Somebody changed the text while you were writing. Compare yours with the current "
                "version below, and send it again.",
            )
        return self.cleaned_data["seen"]

    def columns(self):
        return {
            "field": self.field,
            "seen": self.current,
            "proposed": self.cleaned_data["proposed"],
        }


class HelpedForm(QuestionForm):
    """The project that something helped, by its name, and how."""

    kind = Question.Kind.HELPED
    field_order = ("project", "text", "signed")

    project = forms.CharField(
        label="In which project?",
        max_length=200,
        help_text="A project, or one that had its kickoff. Start typing its name.",
        widget=forms.TextInput(
            attrs={"class": "in", "list": "project-names", "autocomplete": "off"}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label, text.required = "What did it help you with?", False
        text.validators = text.validators[1:]
        text.help_text = "For example: We rehearsed the move three times before the real one."

    def project_names(self):
        """Return up to 500 names to suggest. Run one query."""
        return suggested_project_names(self.user)

    def clean_project(self):
        name = " ".join(self.cleaned_data["project"].split())
        found = Project.objects.visible_to(self.user).filter(name__iexact=name).first()
        if found is None:
            raise forms.ValidationError(
                f"No project is named “{name[:120]}”. Choose one of the suggestions."
            )
        return found

    def columns(self):
        state = str(Question.State.NOTED)
        return {"project_id": self.cleaned_data["project"].pk, "state": state}


class WhoKnowsForm(QuestionForm):
    """A question to everybody, or about a tag, which those who wrote about it hear of."""

    field_order = ("text", "tag", "signed")

    tag = forms.ModelChoiceField(
        Tag.objects.none(),
        required=False,
        empty_label="Everybody",
        label="Who might know?",
        help_text="With a tag, it is also put to those who wrote about it.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, item=None, user=user, **kwargs)
        known = [tag.pk for tag, _ in tags_in_use(user)]
        self.fields["tag"].queryset = Tag.objects.filter(pk__in=known).order_by("name")
        self.fields["tag"].hide_optional = True

    def columns(self):
        tag = self.cleaned_data["tag"]
        return {"tag_id": tag and tag.pk}


class TalkForm(QuestionForm):
    """What a reader would like to talk about with the people who wrote something. Always signed."""

    kind = Question.Kind.TALK

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label = "What would you like to talk about?"
        text.help_text = (
            "Say how you can be reached. For example: We move our billing data in May. Could one of "
            "you join our kickoff on Tuesday? I’m in the Lisbon office."
        )
        self.fields["signed"].widget = forms.HiddenInput()
        self.fields["signed"].choices = [("yes", "Signed")]
        self.order_fields(["signed", "text"])


def is_one_line(item, name):
    """Return whether the field `name` of `item` holds a single line."""
    return item._meta.get_field(name).get_internal_type() == "CharField"


def digest_of(text):
    """Return what tells `text` from another, to find out whether it changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
