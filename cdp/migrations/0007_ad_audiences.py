"""Ad audiences, who is in them and who is shown what: four more mirrored tables, with the triggers of every one."""

from __future__ import annotations

import cdp.models.base
from django.db import migrations, models

from cdp.warehouse import triggers

TABLES = {
    "cdp_ad_audience": "ad_audiences",
    "cdp_ad_audience_member": "ad_audience_members",
    "cdp_ad_target": "ad_targets",
    "cdp_ad_overlap": "ad_overlaps",
}


def install(apps, schema_editor):
    """The triggers of these tables."""
    for origin, name in TABLES.items():
        schema_editor.execute(triggers.install(origin, name), params=None)


def remove(apps, schema_editor):
    """The way back."""
    for origin in TABLES:
        schema_editor.execute(triggers.remove(origin), params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('cdp', '0006_ad_days'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdAudience',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('batch_id', models.BigIntegerField(db_default=cdp.models.base.CurrentBatch(), editable=False)),
                ('subaccount_id', models.BigIntegerField()),
                ('source_id', models.BigIntegerField()),
                ('external_id', models.TextField()),
                ('attributes', models.JSONField(blank=True, default=dict)),
                ('ad_account_id', models.BigIntegerField(blank=True, null=True)),
                ('channel', models.TextField(blank=True, null=True)),
                ('name', models.TextField(blank=True, null=True)),
                ('size', models.BigIntegerField(blank=True, null=True)),
                ('exported_at', models.DateTimeField(blank=True, null=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'db_table': 'cdp_ad_audience',
                'constraints': [models.UniqueConstraint(fields=('source_id', 'external_id'), name='ad_audience_natural_key')],
            },
        ),
        migrations.CreateModel(
            name='AdAudienceMember',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('batch_id', models.BigIntegerField(db_default=cdp.models.base.CurrentBatch(), editable=False)),
                ('subaccount_id', models.BigIntegerField()),
                ('audience_id', models.BigIntegerField()),
                ('contact_id', models.BigIntegerField()),
                ('exported_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'db_table': 'cdp_ad_audience_member',
                'constraints': [models.UniqueConstraint(fields=('audience_id', 'contact_id'), name='ad_audience_member_unique')],
            },
        ),
        migrations.CreateModel(
            name='AdOverlap',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('batch_id', models.BigIntegerField(db_default=cdp.models.base.CurrentBatch(), editable=False)),
                ('subaccount_id', models.BigIntegerField()),
                ('source_id', models.BigIntegerField()),
                ('external_id', models.TextField()),
                ('attributes', models.JSONField(blank=True, default=dict)),
                ('ad_set_id', models.BigIntegerField(blank=True, null=True)),
                ('other_id', models.BigIntegerField(blank=True, null=True)),
                ('share', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('measured_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'db_table': 'cdp_ad_overlap',
                'constraints': [models.UniqueConstraint(fields=('source_id', 'external_id'), name='ad_overlap_natural_key')],
            },
        ),
        migrations.CreateModel(
            name='AdTarget',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('batch_id', models.BigIntegerField(db_default=cdp.models.base.CurrentBatch(), editable=False)),
                ('subaccount_id', models.BigIntegerField()),
                ('source_id', models.BigIntegerField()),
                ('external_id', models.TextField()),
                ('attributes', models.JSONField(blank=True, default=dict)),
                ('ad_set_id', models.BigIntegerField(blank=True, null=True)),
                ('ad_campaign_id', models.BigIntegerField(blank=True, null=True)),
                ('audience_id', models.BigIntegerField(blank=True, null=True)),
                ('excluded', models.BooleanField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'db_table': 'cdp_ad_target',
                'constraints': [models.UniqueConstraint(fields=('source_id', 'external_id'), name='ad_target_natural_key')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
