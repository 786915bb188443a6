"""What all tests share: a web server on loopback; property tests without a deadline, the same examples again in CI.

A test marked `engines("prism")` is skipped where `make engines` was not run, and fails there if WIRELAKE_ENGINES is
`required`, as it is in CI.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.fetching.loopback import Loopback
from tools.engines import INSTALLERS

settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    web = Loopback()
    yield web
    web.close()


def pytest_runtest_setup(item: pytest.Item) -> None:
    marker = item.get_closest_marker("engines")
    for name in marker.args if marker is not None else ():
        if not INSTALLERS[name].is_installed():
            reason = f"{INSTALLERS[name].VERSION} is not installed: make engines"
            if os.environ.get("WIRELAKE_ENGINES") == "required":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
