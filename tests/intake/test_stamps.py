"""Printed dates to ISO 8601."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake.refusals import DateError
from dragoman.intake.stamps import iso_date, labelled_stamps, parsed_stamp

READ = {
    "March 4, 2024, 7:30 PM": "2024-03-04T19:30",
    "4 March 2024": "2024-03-04",
    "Mon, 4 Mar 2024 09:05:07 GMT": "2024-03-04T09:05:07Z",
    "2024-03-04T09:05:00.000+09:00": "2024-03-04T09:05+09:00",
    "2024-03-04T09:05:00Z": "2024-03-04T09:05Z",
    "2024-03-04 09:05:00 +0300": "2024-03-04T09:05+03:00",
    "20240304": "2024-03-04",
    "04.03.2024, 21:05": "2024-03-04T21:05",
    "18/09/2024": "2024-09-18",
    "09/18/2024": "2024-09-18",
    "05/05/2024": "2024-05-05",
    "Sept. 4th, 2024 at 12:15 a.m.": "2024-09-04T00:15",
    "9:05 AM, March 4, 2024": "2024-03-04T09:05",
    "March 4, 2024 / 9:05 AM": "2024-03-04T09:05",
    "Monday 4 March 2024 07.00": "2024-03-04T07:00",
    "4-Mar-2024": "2024-03-04",
}
UNREAD = [
    "", "soon", "2024", "March 2024", "31 June 2024", "2024-13-01", "09/10/2024", "4 March 2024 25:00",
    "4 March 2024 to 5 May 2024", "13:00 PM, 4 March 2024", "1709543100",
]  # fmt: skip


@pytest.mark.parametrize(("printed", "value"), READ.items())
def test_read(printed: str, value: str) -> None:
    assert parsed_stamp(printed).value == value
    assert iso_date(printed) == value


@pytest.mark.parametrize("printed", UNREAD)
def test_not_read(printed: str) -> None:
    stamp = parsed_stamp(printed)
    assert stamp.value is None
    assert stamp.reason
    with pytest.raises(DateError, match="write it as"):
        iso_date(printed, where="row 3")


def test_two_readings_are_named() -> None:
    assert parsed_stamp("09/10/2024").reason == "'09/10/2024' may mean two days"


@given(st.datetimes(min_value=datetime(1000, 1, 1)))
def test_iso_is_kept(moment: datetime) -> None:
    assert iso_date(moment.isoformat(timespec="seconds")) == moment.replace(microsecond=0).isoformat(
        timespec="seconds" if moment.second else "minutes"
    )
    assert iso_date(moment.date().isoformat()) == moment.date().isoformat()


@given(st.text())
def test_any_string_is_a_date_or_has_a_reason(printed: str) -> None:
    stamp = parsed_stamp(printed)
    assert stamp.value or stamp.reason
    labelled_stamps(printed)


@pytest.mark.parametrize(
    "line",
    [
        "Updated guidance was issued on Monday.",
        "Published in 2019, the book sold well",
        "Update: Ministers leave the talks",
        "Posted to the border in May 2024, the guards waited for orders.",
        "Released on 4 March 2024 from prison, he went home.",
    ],
)
def test_prose_is_no_stamp(line: str) -> None:
    assert labelled_stamps(line) == {}


def test_relative_stamps_are_stamps_without_value() -> None:
    stamp = labelled_stamps("Updated 3 hours ago")["updated"]
    assert stamp.value is None
    assert stamp.reason == "'3 hours ago' is no full date"


def test_labels_and_kinds() -> None:
    assert set(labelled_stamps("First published on 4 March 2024")) == {"published"}
    assert set(labelled_stamps("Last modified on Mon 4 Mar 2024 09.05 BST")) == {"updated"}
    assert set(labelled_stamps("(Updated: March 4, 2024)")) == {"updated"}
