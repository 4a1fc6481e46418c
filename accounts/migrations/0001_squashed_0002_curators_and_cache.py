"""People, teams and invitations, the group of curators, and the table of the shared cache.

In place of the two migrations that led there, which stay for databases that have only the first.
"""

from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models
from django.db.models.functions import Lower
from django.utils import timezone


def create(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name="curators")
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="curators").delete()


def key():
    field = models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )
    return "id", field


class Migration(migrations.Migration):
    initial = True

    replaces = [("accounts", "0001_people"), ("accounts", "0002_curators_and_cache")]
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
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
                    models.EmailField(max_length=254, unique=True, verbose_name="e-mail address"),
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
            ],
            options={
                "ordering": ["display_name", "pk"],
                "constraints": [models.UniqueConstraint(Lower("email"), name="user_email_once")],
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
            options={"ordering": ["name"]},
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("user"), models.F("team"), name="membership_once"
                    )
                ]
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="installation_is_single"
                    )
                ]
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
                        help_text="For whom is it? Only curators see this.",
                        max_length=120,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.SET_NULL, to="accounts.team"
                    ),
                ),
                (
                    "as_curator",
                    models.BooleanField(default=False, verbose_name="Invite as a curator"),
                ),
                (
                    "created_by",
                    models.ForeignKey(on_delete=models.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
                ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
                ("expires_at", models.DateTimeField(editable=False)),
                ("accepted_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={"ordering": ["-created_at"]},
        ),
        migrations.RunPython(create, remove),
    ]
