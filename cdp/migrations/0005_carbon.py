"""Carbon factors and targets: two more mirrored tables, with the triggers that every one of them has."""

from __future__ import annotations

import cdp.models.base
from django.db import migrations, models

from cdp.warehouse import triggers

TABLES = {"cdp_carbon_factor": "carbon_factors", "cdp_carbon_target": "carbon_targets"}


def install(apps, schema_editor):
    """The triggers of both tables."""
    for origin, name in TABLES.items():
        schema_editor.execute(triggers.install(origin, name), params=None)


def remove(apps, schema_editor):
    """The way back."""
    for origin in TABLES:
        schema_editor.execute(triggers.remove(origin), params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('cdp', '0004_contact_external_id'),
    ]

    operations = [
        migrations.CreateModel(
            name='CarbonFactor',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('batch_id', models.BigIntegerField(db_default=cdp.models.base.CurrentBatch(), editable=False)),
                ('subaccount_id', models.BigIntegerField()),
                ('stream', models.CharField(max_length=13)),
                ('grams', models.DecimalField(decimal_places=6, max_digits=20)),
                ('source', models.TextField()),
            ],
            options={
                'db_table': 'cdp_carbon_factor',
                'constraints': [models.UniqueConstraint(fields=('subaccount_id', 'stream'), name='carbon_factor_unique')],
            },
        ),
        migrations.CreateModel(
            name='CarbonTarget',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('batch_id', models.BigIntegerField(db_default=cdp.models.base.CurrentBatch(), editable=False)),
                ('subaccount_id', models.BigIntegerField()),
                ('grams', models.DecimalField(decimal_places=6, max_digits=20)),
            ],
            options={
                'db_table': 'cdp_carbon_target',
                'constraints': [models.UniqueConstraint(fields=('subaccount_id',), name='carbon_target_unique')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
