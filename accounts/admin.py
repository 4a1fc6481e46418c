"""People and teams, for repair."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from accounts.admin_site import repair
from accounts.models import AuditEntry, Invitation, Membership, Team, User


class Memberships(admin.TabularInline):
    model = Membership
    extra = 0
    raw_id_fields = ["user", "team"]


@admin.register(User, site=repair)
class UserAdmin(admin.ModelAdmin):
    """New people come by invitation; who leaves is closed rather than deleted."""

    list_display = ["display_name", "email", "is_active", "is_superuser", "date_joined"]
    list_filter = ["is_active", "is_superuser", "groups"]
    search_fields = ["display_name", "email"]
    fields = ["display_name", "email", "is_active", "is_superuser", "groups"]
    inlines = [Memberships]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.email, obj.is_staff = obj.email.lower(), obj.is_superuser
        super().save_model(request, obj, form, change)
        if {"is_superuser", "is_active", "groups"} & set(form.changed_data):
            AuditEntry.record(AuditEntry.Kind.ROLE_CHANGED, by=request.user, thing=obj)
        if "email" in form.changed_data:  # else the old address could still reset the password
            EmailAddress.objects.filter(user=obj).delete()


@admin.register(Team, site=repair)
class TeamAdmin(admin.ModelAdmin):
    search_fields = ["name"]
    inlines = [Memberships]


@admin.register(Invitation, site=repair)
class InvitationAdmin(admin.ModelAdmin):
    list_display = ["note", "team", "as_curator", "created_by", "expires_at", "accepted_at"]
    list_select_related = ["team", "created_by"]

    def has_add_permission(self, request):
        return False


repair.register(Group, GroupAdmin)
