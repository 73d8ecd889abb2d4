"""What arrives on Debian's sshd, and on servers that refuse, change, hang or lose the connection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from deliveries.destinations.base import Fault, Place
from deliveries.destinations.sftp import Sftp
from deliveries.destinations.sftp_keys import HostKey, new_pair, private_key, public_of
from deliveries.destinations.sftp_session import fingerprint
from net.addresses import Allowed
from tests.deliveries.destinations.stored import a_file, a_parcel, fault_of
from tests.net.hosts import closed_port, hosting
from tests.servers.patience import not_waited_for
from tests.servers.ssh import Sshd, misbehaving, serving

BIG = 3_000_000  # bytes; more than is in flight at once


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with serving(tmp_path_factory.mktemp("sshd")) as found:
        yield found


@pytest.fixture
def sshd(running: Sshd) -> Sshd:
    for path in running.files.iterdir():
        path.unlink()
    return running


@pytest.fixture
def there(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    folder.mkdir()
    return folder


def with_(place: Place, *, secret: dict[str, str] | None = None, **config: Any) -> Place:
    return Place({**place.config, **config}, place.secret if secret is None else secret, place.allowed)


def test_a_file_arrives_under_its_name_with_a_proof(sshd: Sshd, tmp_path: Path) -> None:
    file, handed = a_file(tmp_path, b"x" * BIG), []
    said = Sftp().deliver(a_parcel(file), sshd.place, handed.append)
    path = f"{sshd.files}/{file.name}"
    assert Path(path).read_bytes() == file.path.read_bytes() and sshd.names() == [file.name]
    assert (said.remote_id, handed) == (path, [""])
    assert said.remote == {"path": path, "size": str(BIG), "host_key": sshd.place.config["host_key"]}


def test_a_retry_overwrites_its_own_file_and_what_a_killed_try_left(sshd: Sshd, tmp_path: Path) -> None:
    file = a_file(tmp_path)
    (sshd.files / f"{file.name}.part").write_bytes(b"half of something longer than the file")
    for _ in range(3):
        Sftp().deliver(a_parcel(file), sshd.place, lambda _: None)
    assert sshd.names() == [file.name]
    assert (sshd.files / file.name).read_bytes() == file.path.read_bytes()


def test_nothing_is_seen_under_the_name_before_the_hand_over(sshd: Sshd, tmp_path: Path) -> None:
    file = a_file(tmp_path)

    def taken(_: str) -> None:
        assert sshd.names() == [f"{file.name}.part"]
        raise LookupError

    with pytest.raises(LookupError):
        Sftp().deliver(a_parcel(file), sshd.place, taken)
    assert sshd.names() == [f"{file.name}.part"]  # another worker may be writing it


def test_a_signed_list_goes_beside_the_files(sshd: Sshd, tmp_path: Path) -> None:
    files = [a_file(tmp_path, name=name) for name in ("a.csv", "b.csv")]
    place = with_(sshd.place, secret={**sshd.place.secret, "manifest": "s"})
    said = Sftp().deliver(a_parcel(*files), place, lambda _: None)
    assert sshd.names() == ["a.csv", "a.csv.manifest.json", "b.csv"]
    listed = json.loads((sshd.files / "a.csv.manifest.json").read_text())
    assert [each["name"] for each in listed["files"]] == ["a.csv", "b.csv"] and said.remote["b.csv size"] == "10"


def test_an_empty_file_arrives(sshd: Sshd, tmp_path: Path) -> None:
    assert Sftp().deliver(a_parcel(a_file(tmp_path, b"")), sshd.place, lambda _: None).remote["size"] == "0"


def test_the_test_leaves_nothing_behind_and_says_what_it_saw(sshd: Sshd) -> None:
    said = Sftp().test(sshd.place)
    assert said.endswith(f"takes files in {sshd.files}: a small one was written, renamed and taken away again.")
    assert sshd.names() == []


def test_the_key_of_a_server_is_looked_at_and_must_be_confirmed(sshd: Sshd, tmp_path: Path) -> None:
    unpinned = with_(sshd.place, host_key="")
    assert str(fingerprint(with_(unpinned, secret={}))) == sshd.place.config["host_key"]
    assert fault_of(Sftp(), a_parcel(a_file(tmp_path)), unpinned).code == "unpinned"
    only = sshd.place.config["host_key"].split()[1]
    Sftp().deliver(a_parcel(a_file(tmp_path)), with_(sshd.place, host_key=only), lambda _: None)


def test_another_key_of_the_server_ends_it_before_any_secret_is_sent(there: Path, tmp_path: Path) -> None:
    with misbehaving(there) as odd:
        place = odd.place()
        odd.key = private_key(new_pair().private, "")
        fault = fault_of(Sftp(), a_parcel(a_file(tmp_path)), place)
    assert (fault.code, fault.passing, odd.signed_in) == ("host_key", False, 0)
    assert place.config["host_key"] in fault.message and str(HostKey.seen(odd.key)) in fault.message


def test_a_wrong_key_is_told_without_saying_which_half_is_wrong(sshd: Sshd, tmp_path: Path) -> None:
    parcel = a_parcel(a_file(tmp_path))
    stranger = with_(sshd.place, secret={"private_key": new_pair().private})
    assert fault_of(Sftp(), parcel, stranger).code == "wrong_sign_in"
    assert fault_of(Sftp(), parcel, with_(sshd.place, user="nobody-of-that-name")).code == "wrong_sign_in"


def test_a_folder_that_is_not_there_and_one_that_may_not_be_written_are_told_apart(
    sshd: Sshd, there: Path, tmp_path: Path
) -> None:
    parcel = a_parcel(a_file(tmp_path))
    fault = fault_of(Sftp(), parcel, with_(sshd.place, folder=f"{sshd.files}/none"))
    assert (fault.code, fault.passing) == ("no_folder", False) and "/none" in fault.message
    with misbehaving(there, no_writing=True) as odd:
        fault = fault_of(Sftp(), parcel, odd.place())
    assert (fault.code, fault.passing) == ("denied", False)


def test_a_password_opens_and_a_wrong_one_does_not(there: Path, tmp_path: Path) -> None:
    file = a_file(tmp_path)
    with misbehaving(there) as odd:
        assert Sftp().deliver(a_parcel(file), odd.place(), lambda _: None).remote_id == file.name
        fault = fault_of(Sftp(), a_parcel(file), odd.place(secret={"password": "hunter2"}))
    assert (fault.code, fault.passing, odd.names()) == ("wrong_sign_in", False, [file.name])
    assert "hunter2" not in fault.message and "password" in fault.message


@pytest.mark.parametrize("room", [0, 1_000_000, BIG - 1])
def test_a_full_disk_is_noticed_at_every_byte_and_leaves_nothing(room: int, there: Path, tmp_path: Path) -> None:
    with misbehaving(there, full_after=room) as odd:
        fault = fault_of(Sftp(), a_parcel(a_file(tmp_path, b"x" * BIG)), odd.place())
    assert (fault.code, fault.passing, odd.names()) == ("full", True, [])


def test_a_connection_that_is_lost_leaves_only_a_part_that_the_retry_overwrites(there: Path, tmp_path: Path) -> None:
    file = a_file(tmp_path, b"x" * BIG)
    with misbehaving(there, cut_after=1_000_000) as odd:
        fault = fault_of(Sftp(), a_parcel(file), odd.place())
        assert (fault.code, fault.passing, odd.names()) == ("broken", True, [f"{file.name}.part"])
        odd.cut_after = None
        Sftp().deliver(a_parcel(file), odd.place(), lambda _: None)
    assert odd.names() == [file.name] and (there / file.name).stat().st_size == BIG


@pytest.mark.parametrize("how", [{"hang_after": 500_000}, {"hang_at": "banner"}, {"hang_at": "auth"}])
def test_a_server_that_hangs_is_given_up(how: dict[str, Any], there: Path, tmp_path: Path) -> None:
    with misbehaving(there, **how) as odd, not_waited_for():
        fault = fault_of(Sftp(stall=0.6), a_parcel(a_file(tmp_path, b"x" * BIG)), odd.place())
    assert (fault.code, fault.passing) == ("slow", True)


def test_a_server_without_atomic_rename_takes_files_and_retries_all_the_same(there: Path, tmp_path: Path) -> None:
    file = a_file(tmp_path)
    with misbehaving(there, posix_rename=False) as odd:
        for _ in range(2):
            Sftp().deliver(a_parcel(file), odd.place(), lambda _: None)
    assert odd.names() == [file.name]


def test_a_size_that_is_read_back_wrong_is_not_believed(there: Path, tmp_path: Path) -> None:
    with misbehaving(there, lies=1) as odd:
        fault = fault_of(Sftp(), a_parcel(a_file(tmp_path)), odd.place())
    assert (fault.code, fault.passing, odd.names()) == ("changed", True, [])


def test_a_server_that_forbids_renaming_or_files_altogether_is_told(there: Path, tmp_path: Path) -> None:
    with misbehaving(there, no_rename=True) as odd:
        assert fault_of(Sftp(), a_parcel(a_file(tmp_path)), odd.place()).code == "denied"
    with misbehaving(there, sftp=False) as odd:
        assert fault_of(Sftp(), a_parcel(a_file(tmp_path)), odd.place()).code == "no_sftp"


def test_who_speaks_no_ssh_or_nobody_at_all_may_come_back(tmp_path: Path, there: Path) -> None:
    parcel, port = a_parcel(a_file(tmp_path)), closed_port()
    with misbehaving(there) as odd, hosting() as web:
        place = odd.place()
        other = with_(place, port=web.port)
        assert fault_of(Sftp(stall=1), parcel, Place(other.config, other.secret, web.allowed)).passing
    gone = Place({**place.config, "port": port}, place.secret, Allowed.of([f"127.0.0.1:{port}"]))
    assert fault_of(Sftp(), parcel, gone).code == "unreachable"
    assert fault_of(Sftp(), parcel, with_(place, host="nowhere.invalid", port=22)).code == "unknown_host"


def test_a_file_that_was_changed_or_lost_on_our_disk_is_not_delivered(sshd: Sshd, tmp_path: Path) -> None:
    file = a_file(tmp_path)
    file.path.write_bytes(b"a,b\r\n9,9\r\n")
    assert fault_of(Sftp(), a_parcel(file), sshd.place).code == "spoiled"
    file.path.unlink()
    fault = fault_of(Sftp(), a_parcel(file), sshd.place)
    assert (fault.code, fault.passing, sshd.names()) == ("spoiled", False, [])


@pytest.mark.parametrize(
    "wrong",
    [{"user": ""}, {"user": "a\nb"}, {"port": 0}, {"port": "x"}, {"port": 70000}, {"port": -1}, {"folder": "../x"},
     {"folder": "a/../b"}, {"folder": "a\\..\\b"}, {"folder": "a\0b"}, {"folder": "x" * 600}, {"host_key": "md5:aa"},
     {"host_key": "ssh-ed25519"}, {"host": ""}, {"host": "a b"}, {"host": "https://x"}, {"host": "x/y"},
     {"host": "x@y"}, {"host": "[::1"}],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused(wrong: dict[str, Any], sshd: Sshd, tmp_path: Path) -> None:
    fault = fault_of(Sftp(), a_parcel(a_file(tmp_path)), with_(sshd.place, **wrong))
    assert fault.code in {"settings", "address"} and not fault.passing


@pytest.mark.parametrize("port", [22, 2222, 443, 25, 6379])
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "::1", "10.0.0.1", "169.254.169.254", "2130706433", "0x7f.1"]
)
def test_no_host_leads_inside(host: str, port: int, tmp_path: Path) -> None:
    config = {"host": host, "port": port, "user": "x", "host_key": "SHA256:" + "A" * 43}
    fault = fault_of(Sftp(), a_parcel(a_file(tmp_path)), Place(config, {"password": "x"}, Allowed()))
    assert fault.code in {"refused", "unknown_host"}


def private(key: Any, kind: Any = form.PrivateFormat.OpenSSH, lock: str = "") -> str:
    locked = form.BestAvailableEncryption(lock.encode()) if lock else form.NoEncryption()
    return key.private_bytes(form.Encoding.PEM, kind, locked).decode()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("text", "passphrase", "name"),
    [
        (private(ed25519.Ed25519PrivateKey.generate()), "", "ssh-ed25519"),
        (private(ed25519.Ed25519PrivateKey.generate(), lock="p"), "p", "ssh-ed25519"),
        (private(ed25519.Ed25519PrivateKey.generate()), "not needed", "ssh-ed25519"),
        (private(rsa.generate_private_key(65537, 2048), form.PrivateFormat.TraditionalOpenSSL), "", "ssh-rsa"),
        (private(ec.generate_private_key(ec.SECP256R1()), form.PrivateFormat.PKCS8, "p"), "p", "ecdsa-sha2-nistp256"),
    ],
)
def test_private_keys_of_every_usual_kind_are_read(text: str, passphrase: str, name: str) -> None:
    assert private_key(text.replace("\n", "\r\n"), passphrase).get_name() == name
    assert public_of(text, passphrase).startswith(f"{name} AAAA")


@pytest.mark.parametrize(
    ("text", "passphrase"),
    [("", ""), ("hunter2", ""), (private(ed25519.Ed25519PrivateKey.generate(), lock="p"), ""),
     (private(ed25519.Ed25519PrivateKey.generate(), lock="p"), "q"), (new_pair().public, "")],
    ids=["empty", "a password", "locked", "locked by another", "its public half"],  # keys differ in every process
)  # fmt: skip
def test_a_private_key_that_cannot_be_read_says_what_to_enter(text: str, passphrase: str) -> None:
    with pytest.raises(Fault, match="Enter both again") as caught:
        private_key(text, passphrase)
    assert caught.value.code == "bad_key" and "hunter2" not in caught.value.message


def test_a_key_of_our_own_shows_its_public_half_alone() -> None:
    pair = new_pair()
    assert pair.public.startswith("ssh-ed25519 AAAA") and public_of(pair.private) == pair.public
    assert "PRIVATE" not in repr(pair)
