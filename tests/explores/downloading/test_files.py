"""An explore as a file: in every format, as many rows as were wanted, within the rights of who asks."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from explores.files import FORMATS
from explores.files.markup import POLICY
from tests import shop

ASK = "fields=orders.channel,orders.revenue&f[orders.ordered_date]=2025&total=1&sorts=orders.channel"
File = Callable[..., Any]


@pytest.fixture
def file(transactional_db: None, account: Account, subaccount: SubAccount, alice: User) -> File:
    """The response to one address of the business explore, and its bytes."""
    shop.fill(account, subaccount)

    def fetch(path: str, user: User = alice, status: int = 200) -> Any:
        client = Client()
        client.force_login(user)
        answer = client.get(f"/explore/{path}")
        assert answer.status_code == status, answer.content[:300]
        answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer

    return fetch


@pytest.mark.parametrize("code", FORMATS)
def test_every_format_is_given_under_its_own_name_and_type(file: File, code: str) -> None:
    form = FORMATS[code]
    found = file(f"business/file?{ASK}&file.format={code}&file.name=My+sales")
    assert found.headers["Content-Type"] == form.mime
    assert found.headers["Content-Disposition"] == f'attachment; filename="My sales.{form.extension}"'
    assert found.headers["X-Content-Type-Options"] == "nosniff" and found.headers["X-Rows"] == "4 of 4"
    assert found.body


def test_files_are_what_they_say(file: File) -> None:
    book = openpyxl.load_workbook(io.BytesIO(file(f"business/file?{ASK}&file.format=xlsx&file.results=displayed").body))
    assert [cell.value for cell in book["Data"][1]] == ["Channel", "Revenue"] and book["Data"]["A6"].value == "Total"
    rows = json.loads(file(f"business/file?{ASK}&file.format=json_simple").body)
    assert [*rows[0]] == ["orders.channel", "orders.revenue"] and len(rows) == 4
    assert pq.read_table(io.BytesIO(file(f"business/file?{ASK}&file.format=parquet").body)).num_rows == 4


def test_as_displayed_has_the_tables_names_and_hides_what_it_hides(file: File) -> None:
    looks = "&c[column.orders.channel.label]=Where&c[column.orders.revenue.hidden]=1"
    shown = file(f"business/file?{ASK}{looks}&file.format=csv&file.results=displayed").body.decode()
    plain = file(f"business/file?{ASK}{looks}&file.format=csv&file.results=data").body.decode()
    assert shown.splitlines()[0] == "Where" and shown.splitlines()[-1] == "Total"
    assert plain.splitlines()[0] == "Orders › Channel,Orders › Revenue"


def test_formatted_figures_read_as_on_screen(file: File) -> None:
    assert "€" in file(f"business/file?{ASK}&file.format=txt&file.values=formatted").body.decode()
    assert "€" not in file(f"business/file?{ASK}&file.format=txt&file.values=full").body.decode()


@pytest.mark.parametrize(
    ("rows", "said"), [("current", "2 of 4"), ("all", "4 of 4"), ("custom&file.most=3", "3 of 4"), ("", "2 of 4")]
)
def test_as_many_rows_as_were_wanted(file: File, rows: str, said: str) -> None:
    found = file(f"business/file?{ASK}&limit=2&file.format=json_simple&file.rows={rows}")
    assert found.headers["X-Rows"] == said
    assert len(json.loads(found.body)) == int(said[0])


def test_what_is_opened_in_the_browser_is_text_or_a_document_in_which_nothing_runs(file: File) -> None:
    for code in ("csv", "txt", "json", "json_simple", "md"):
        found = file(f"business/file?{ASK}&file.format={code}&file.open=1")
        assert found.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert found.headers["Content-Disposition"].startswith("inline")
    page = file(f"business/file?{ASK}&file.format=html&file.open=1")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Content-Security-Policy"] == POLICY
    assert file(f"business/file?{ASK}&file.format=xlsx&file.open=1").headers["Content-Disposition"].startswith("att")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("file.format=pdf", "There is no format 'pdf'. Take one of csv"),
        ("", "There is no format ''"),
        ("file.format=csv&file.rows=some", "no choice of rows 'some'"),
        ("file.format=csv&file.rows=custom&file.most=0", "'0' is no number of rows. Give a whole number from 1 on."),
        ("file.format=csv&file.rows=custom&file.most=-1", "no number of rows"),
        ("file.format=csv&file.rows=all&pivots=orders.channel", "Pivoted rows are put together in memory. Give a"),
        ("file.format=csv&file.rows=custom&file.most=200000&compare=previous", "at most 100,000"),
        ("file.format=csv&fields=orders.revenu", "orders.revenue"),
    ],
)
def test_what_cannot_be_given_is_told_in_words(file: File, more: str, said: str) -> None:
    found = file(f"business/file?{ASK}&{more}", status=400)
    assert found.headers["Content-Type"] == "text/plain; charset=utf-8" and said in found.body.decode()


def test_all_rows_of_a_calculation_are_refused_with_the_reason(file: File) -> None:
    made = '&custom={"twice":{"calculation":"${orders.revenue}*2"}}'.replace("{", "%7B").replace("}", "%7D")
    asked = ASK.replace("orders.revenue", "orders.revenue,twice") + made.replace('"', "%22")
    found = file(f"business/file?{asked}&file.format=csv&file.rows=all", status=400)
    assert "Calculations are made over the rows of a limit. Give a number of rows" in found.body.decode()


def test_the_addresses_of_programs_stay_and_come_in_every_format(file: File) -> None:
    text = file(f"business.csv?{ASK}").body.decode()
    assert text.splitlines()[0] == "Orders › Channel,Orders › Revenue" and "Total" not in text
    assert file(f"business.csv?{ASK}").headers["Content-Disposition"] == 'attachment; filename="business.csv"'
    assert {"fields", "rows", "totals"} <= json.loads(file(f"business.json?{ASK}").body).keys()
    assert file(f"business.xlsx?{ASK}").headers["Content-Disposition"] == 'attachment; filename="business.xlsx"'


def test_a_team_mate_gets_the_rows_of_their_sub_account_alone(file: File, bob: User, charlie: User) -> None:
    for code in ("csv", "html", "json"):
        address = f"business/file?{ASK}&file.format={code}"
        assert b"99" in file(address).body and file(address).body != file(address, bob).body
        assert b"Email" not in file(address, charlie).body


def test_a_name_smuggles_nothing_into_the_headers(file: File) -> None:
    found = file(f"business/file?{ASK}&file.format=csv&file.name=..%2F..%2Fa%0D%0ASet-Cookie:%20x=1%E2%80%AE")
    assert found.headers["Content-Disposition"] == 'attachment; filename="-..-a Set-Cookie- x=1.csv"'
    assert "x" not in found.cookies


def test_a_merged_result_is_a_file_too(file: File) -> None:
    asked = (
        "source=business?fields%3Dorders.channel,orders.revenue&source=business?fields%3Dorders.channel,orders.count"
    )
    text = file(f"merge/file?{asked}&file.format=csv&file.results=displayed&file.rows=custom&file.most=2").body.decode()
    assert text.splitlines()[0] == "Channel,Revenue,Orders" and len(text.splitlines()) == 3
    assert file(f"merge.md?{asked}").headers["Content-Type"].startswith("text/markdown")
