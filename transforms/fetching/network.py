"""How a run uses the network, as plain data that crosses to workers; and the one gate that all its phases share."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from schemas.records import HostState
from transforms.fetching import guard
from transforms.fetching.agent import user_agent
from transforms.fetching.archive import Archive
from transforms.fetching.client import Client
from transforms.fetching.gate import HostGate
from transforms.fetching.limits import Limits
from transforms.fetching.turns import Turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Settings of a run. Picklable.

    Raises:
        ValueError: A network in `allow` that is none, a contact that is none, or a number that makes no sense.
    """

    run_id: str
    """The run; gates are shared, and archive files are named, by it."""
    limits: Limits = field(default_factory=Limits)
    allow: tuple[str, ...] = ()
    """Networks, as `127.0.0.0/8`, that may be asked although they are not public."""
    concurrency: int = 64
    """Requests at once, over all hosts."""
    give_up_after: int = 2
    """Failures in a row after which a host is left alone for the run."""
    give_up_for: float = math.inf
    """Seconds for which it is left alone; a run that never ends tries again."""
    max_wait: float = 30.0
    """Seconds that a request waits for a host that asked for a pause."""
    archive: str | None = None
    """Lake whose `raw/<run_id>/` takes the responses; None for no archive."""
    deadline: float | None = None
    """Unix seconds after which no request starts."""
    contact: str | None = None
    """E-mail address or web page of whoever runs this, for the User-Agent."""

    def __post_init__(self) -> None:
        guard.networks(self.allow)
        user_agent(self.contact)
        if self.concurrency < 1 or self.give_up_after < 1:
            raise ValueError("Network needs a concurrency and a give_up_after of at least 1")

    def client(
        self, gate: HostGate, *, archive: Archive | None = None, resolver: guard.Resolver | None = None
    ) -> Client:
        """A client of these settings for the running event loop."""
        return Client(
            gate,
            limits=self.limits,
            allow=guard.networks(self.allow),
            concurrency=self.concurrency,
            archive=archive,
            deadline=self.deadline,
            contact=self.contact,
            resolver=resolver or guard.resolve,
        )

    def open_archive(self, part: str) -> Archive | None:
        """A new file of the raw archive, or None where there is none."""
        return Archive(Path(self.archive), self.run_id, part) if self.archive else None


_GATES: Final[dict[str, HostGate]] = {}
_LOCK: Final = threading.Lock()


def shared_gate(network: Network, states: Iterable[HostState] = (), turns: Turns | None = None) -> HostGate:
    """The gate of a run in this process: made by the first who asks, the same for all who follow.

    Args:
        network: Settings of the run.
        states: What former runs knew of hosts; counts for the first call only.
        turns: Where turns are booked among processes; counts for the first call only.
    """
    with _LOCK:
        gate = _GATES.get(network.run_id)
        if gate is None:
            gate = _GATES[network.run_id] = HostGate(
                states,
                give_up_after=network.give_up_after,
                give_up_for=network.give_up_for,
                max_wait=network.max_wait,
                turns=turns,
            )
        return gate


def drop_gate(run_id: str) -> Sequence[HostState]:
    """Forget a run's gate when the run ends; what the next run has to know."""
    with _LOCK:
        gate = _GATES.pop(run_id, None)
    return gate.states() if gate else ()
