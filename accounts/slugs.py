"""Readable addresses from names."""

from django.utils.text import slugify


def unique_slug(instance, name):
    """Return a slug for `name` that no other row of the model has: "x", then "x-2", "x-3" …

    Names without any letter or digit give the model's name. Runs one query.
    """
    field = instance._meta.get_field("slug")
    base = slugify(name, allow_unicode=True)[: field.max_length - 6].strip("-_")
    base = base or instance._meta.model_name
    taken = set(
        type(instance)
        ._base_manager.filter(slug__startswith=base)
        .exclude(pk=instance.pk)
        .values_list("slug", flat=True)
    )
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
