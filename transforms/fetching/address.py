"""Whether an address may be asked: the one that was named, and every one that a redirect leads to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import httpx

from schemas.records import Refusal
from transforms.fetching import guard
from transforms.fetching.answer import Redirect
from transforms.fetching.reasons import refuse
from transforms.fetching.received import Received

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
"""Statuses that lead on."""


def check(url: str, redirects: Sequence[Redirect], stage: str) -> httpx.URL | Refusal:
    """The address as httpx reads it, if it may be asked; checked before and after its host became ASCII."""
    why = guard.bad_url(url)
    parsed = None
    if why is None:
        try:
            parsed = httpx.URL(url).copy_with(fragment=None)
            # `host` decodes a name that says it is IDNA; one that is none would raise wherever else it is asked for.
            why = guard.bad_host(parsed.raw_host.decode("ascii", "replace")) if parsed.host else "it has no host"
        except (httpx.InvalidURL, ValueError) as error:
            why = str(error)
    if why is not None or parsed is None:
        return refuse(stage, "bad_redirect" if redirects else "bad_url", f"{url[:200]}: {why}")
    if any(redirect.url == str(parsed) for redirect in redirects):
        return refuse(stage, "redirect_loop", f"{parsed} redirects to itself over {len(redirects)} redirects")
    return parsed


def leads_to(url: httpx.URL, received: Received, stage: str, *, followed: int, most: int) -> str | Refusal:
    """Where a redirect from an address leads, if it may be followed after so many others."""
    location = received.header("location")
    if not location:
        return refuse(stage, "bad_redirect", f"{received.status} without a Location", payload=received.payload)
    if followed >= most:
        return refuse(stage, "too_many_redirects", f"more than {most} redirects, last at {url}")
    try:
        target = url.join(location.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        return refuse(stage, "bad_redirect", f"{location[:200]}: {error}", payload=received.payload)
    if url.scheme == "https" and target.scheme == "http":
        return refuse(stage, "redirect_to_http", f"{url} redirects to {target}", payload=received.payload)
    return str(target)
