"""Mail at a real server: what each recipient's line on the receipt says, whatever the server does."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deliveries.destinations import mail, smtp
from deliveries.destinations.base import Fault, Handed, Parcel, Place, Served
from deliveries.destinations.email import Email
from net.addresses import Allowed
from tests.deliveries.destinations.parcels import a_file, a_parcel, a_table, killed_when_it_claims
from tests.net.hosts import closed_port
from tests.servers.certificates import certificate
from tests.servers.hostile import misbehaving
from tests.servers.mail import Postbox, taking_mail

ANN, BEN = "ann@example.org", "ben@example.org"


@pytest.fixture
def box(settings: Any) -> Iterator[Postbox]:
    with taking_mail() as found:
        at(settings, found.port)
        yield found


def at(settings: Any, port: int) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 3
    settings.DEFAULT_FROM_EMAIL = "Sextant <bi@example.org>"


def place(**config: Any) -> Place:
    return Place(config, {}, Allowed())


def served(*recipients: str, parcel: Parcel | None = None) -> list[Served]:
    given = parcel or a_parcel()
    return list(Email().deliver_each(Parcel(**{**vars(given), "recipients": recipients}), place(), lambda _: None))


def fault(recipient: str, parcel: Parcel | None = None) -> Fault:
    [only] = served(recipient, parcel=parcel)
    assert isinstance(only.result, Fault), only
    return only.result


def kinds(found: list[Served]) -> list[str]:
    return [each.result.code if isinstance(each.result, Fault) else "handed" for each in found]


def test_each_recipient_gets_a_mail_of_their_own(box: Postbox, tmp_path: Path) -> None:
    found = served(ANN, BEN, parcel=a_parcel(a_table(tmp_path)))
    assert kinds(found) == ["handed", "handed"] and [each.recipient for each in found] == [ANN, BEN]
    assert [(sent.recipient, sent.message["To"], sent.sender) for sent in box.mails] == [
        (ANN, ANN, "bi@example.org"),
        (BEN, BEN, "bi@example.org"),
    ]
    assert box.connections == 1  # one line for all


def test_the_receipt_says_by_what_the_mail_is_found(box: Postbox) -> None:
    [only] = served(ANN)
    assert isinstance(only.result, Handed)
    [sent] = box.mails
    assert only.result.remote_id == sent.message["Message-ID"]
    remote = {"code": "250", "status": "2.0.0", "message_id": only.result.remote_id, "queue_id": "4XyZ12abc"}
    assert only.result.remote == remote


def test_a_mail_has_one_id_for_its_key_and_recipient(box: Postbox) -> None:
    for key, recipient in (("k-1", ANN), ("k-1", "ANN@example.org"), ("k-1", BEN), ("k-2", ANN)):
        served(recipient, parcel=a_parcel(key=key))
    first, again, other, later = (sent.message["Message-ID"] for sent in box.mails)
    assert first == again and len({first, other, later}) == 3 and first.endswith("@example.org>")


@pytest.mark.parametrize(
    ("name", "code", "told", "word"),
    [("gone", "recipient", "550 5.1.1", "no such mailbox"), ("full", "recipient", "552 5.2.2", "mailbox is full"),
     ("spam", "rejected", "554 5.7.1", "does not let this mail pass")],
)  # fmt: skip
def test_a_refusal_is_final_and_shows_its_code(box: Postbox, name: str, code: str, told: str, word: str) -> None:
    problem = fault(f"{name}@example.org")
    assert (problem.code, problem.passing, problem.unsure) == (code, False, False)
    assert told in problem.message and word in problem.message and f"{name}@example.org" in problem.message
    assert "inside" not in problem.message and problem.remote["code"] == told[:3]


@pytest.mark.parametrize("name", ["later", "closing", "busy", "leaving"])
def test_a_deferral_is_tried_again_and_is_no_doubt(box: Postbox, name: str) -> None:
    problem = fault(f"{name}@example.org")
    assert (problem.code, problem.passing, problem.unsure) == ("deferred", True, False)
    assert "inside" not in problem.message and box.mails == []


@pytest.mark.parametrize(("name", "arrived"), [("drop-before", 0), ("drop-after", 1), ("nonsense", 0)])
def test_a_line_lost_after_the_final_dot_is_told_as_a_doubt(box: Postbox, name: str, arrived: int) -> None:
    problem = fault(f"{name}@example.org")
    assert (problem.code, problem.passing, problem.unsure) == ("unsure", False, True)
    assert "may have arrived" in problem.message and len(box.mails) == arrived


def test_a_server_that_never_says_yes_leaves_a_doubt(box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "FINAL_SECONDS", 0.3)
    assert fault("mute@example.org").unsure


@pytest.mark.parametrize("name", ["drop-at-rcpt", "drop-in-body"])
def test_a_line_lost_before_the_final_dot_is_tried_again(box: Postbox, tmp_path: Path, name: str) -> None:
    large = a_parcel(a_file(tmp_path, "a.bin", "application/octet-stream", b"x" * 6_000_000))
    problem = fault(f"{name}@example.org", large)
    assert (problem.code, problem.passing, problem.unsure, box.dots) == ("broken", True, False, [])


def test_what_befalls_one_recipient_leaves_the_others_alone(box: Postbox) -> None:
    names = ["gone", "drop-after", "ann", "drop-before", "later", "nonsense", "ben", "drop-at-rcpt", "drop-later", "cy"]
    found = served(*(f"{name}@example.org" for name in names))
    assert kinds(found) == ["recipient", "unsure", "handed", "unsure", "deferred", "unsure", "handed", "broken",
                            "handed", "handed"]  # fmt: skip
    arrived = [sent.recipient.partition("@")[0] for sent in box.mails]
    assert arrived == ["drop-after", "ann", "ben", "drop-later", "cy"]


def test_nobody_is_written_to_twice_in_one_call(box: Postbox) -> None:
    twice = ("drop-after@example.org", ANN, "DROP-AFTER@EXAMPLE.ORG", ANN.upper(), "ann@EXAMPLE.org")
    assert kinds(served(*twice)) == ["unsure", "handed", "unsure", "handed", "handed"]
    assert len(box.dots) == len(box.mails) == 2


def test_each_step_is_claimed_when_only_the_dot_is_missing(box: Postbox) -> None:
    seen: list[tuple[str, int]] = []
    parcel = a_parcel(recipients=(ANN, "gone@example.org", BEN))
    list(Email().deliver_each(parcel, place(), lambda whom: seen.append((whom, len(box.dots)))))
    assert seen == [(ANN, 0), (BEN, 1)]  # nothing is claimed for who is refused before


def test_a_lost_claim_sends_nothing_and_ends_the_line(box: Postbox) -> None:
    def lost(whom: str) -> None:
        if whom == BEN:
            raise LookupError("another worker has it")

    begun = Email().deliver_each(a_parcel(recipients=(ANN, BEN, "cy@example.org")), place(), lost)
    assert next(begun).recipient == ANN
    with pytest.raises(LookupError):
        next(begun)
    assert box.dots == [ANN]


def test_a_worker_killed_before_the_dot_leaves_nothing_and_another_one_may_send(box: Postbox, tmp_path: Path) -> None:
    parcel = a_parcel(a_table(tmp_path), recipients=(ANN,))
    killed_when_it_claims(Email(), parcel, place())
    assert (box.dots, box.mails) == ([], [])
    assert kinds(served(ANN, parcel=parcel)) == ["handed"] and len(box.mails) == 1


def test_the_next_recipient_is_begun_when_the_one_before_is_noted(box: Postbox) -> None:
    begun = Email().deliver_each(a_parcel(recipients=(ANN, BEN)), place(), lambda _: None)
    next(begun)
    assert box.dots == [ANN]
    begun.close()  # type: ignore[attr-defined]
    assert box.dots == [ANN]


def test_one_recipient_is_served_like_any_parcel(box: Postbox) -> None:
    assert Email().deliver(a_parcel(recipients=(ANN,)), place(), lambda _: None).remote["code"] == "250"
    with pytest.raises(Fault, match="no such mailbox"):
        Email().deliver(a_parcel(recipients=("gone@example.org",)), place(), lambda _: None)


def test_an_address_that_is_none_is_told_and_the_others_are_served(box: Postbox) -> None:
    found = served("no address", "a@b\r\nBcc: c@example.org", "é@example.org", ANN)
    assert kinds(found) == ["address", "address", "address", "handed"] and len(box.mails) == 1


def test_without_a_server_it_is_said_what_to_set(settings: Any) -> None:
    at(settings, 25)
    settings.EMAIL_HOST = ""
    problem = fault(ANN)
    assert (problem.code, problem.passing) == ("no_server", False) and "EMAIL_HOST" in problem.message


def test_a_server_that_is_away_is_asked_once_and_tried_again(settings: Any) -> None:
    at(settings, closed_port())
    found = served(ANN, BEN)
    assert kinds(found) == ["unreachable", "unreachable"] and all(each.result.passing for each in found)  # type: ignore[union-attr]
    with misbehaving() as silent:
        at(settings, silent.port)
        assert kinds(served(ANN, BEN)) == ["unreachable", "unreachable"] and silent.connections == 1


@pytest.fixture
def guarded(tmp_path: Path, settings: Any) -> Iterator[tuple[Postbox, Path]]:
    """A server with STARTTLS that wants a password."""
    path = certificate(tmp_path, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with taking_mail(context, {"bi": "right"}) as found:
        at(settings, found.port)
        settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = "localhost", True, "bi"
        yield found, path


def test_mail_goes_out_behind_tls_and_signed_in(
    guarded: tuple[Postbox, Path], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, path = guarded
    settings.EMAIL_HOST_PASSWORD = "right"
    assert fault(ANN).code == "tls"  # nobody vouches for the certificate
    trusting = ssl.create_default_context(cafile=str(path))
    monkeypatch.setattr(smtp, "trust", lambda: trusting)
    assert kinds(served(ANN)) == ["handed"] and len(box.mails) == 1
    settings.EMAIL_HOST_PASSWORD = "wrong"
    problem = fault(ANN)
    assert (problem.code, problem.passing) == ("auth", False) and "535" in problem.message
    assert "wrong" not in problem.message and len(box.mails) == 1


def test_no_password_goes_out_without_the_encryption_that_was_asked_for(box: Postbox, settings: Any) -> None:
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = True, "bi", "right"
    problem = fault(ANN)
    assert (problem.code, problem.passing) == ("tls", False) and "STARTTLS" in problem.message
    settings.EMAIL_USE_TLS = False
    problem = fault(ANN)
    assert (problem.code, problem.passing) == ("auth", False) and "EMAIL_USER" in problem.message


def test_a_mail_of_50_mb_says_both_sizes_and_is_not_begun(box: Postbox, tmp_path: Path) -> None:
    heavy = a_parcel(a_file(tmp_path, "a.bin", "application/octet-stream", b"\x00" * 50_000_000))
    problem = fault(ANN, heavy)
    assert (problem.code, problem.passing) == ("too_large", False)
    assert "68.4 MB" in problem.message and "20.0 MB" in problem.message and "S3 or SFTP" in problem.message
    assert box.connections == 0


def test_a_server_that_takes_less_is_heeded_before_anything_is_sent(settings: Any, tmp_path: Path) -> None:
    with taking_mail(limit=1_000_000) as box:
        at(settings, box.port)
        problem = fault(ANN, a_parcel(a_file(tmp_path, "a.bin", "application/octet-stream", b"\x00" * 900_000)))
        assert problem.code == "too_large" and "1.2 MB" in problem.message and "1.0 MB" in problem.message
        assert box.dots == []


def test_a_large_mail_below_the_limit_arrives_whole(box: Postbox, tmp_path: Path) -> None:
    held = bytes(range(256)) * 50_000
    assert kinds(served(ANN, parcel=a_parcel(a_file(tmp_path, "a.bin", "application/octet-stream", held)))) == [
        "handed"
    ]
    [attached] = box.mails[0].message.iter_attachments()
    assert attached.get_content() == held


def test_a_test_asks_for_every_address_and_sends_nothing(box: Postbox) -> None:
    said = Email().test(place(to=[ANN, BEN, ANN.upper()]))
    assert said == f"The mail server 127.0.0.1:{box.port} takes mail for {ANN}, {BEN} from bi@example.org."
    assert (box.dots, box.mails) == ([], [])
    with pytest.raises(Fault, match=r"gone@example.org \(550 5.1.1\)"):
        Email().test(place(to=["gone@example.org"]))
    with pytest.raises(Fault, match="is no address"):
        Email().test(place(to=["no address"]))


def test_lines_that_begin_with_a_dot_arrive_as_they_were(box: Postbox) -> None:
    served(ANN, parcel=a_parcel(message=".\n..\n.\r\n.hidden"))
    text = box.mails[0].message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "\n.\n..\n.\n.hidden\n" in text.replace("\r\n", "\n")


def test_a_letter_is_built_once_for_all(box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []
    filled = mail._filled
    monkeypatch.setattr(mail, "_filled", lambda *given: (built.append(1), filled(*given)))
    served(ANN, BEN)
    assert built == [1] and smtplib.SMTP_PORT == 25
