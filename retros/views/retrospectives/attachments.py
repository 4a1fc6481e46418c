"""Pictures in texts: upload, and download for people who may read the retrospective."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from retros.access import editable_retrospective, readable_attachment
from retros.forms.pictures import PictureForm
from retros.models import ATTACHMENTS_MAX, Attachment, TooManyAttachments
from retros.request_limits import accepts_large_requests


@require_safe
def attachment(request, pk):
    """Serve a picture. Browsers may cache it but must revalidate, so that permission is checked."""
    found = readable_attachment(request.user, pk)
    etag = f'"{found.pk}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(bytes(found.content), content_type=found.media_type)
        ending = found.media_type.removeprefix("image/")
        response["Content-Disposition"] = f'inline; filename="picture-{found.pk.hex[:8]}.{ending}"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    # Opened by itself it is still nothing but a picture.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return response


@accepts_large_requests
@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    """Add a picture and answer with the Markdown that shows it; in JSON for scripts."""
    retrospective = editable_retrospective(request.user, pk)
    if request.method != "POST":
        return _show(request, retrospective, PictureForm())
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = Attachment.objects.store(retrospective, form.cleaned_data["file"])
        except TooManyAttachments:
            form.add_error("file", f"A retrospective can have up to {ATTACHMENTS_MAX} pictures.")
        else:
            words = made.markdown(form.cleaned_data["alt"])
            if request.htmx:
                return JsonResponse({"markdown": words}, status=201)
            return _show(request, retrospective, PictureForm(), made=words, status=201)
    if request.htmx:
        return JsonResponse({"error": next(iter(form.errors.values()))[0]}, status=422)
    return _show(request, retrospective, form, status=422)


def _show(request, retrospective, form, *, made="", status=200):
    context = {
        "retrospective": retrospective,
        "form": form,
        "made": made,
        "attachments": retrospective.attachments.defer("content"),
    }
    return render(request, "editor/pictures.html", context, status=status)
