"""The Django admin for repairing data. Other people's drafts stay hidden here too."""

from django.contrib import admin
from django.db import transaction
from django.db.models import JSONField

from accounts.admin_site import repair
from retros import models
from retros.models import Part

VERSIONS = ("version", "headline_version", "story_version", "details_version")


class RepairAdmin(admin.ModelAdmin):
    """Only change rows: they are created and deleted on the site's own pages."""

    list_select_related = True

    def __init__(self, model, admin_site):
        self.raw_id_fields = [field.name for field in model._meta.fields if field.many_to_one]
        super().__init__(model, admin_site)

    def get_queryset(self, request):
        ordering = self.get_ordering(request) or []
        return self.model._default_manager.visible_to(request.user).order_by(*ordering)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        related = db_field.related_model._default_manager.all()
        if hasattr(related, "visible_to"):
            kwargs["queryset"] = related.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Show JSON without letting it be changed: emptied, it would be NULL, which no column takes."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, JSONField):
            field.disabled = True
        return field

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """Write only the changed columns, as a new version that open editors merge with."""
        columns = {field.name for field in self.model._meta.concrete_fields}
        versions = [name for name in VERSIONS if name in columns]
        for name in versions:
            setattr(obj, name, getattr(obj, name) + 1)
        with transaction.atomic():
            if issubclass(self.model, models.Retrospective | Part):
                models.Version.objects.before_change(obj, by=request.user)
            obj.save(update_fields=[*columns.intersection(form.changed_data), *versions])

    def log_change(self, request, obj, message):
        """Log nothing: the log would keep people's text after it is erased."""


class LinkedAdmin(RepairAdmin):
    """Hide links to rows of the same model, which may be in another person's draft."""

    exclude = ["duplicate_of", "superseded_by"]


for model in (
    models.Project,
    models.Retrospective,
    models.TimelineEvent,
    models.Observation,
    models.ActionItem,
    models.Kickoff,
    models.Risk,
    models.KickoffLesson,
    models.WallPost,
    models.Screen,
    models.RetrospectiveTemplate,
):
    repair.register(model, RepairAdmin)
repair.register([models.Decision, models.Lesson], LinkedAdmin)
