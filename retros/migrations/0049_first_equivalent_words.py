from django.db import migrations

from retros.migrations.initial.equivalent_words import OPERATIONS


class Migration(migrations.Migration):
    dependencies = [("retros", "0048_equivalent_words")]

    operations = OPERATIONS
