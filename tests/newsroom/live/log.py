"""What a live newsroom wrote down: when it began, where its sites were, and every request."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from tests.newsroom.exchange import Request
from tests.newsroom.live.plan import HUB, Cut, Item, Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    time: float
    """Unix seconds, on arrival."""
    host: str
    """Address and port."""
    path: str
    status: int


@dataclass(frozen=True)
class Log:
    """A run of the newsroom.

    Attributes:
        plan: What was to happen; what did happen is the same, moved by ``began``.
        began: Unix seconds of the timeline's zero.
        hosts: Address and port of each publisher by number, as text, and of the hub.
        ended: Unix seconds after which nothing was served.
        requests: In order of arrival.
        stalls: From when to when the newsroom itself did not get to run, in Unix seconds: a request that is logged at
            the end of one may have come at its beginning.
    """

    plan: Plan
    began: float
    hosts: dict[str, str]
    ended: float
    requests: tuple[Asked, ...]
    stalls: tuple[tuple[float, float], ...] = ()

    def write(self, path: Path) -> None:
        """As JSON lines: the head, then the requests."""
        head = {"cut": asdict(self.plan.cut), "began": self.began, "hosts": self.hosts, "ended": self.ended}
        head["stalls"] = self.stalls
        lines = [head, *([ask.time, ask.host, ask.path, ask.status] for ask in self.requests)]
        path.write_text("\n".join(map(json.dumps, lines)) + "\n", "utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        """The log of a file."""
        head, *lines = map(json.loads, path.read_text("utf-8").splitlines())
        requests = tuple(Asked(*line) for line in lines)
        stalls = tuple((begins, ends) for begins, ends in head["stalls"])
        return cls(Plan(Cut(**head["cut"])), head["began"], head["hosts"], head["ended"], requests, stalls)

    def page(self, item: Item) -> str:
        """The address of an item's page."""
        return f"http://{self.hosts[HUB if item.through_hub else str(item.publisher)]}{item.path}"

    def link(self, item: Item) -> str:
        """The address that an item's feed gives it, trackers aside."""
        return f"http://{self.hosts[str(item.publisher)]}{item.link}"


def asked(requests: Iterable[Request]) -> tuple[Asked, ...]:
    """Requests as the log keeps them."""
    return tuple(Asked(ask.time, f"{ask.host}:{ask.port}", ask.path, ask.status) for ask in list(requests))
