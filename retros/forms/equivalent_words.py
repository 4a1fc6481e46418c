"""Words that search treats as the same, in one line."""

from django import forms

from retros.forms.base import WritingForm
from retros.models import EQUIVALENT_WORDS_MAX, EquivalentWords, ways_from_text
from retros.search import is_ending, stems_of

WAYS_MAX, WAY_MAX_CHARACTERS, WAY_MAX_WORDS = 8, 40, 4


class EquivalentWordsForm(WritingForm, forms.ModelForm):
    """Two ways of writing or more, each with a word to look for, none of them in another line."""

    class Meta:
        model = EquivalentWords
        fields = ["words"]
        labels = {"words": "Words with the same meaning"}
        help_texts = {"words": "For example: roll back, rollback. Or endings: -ise, -ize."}

    def clean_words(self):
        ways = ways_from_text(self.cleaned_data["words"])
        if not 2 <= len(ways) <= WAYS_MAX:
            raise forms.ValidationError(f"Enter 2 to {WAYS_MAX} words, separated by commas.")
        endings = sum(map(is_ending, ways))
        if endings not in (0, len(ways)):
            raise forms.ValidationError("Enter either words or endings, not both in one line.")
        stems = {} if endings else {stems_of(way): way for way in ways}
        for way in ways:
            _check(way)
        if stems and len(stems) < 2:
            raise forms.ValidationError("Search already treats these words as the same.")
        self._check_others({way.casefold() for way in ways} | stems.keys())
        return ", ".join(ways)

    def save(self):
        """Return the line. Another curator may have added the same one a moment ago."""
        return EquivalentWords.objects.get_or_create(words=self.cleaned_data["words"])[0]

    def _check_others(self, keys):
        others = EquivalentWords.objects.exclude(pk=self.instance.pk)
        if others.count() >= EQUIVALENT_WORDS_MAX:
            raise forms.ValidationError(
                f"There are {EQUIVALENT_WORDS_MAX} lines already. Remove one first."
            )
        for other in others:
            for way in other.ways:
                own = {way.casefold()} if is_ending(way) else {way.casefold(), stems_of(way)}
                if own & keys:
                    raise forms.ValidationError(
                        f"“{way}” is in another line: {other}. Remove that line first."
                    )


def _check(way):
    if len(way) > WAY_MAX_CHARACTERS:
        raise forms.ValidationError(f"Keep each word to {WAY_MAX_CHARACTERS} characters.")
    if is_ending(way):
        if not way[1:].isalpha():
            raise forms.ValidationError(f"“{way}” is not an ending, such as -ise.")
        return
    stem = stems_of(way)
    if not stem:
        raise forms.ValidationError(f"Search ignores “{way}”. Enter a word that it looks for.")
    if len(stem.split(" ")) > WAY_MAX_WORDS:
        raise forms.ValidationError(f"Keep each phrase to {WAY_MAX_WORDS} words.")
