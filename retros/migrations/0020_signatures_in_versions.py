"""Earlier versions say who signed a part: as far as the parts, where that never changes, know."""

from django.db import migrations

SIGNED = {"observations": "Observation", "lessons": "Lesson"}


def add_signatures(apps, schema_editor):
    signers = {
        name: dict(
            apps.get_model("retros", model)
            ._base_manager.exclude(signed_by=None)
            .values_list("pk", "signed_by")
        )
        for name, model in SIGNED.items()
    }

    def sign(part, name):
        part.setdefault("signed_by_id", signers[name].get(part["id"]))

    _rewrite(apps, sign)


def take_signatures_out(apps, schema_editor):
    _rewrite(apps, lambda part, name: part.pop("signed_by_id", None))


def _rewrite(apps, change):
    versions = apps.get_model("retros", "Version").objects.filter(state__isnull=False)
    for version in versions.iterator(chunk_size=50):
        for name in SIGNED:
            for part in version.state[name]:
                change(part, name)
        version.save(update_fields=["state"])


class Migration(migrations.Migration):
    dependencies = [("retros", "0019_seal_chosen_lessons")]

    operations = [migrations.RunPython(add_signatures, take_signatures_out)]
