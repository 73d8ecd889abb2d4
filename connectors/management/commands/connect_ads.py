"""``manage.py connect_ads``: save and try the credentials of an ad platform.

They come by stdin or from the environment, never as an argument, which other people on the machine can read.
"""

from __future__ import annotations

import json
import os
import re
import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cdp.models import Source
from cdp.nearest import nearest
from connectors.ads.clients import CREDENTIALS
from connectors.ads.faults import Fault, Vendor
from connectors.ads.opening import check, leads_to, note, platform_of
from connectors.models import AdConnection, State
from connectors.subaccounts import NoSubAccount, subaccount_named

Options = dict[str, Any]


class Command(BaseCommand):
    """Connect the ads of a source to their platform."""

    help = "Save and try the credentials of an ad platform (docs/connectors.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The act, and the source it is about."""
        parser.add_argument("act", choices=("save", "test", "list"))
        parser.add_argument("--source", help="the source whose ads they are")
        parser.add_argument("--subaccount")
        parser.add_argument("--platform", choices=[each.value for each in Vendor], help="where the source does not say")
        parser.add_argument("--account", help="the platform's own number of the ad account")
        parser.add_argument("--login", default="", help="Google: the manager account that is gone through")
        parser.add_argument("--may-change", action="store_true", help="ads may be paused, resumed and given budgets")
        parser.add_argument(
            "--env", action="store_true", help="credentials from variables such as META_ADS_ACCESS_TOKEN"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do the act."""
        try:
            subaccount = subaccount_named(options["subaccount"])
            getattr(self, f"_{options['act']}")(subaccount.pk, options)
        except (Fault, NoSubAccount) as error:
            raise CommandError(str(error)) from error

    def _save(self, subaccount: int, options: Options) -> None:
        """Kept only if the platform lets it in."""
        source = _source(subaccount, options["source"])
        vendor = _vendor(source, options["platform"])
        account, login = _number(options["account"], "--account"), _number(options["login"], "--login")
        held = {"vendor": vendor.value, "account_id": account, "login_id": login, "may_change": options["may_change"]}
        tried = AdConnection(source=source, **held)
        tried.sealed = _given(vendor, from_environment=options["env"])
        facts = platform_of(tried).account()
        kept, _ = AdConnection.objects.update_or_create(source=source, defaults={**held, "sealed": tried.sealed})
        note(kept, State.OK, leads_to(facts))
        self.stdout.write(f"{kept}: {kept.said}")
        may = "may be changed" if kept.may_change else "are read alone; --may-change lets them be changed"
        self.stdout.write(f"The ads of {source.name} {may}. Days there are those of {facts.zone or 'a zone not told'}.")

    def _test(self, subaccount: int, options: Options) -> None:
        """Ask the platform who we are."""
        source = _source(subaccount, options["source"])
        found = AdConnection.objects.filter(source=source).first()
        if found is None:
            raise CommandError(f"{source.name} is not connected. Use connect_ads save.")
        check(found)
        self.stdout.write(f"{found}: {found.said}")

    def _list(self, subaccount: int, _options: Options) -> None:
        """One line of JSON each; no secrets."""
        for each in AdConnection.objects.filter(source__subaccount_id=subaccount).select_related("source"):
            shown: Options = {"source": each.source.name, "platform": each.vendor, "account": each.account_id}
            shown |= {"may_change": each.may_change, "state": each.state, "said": each.said}
            self.stdout.write(json.dumps(shown, ensure_ascii=False))


def _source(subaccount: int, name: str | None) -> Source:
    names = list(Source.objects.filter(subaccount_id=subaccount).order_by("name").values_list("name", flat=True))
    if name not in names:
        said = f"there is no source {name!r} here" if name else "name the source with --source"
        raise CommandError(f"{said}{nearest(name or '', names)}")
    return Source.objects.get(subaccount_id=subaccount, name=name)


def _vendor(source: Source, given: str | None) -> Vendor:
    """What the source says it is, or what is given."""
    kinds = [each.value for each in Vendor]
    if given and source.kind in kinds and given != source.kind:
        raise CommandError(f"{source.name} is a source of {Vendor(source.kind).label}, not of {Vendor(given).label}")
    kind = given or source.kind
    if kind not in kinds:
        raise CommandError(f"{source.name} does not say which platform it is of; add --platform {' or '.join(kinds)}")
    return Vendor(kind)


def _number(given: str | None, option: str) -> str:
    """``act_12`` and ``123-456`` are how platforms write them too."""
    plain = (given or "").removeprefix("act_").replace("-", "")
    if not re.fullmatch(r"[0-9]{1,30}" if option == "--account" else r"[0-9]{0,30}", plain, re.ASCII):
        raise CommandError(f"{option} takes the platform's own number of the account, such as 1234567890")
    return plain


def _given(vendor: Vendor, *, from_environment: bool) -> dict[str, str]:
    """Credentials by name. Nothing of what was given is repeated in an error."""
    names = (*CREDENTIALS[vendor].needed, *CREDENTIALS[vendor].optional)
    if from_environment:
        found = {name: os.environ.get(f"{vendor.value}_{name}".upper(), "") for name in names}
    elif sys.stdin.isatty():
        found = {name: getpass(f"{name}: ") for name in names}
    else:
        found = _parsed(sys.stdin.read(), names)
    return {name: value.strip() for name, value in found.items() if value.strip()}


def _parsed(text: str, names: tuple[str, ...]) -> dict[str, str]:
    wanted = json.dumps(dict.fromkeys(names, "…"), ensure_ascii=False)
    try:
        held = json.loads(text)
    except ValueError:
        raise CommandError(f"stdin takes one JSON object: {wanted}") from None
    if not isinstance(held, dict) or not all(isinstance(value, str) for value in held.values()):
        raise CommandError(f"stdin takes one JSON object with texts: {wanted}")
    unknown = sorted(set(held) - set(names))
    if unknown:
        raise CommandError(f"stdin names {', '.join(unknown)}; it takes {wanted}")
    return held
