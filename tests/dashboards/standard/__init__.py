"""Every figure of every standard dashboard, held against SQL that was written by hand.

A dashboard has a module of its slug here (``marketing_emails.py``) with ``CHECKS``: for each tile's id a ``Check``.

    CHECKS = {
        "sent": Check("select count(*) from cdp_message_event where kind = 'sent' and …"),
        "domains": Check(rows="select mailbox_domain, count(*) … group by 1", totals="select count(*) …"),
    }

The statements read PostgreSQL's tables, the truth, and know nothing of the catalog. They give the tile's columns in
its order: dimensions, pivoted ones after the others, then measures; rows in any order, without the tile's limit.
``totals`` gives one row of measures, where the tile shows totals. Of a ``single`` tile the one statement gives the
figure itself.

They may use ``%(start)s`` and ``%(end)s`` (the page's period, as instants), ``%(subaccounts)s`` (ids, for
``= any(…)``), ``%(zone)s`` (the clocks that dates are cut by) and ``%(now)s``; a percent sign is written twice. Months
and days are text, as answers name them: ``to_char(occurred_at at time zone %(zone)s, 'YYYY-MM')``.

Each statement is held against the tile under the default filters, under one sub-account, and, where the tile compares,
in the period before. Figures are alike to nine digits. A tile without a Check fails, and so does a Check without a
tile. ``conftest.company`` is the sample company, seeded once a module.
"""
