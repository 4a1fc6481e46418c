"""Suggestions that an observation or a decision becomes a lesson."""

from django.db.models import Q
from django.http import QueryDict

from retros.forms.questions import QuestionForm
from retros.models import QUESTION_MAX, Question, composed_once
from retros.rendering import first_sentence

SUGGESTED_MAX = 240  # characters of a text that a suggestion quotes
LESSON_ASKED = "Could this be a lesson for other projects?"


class LessonSuggestionForm(QuestionForm):
    """What others could learn from an observation or a decision. It begins with its first sentence."""

    def __init__(self, *args, item, **kwargs):
        said = first_sentence(str(item), SUGGESTED_MAX)
        asked = f"{LESSON_ASKED} “{said}”"
        super().__init__(*args, item=item, initial={"text": asked}, **kwargs)
        self.fields["text"].label = "Your suggestion"
        self.fields["text"].help_text = "Add why it matters to you, or how you would put it."

    def clean_text(self):
        """In other words, too, it says what it is: by this, accepting it settles it."""
        text = self.cleaned_data["text"]
        asked = f"{LESSON_ASKED} {text}"
        is_said = text.startswith(LESSON_ASKED) or len(asked) > QUESTION_MAX
        return text if is_said else asked


def suggested_as_it_is(item, user):
    """Return the form of a suggestion in our words, signed, as if somebody had sent it."""
    form = LessonSuggestionForm(item=item, user=user)
    data = QueryDict(mutable=True)
    data["text"] = form.get_initial_for_field(form.fields["text"], "text")
    data["signed"] = "yes"
    return LessonSuggestionForm(data, item=item, user=user)


def any_lesson_suggestions(user):
    """Tell whether `user` ever suggested to turn something into a lesson. One query."""
    return bool(_suggestions_of(user))


@composed_once
def _suggestions_of(user):
    asked = Question.objects.filter(asked_by=user, kind=Question.Kind.QUESTION)
    return asked.filter(text__startswith=LESSON_ASKED).values_list("pk")[:1]


def lesson_suggestions(user, observations, decisions):
    """Return what `user` suggested to turn into lessons, of those with these ids."""
    about = Q(observation__in=observations) | Q(decision__in=decisions)
    asked = Question.objects.visible_to(user).filter(about, asked_by=user)
    return asked.filter(kind=Question.Kind.QUESTION, text__startswith=LESSON_ASKED)


def is_lesson_suggestion(question):
    """Return whether `question` begins as a LessonSuggestionForm does."""
    return question.kind == Question.Kind.QUESTION and question.text.startswith(LESSON_ASKED)
