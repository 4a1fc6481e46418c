"""Questions, suggested corrections and reports that something helped, and what answers them."""

import hashlib
import uuid

from django import forms

from retros.forms.base import VersionedForm, WritingForm
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
    snapshot,
)

# What readers can suggest to change, by kind of item; a wall post is changed on its own page.
CORRECTABLE = {
    "retrospective": ("title", "summary", "context", "goal", "measured", "surprise"),
    "decision": ("choice", "informed_by", "options", "expected", "what_happened"),
    "observation": ("text",),
    "lesson": ("statement", "detail", "applies_when", "not_when", "kickoff_question"),
    "action": ("text", "done_when"),
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
        """Store a signed question once, and return it."""
        values = {"kind": self.kind, "text": self.cleaned_data["text"], "asked_by": self.user}
        values |= self.columns() | links_to(self.item)
        return Question.objects.get_or_create(client_id=self._number(), defaults=values)[0]

    def contribution(self, key):
        """Return the Contribution of an unattributed question, written with `key`."""
        about = {"kind": kind_of(self.item), "id": self.item.pk, "values": self.columns()}
        words = {"kind": str(self.kind), "text": self.cleaned_data["text"]}
        return Contribution.write(key, pk=self._number(), signed=False, about=about, **words)

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
        self.fields["seen"].initial = _digest(self.current)
        self.fields["text"].label = "Why?"
        self.fields["text"].required = False
        self.fields["text"].validators = self.fields["text"].validators[1:]
        self.fields["text"].help_text = "For example: The figure in the report is 38 minutes."
        self.order_fields(self.field_order)

    def clean_proposed(self):
        typed = self.cleaned_data["proposed"].strip()
        if _is_one_line(self.item, self.field):
            typed = " ".join(typed.split())
        if typed == self.current.strip():
            raise forms.ValidationError("This is the text as it is. Change what is not right.")
        return typed

    def clean_seen(self):
        if self.cleaned_data["seen"] != _digest(self.current):
            self.data = self.data.copy()
            self.data["seen"] = _digest(self.current)
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


class AnswerForm(WritingForm, forms.ModelForm):
    """The answer to a question, or why a correction is not made."""

    hinted_fields = ("answer",)

    class Meta:
        model = Question
        fields = ("answer",)
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_correction = self.instance.is_correction
        self.fields["answer"].required = not is_correction
        self.fields["answer"].label = "Why not?" if is_correction else "Your answer"
        if not is_correction:
            self.fields["answer"].validators.append(not_blank)


def acceptance_form(question, data=None):
    """Return a form that puts the text of a correction into its field, as every editor does."""
    item, name = question.item, question.field
    sections = {field: part for part, names in snapshot.OWN.items() for field in names}
    is_whole = kind_of(item) == "retrospective"
    attributes = {
        "version_field": f"{sections[name]}_version" if is_whole else "version",
        "one_line": (name,) if _is_one_line(item, name) else (),
    }
    base = type("AcceptanceForm", (VersionedForm,), attributes)
    made = forms.modelform_factory(type(item), form=base, fields=[name])(data, instance=item)
    made.initial[name] = question.proposed  # only now: its base is the text as it is stored
    return made


def _is_one_line(item, name):
    return item._meta.get_field(name).get_internal_type() == "CharField"


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]
