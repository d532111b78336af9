"""Which office do the tests of the review page share?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.office import Office, Staff


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.store.close()


@pytest.fixture
def stranger(office: Office) -> Staff:
    """Somebody who hasn't logged in."""
    return Staff(office.app())


@pytest.fixture
def dana(office: Office) -> Staff:
    """A reviewer who has logged in."""
    staff = Staff(office.app())
    assert staff.log_in().status_code == 303
    return staff
