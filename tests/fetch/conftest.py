from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fetching.loopback import Loopback


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    web = Loopback()
    yield web
    web.close()
