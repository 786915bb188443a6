from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.fetching import guard

PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.192", "192.0.2.1",
    "192.168.1.1", "192.88.99.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "168.63.129.16", "100.100.100.200",
    "::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2002:808:808::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("text", PRIVATE)
def test_addresses_that_are_not_public_are_refused(text):
    assert not guard.permitted(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_permitted(text):
    assert guard.permitted(ipaddress.ip_address(text))


def test_a_named_network_opens_itself_alone():
    allow = guard.networks(["127.1.0.0/16", "fd00::/8"])
    assert guard.permitted(ipaddress.ip_address("127.1.2.3"), allow)
    assert guard.permitted(ipaddress.ip_address("::ffff:127.1.2.3"), allow)
    assert guard.permitted(ipaddress.ip_address("fd00::1"), allow)
    assert not guard.permitted(ipaddress.ip_address("127.2.0.1"), allow)
    assert not guard.permitted(ipaddress.ip_address("10.0.0.1"), allow)


def test_a_network_that_is_none_is_said_with_how_to_write_one():
    with pytest.raises(ValueError, match=r"'10.0.0.0/99'.*127\.0\.0\.0/8"):
        guard.networks(["10.0.0.0/99"])


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_however_it_is_wrapped(address):
    plain = guard.permitted(address)
    assert guard.permitted(ipaddress.IPv6Address(f"::ffff:{address}")) == plain
    assert guard.permitted(ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | int(address))) == plain


@given(st.ip_addresses())
def test_nothing_is_permitted_that_python_calls_private(address):
    if guard.permitted(address) and address not in ipaddress.ip_network(
        "::ffff:0:0/96" if address.version == 6 else "0.0.0.0/32"
    ):
        assert not (address.is_loopback)
        assert not (address.is_link_local)
        assert not (address.is_multicast)
        assert not (address.is_unspecified)
        if address.version == 4:
            assert address.is_global


def forms(address: ipaddress.IPv4Address, draw) -> str:
    """The address in a writing that system resolvers read: 1 to 4 parts, each decimal, octal or hexadecimal."""
    value = int(address)
    count = draw(st.integers(1, 4))
    heads = [value >> (24 - 8 * index) & 0xFF for index in range(count - 1)]
    tail = value & ((1 << (8 * (5 - count))) - 1)
    write = [draw(st.sampled_from([str, lambda n: f"0{n:o}", hex, lambda n: f"0X{n:08X}"])) for _ in range(count)]
    return ".".join(how(part) for how, part in zip(write, [*heads, tail], strict=True))


@given(st.data(), st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_an_address_in_disguise_is_never_taken_for_a_name(data, address):
    text = forms(address, data.draw)
    try:
        assert socket.inet_aton(text) == address.packed  # the system would go there
    except OSError:
        return
    if text != str(address):
        assert guard.bad_host(text) == "its host is a number in disguise"
        assert guard.bad_url(f"http://{text}/") is not None


@given(st.text(max_size=60))
def test_any_text_as_a_host_is_judged_without_an_exception(text):
    guard.bad_host(text)
    guard.bad_url(f"http://{text}/")
    guard.bad_url(text)


@pytest.mark.parametrize(
    "host",
    [
        "paper.example",
        "www.paper-1.example",
        "a.b",
        "xn--bcher-kva.example",
        "127.0.0.1",
        "paper.example.",
        "_dmarc.paper.example",
        "1.2.3.4.paper.example",
        "::1",
        "localhost",
    ],
)
def test_honest_hosts_pass(host):
    assert guard.bad_host(host) is None
