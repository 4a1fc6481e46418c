"""Choosing past decisions to practice on."""

from typing import Any

from django import forms

from accounts.models import User
from retros.models import ReadingPath, TagDescription


class PracticeForm(forms.Form):
    """All decisions, those about a product, or those of a path: `about` is "", "product-slug" or "path-id"."""

    about = forms.ChoiceField(required=False, label="Decisions about")
    number = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data, *, user: User):
        super().__init__(data)
        products = TagDescription.objects.products().select_related("tag").order_by("tag__name")
        paths = ReadingPath.objects.visible_to(user).published().for_lists()
        about: Any = self.fields["about"]
        about.choices = [
            ("", "Everything"),
            *((f"product-{one.tag.slug}", one.tag.name) for one in products),
            *((f"path-{path.pk}", f"Path: {path.title}") for path in paths),
        ]
        about.hide_optional = True
        about.widget.attrs["class"] = "in"

    @property
    def chosen(self) -> tuple[str, str]:
        """("product", slug), ("path", id) or ("", ""), which also stands for what is not on offer."""
        kind, _, value = (self.cleaned_data.get("about") or "").partition("-")
        return kind, value
