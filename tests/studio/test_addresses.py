"""Which addresses a fetch may go to."""

import ipaddress

import pytest

from nemo_tui.studio.fetching.addresses import Gate, LeadsInside, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    gate = Gate()
    with pytest.raises(LeadsInside):
        gate.check(ipaddress.ip_address(address))
    assert gate.blocked


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111"])
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
    Gate().check(ipaddress.ip_address(address))


def test_the_typed_host_is_admitted_and_no_other() -> None:
    gate = Gate(own={ipaddress.ip_address("192.168.1.7")})
    gate.check(ipaddress.ip_address("192.168.1.7"))
    with pytest.raises(LeadsInside):
        gate.check(ipaddress.ip_address("192.168.1.8"))


def test_everything_is_admitted_when_switched_on() -> None:
    Gate(everything=True).check(ipaddress.ip_address("10.0.0.1"))


def test_a_name_that_leads_inside_is_refused() -> None:
    with pytest.raises(LeadsInside):
        Gate().check_host("localhost")
