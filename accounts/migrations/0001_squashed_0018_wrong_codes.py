"""People, teams and invitations, the group of curators, and the table of the shared cache.

In place of the migrations that led there, which stay for databases that have only some of them.
"""

from django.conf import settings
from django.core.management import call_command
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.email_addresses import validate_visible
from accounts.migrations.initial import scim, signing_in
from accounts.migrations.initial.keys import key
from accounts.migrations.initial.one_step import InOneStep


def create(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name="curators")
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="curators").delete()


class Migration(InOneStep):
    initial = True

    replaces = [
        ("accounts", "0001_people"),
        ("accounts", "0002_curators_and_cache"),
        ("accounts", "0003_plain_labels"),
        ("accounts", "0004_times_closed"),
        ("accounts", "0005_visible_addresses"),
        ("accounts", "0006_csv_separator"),
        ("accounts", "0007_leaving"),
        ("accounts", "0008_backup_warnings"),
        ("accounts", "0009_links_for_several"),
        ("accounts", "0010_single_sign_on"),
        ("accounts", "0011_audit_log"),
        ("accounts", "0012_browser_sessions"),
        ("accounts", "0013_first_steps"),
        ("accounts", "0014_second_step"),
        ("accounts", "0015_sessions_of_the_provider"),
        ("accounts", "0016_passkeys"),
        ("accounts", "0017_scim"),
        ("accounts", "0018_wrong_codes"),
    ]
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            "User",
            [
                key(),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        max_length=254,
                        unique=True,
                        validators=[validate_visible],
                        verbose_name="email address",
                    ),
                ),
                ("display_name", models.CharField(max_length=80, verbose_name="name")),
                ("is_staff", models.BooleanField(default=False, verbose_name="may use the admin")),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("date_joined", models.DateTimeField(default=timezone.now, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                ("times_closed", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "csv_separator",
                    models.CharField(
                        choices=[(",", "Commas"), (";", "Semicolons")],
                        default=",",
                        max_length=1,
                        verbose_name="cells are separated by",
                    ),
                ),
                ("last_seen_month", models.DateField(editable=False, null=True)),
                (
                    "keeps_name",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        verbose_name="Keep my name on what I wrote if I leave",
                    ),
                ),
                (
                    "role_by_hand",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("member", "Member"),
                            ("curator", "Curator"),
                            ("administrator", "Administrator"),
                        ],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=13,
                    ),
                ),
                (
                    "times_signed_out",
                    models.PositiveIntegerField(db_default=0, default=0, editable=False),
                ),
            ],
            options={
                "ordering": ["display_name", "pk"],
                "constraints": [
                    models.UniqueConstraint(Lower("email"), name="user_email_once"),
                ],
            },
        ),
        migrations.CreateModel(
            "Team",
            [
                key(),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, editable=False, max_length=90, unique=True
                    ),
                ),
                ("description", models.CharField(blank=True, max_length=280)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            "Membership",
            [
                key(),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="memberships", to="accounts.team"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("by_hand", "By hand"),
                            ("sign_in", "By single sign-on"),
                            ("scim", "By SCIM"),
                        ],
                        db_default="by_hand",
                        default="by_hand",
                        editable=False,
                        max_length=7,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("user"), models.F("team"), name="membership_once"
                    ),
                ],
            },
        ),
        migrations.AddField(
            "team",
            "members",
            models.ManyToManyField(
                blank=True,
                related_name="teams",
                through="accounts.Membership",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            "Installation",
            [
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("backups_warned_at", models.DateTimeField(null=True)),
                ("dismissed_steps", models.JSONField(null=True)),
                ("email_tested_at", models.DateTimeField(null=True)),
                (
                    "organization",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=80,
                        verbose_name="Name of the organization",
                    ),
                ),
                ("scim_called_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="installation_is_single"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Invitation",
            [
                key(),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="For example: Ada, new designer. Only curators see this.",
                        max_length=120,
                    ),
                ),
                (
                    "as_curator",
                    models.BooleanField(default=False, verbose_name="Invite as a curator"),
                ),
                ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
                ("expires_at", models.DateTimeField(editable=False)),
                ("accepted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "created_by",
                    models.ForeignKey(on_delete=models.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.SET_NULL, to="accounts.team"
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        db_default=1,
                        default=1,
                        validators=[
                            MinValueValidator(1),
                            MaxValueValidator(500),
                        ],
                        verbose_name="How many people may join with it",
                    ),
                ),
                (
                    "joined",
                    models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            "Identity",
            [
                key(),
                ("issuer", models.CharField(max_length=500)),
                ("subject", models.CharField(max_length=255)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="identities",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "identities",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("issuer"), models.F("subject"), name="identity_once"
                    ),
                    models.UniqueConstraint(
                        models.F("user"), models.F("issuer"), name="identity_one_for_each_issuer"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "AuditEntry",
            [
                key(),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed_in", "Administrator signed in"),
                            ("sign_in_failed", "Wrong password for an administrator"),
                            ("second_step_failed", "Wrong code for an administrator"),
                            ("role_changed", "Role changed"),
                            ("account_closed", "Account closed"),
                            ("account_reopened", "Account reopened"),
                            ("account_forgotten", "Person forgotten at their wish"),
                            ("password_link", "Link for a new password created"),
                            ("second_step_reset", "Two-step sign-in reset"),
                            ("sign_in_link", "Link to sign in without single sign-on created"),
                            ("invited", "Invitation created"),
                            ("invitation_withdrawn", "Invitation withdrawn"),
                            ("joined", "Joined by invitation"),
                            ("joined_by_scim", "Joined by SCIM"),
                            ("left_by_scim", "Account closed by SCIM"),
                            ("link_created", "Secret link created"),
                            ("link_revoked", "Secret link revoked"),
                            ("exported", "Export downloaded"),
                            ("audit_exported", "Audit log downloaded"),
                            ("posted", "Put on the Fail Wall"),
                            ("taken_down", "Taken off the Fail Wall"),
                            ("backed_up", "Backup made"),
                            ("drilled", "Restoring a backup tried"),
                            ("restored", "Backup restored"),
                            ("erased", "Deleted items erased"),
                        ],
                        max_length=24,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="time")),
                ("actor_id", models.BigIntegerField(null=True)),
                ("object_kind", models.CharField(blank=True, max_length=24)),
                ("object_id", models.BigIntegerField(null=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[("web", "Browser"), ("command", "Command line"), ("scim", "SCIM")],
                        max_length=8,
                    ),
                ),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["at"], name="audit_at")],
            },
        ),
        *signing_in.OPERATIONS,
        *scim.OPERATIONS,
        migrations.RunPython(create, remove),
    ]
