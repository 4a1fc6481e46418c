"""Words that search treats as the same, managed by curators."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from retros.access import must_be_curator
from retros.forms.equivalent_words import EquivalentWordsForm
from retros.models import EquivalentWords


@require_http_methods(["GET", "POST"])
def equivalents(request):
    """List all lines; a POST adds one."""
    must_be_curator(request.user)
    form = EquivalentWordsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        messages.success(request, f"Search now treats these words as the same: {form.save()}.")
        return redirect("equivalents")
    lines = EquivalentWords.objects.visible_to(request.user)
    context = {"form": form, "lines": lines}
    return render(request, "search/equivalents.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove(request, pk):
    """Remove a line. Search tells its words apart from then on."""
    must_be_curator(request.user)
    line = get_object_or_404(EquivalentWords.objects.visible_to(request.user), pk=pk)
    line.delete()
    messages.success(request, f"Removed “{line}”.")
    return redirect("equivalents")
