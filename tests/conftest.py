"""What all tests share: a web server on loopback; property tests without a deadline, the same examples again in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.fetching.loopback import Loopback

settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    web = Loopback()
    yield web
    web.close()
