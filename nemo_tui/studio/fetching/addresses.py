"""Where a fetch may go: anywhere public, and to the host that the person typed.

The check sits on `sys.audit` of the fetching process: it sees the address of every single
connection (redirects, playlists, fragments, pages, a name that changes its meaning), whoever
opens it, and cannot be removed again.
"""

import ipaddress
import socket
import sys
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class LeadsInside(OSError):
    """A hop to this machine or a private network that the person did not ask for."""


def is_public(address: Address) -> bool:
    """Whether an address lies on the open internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.sixtofour:
            return is_public(address.sixtofour)
        if address in NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


def addresses_of(host: str) -> set[Address]:
    """Every address of a host. Raises OSError when the name is unknown."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return {ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found}


@dataclass
class Gate:
    """Admits public addresses, the typed host's, and those of the person's own proxies."""

    own: set[Address] = field(default_factory=set)
    everything: bool = False
    blocked: bool = False

    def check_host(self, host: str) -> None:
        """Raise LeadsInside when a host has an address that is not admitted."""
        try:
            found = addresses_of(host)
        except OSError:
            return
        for address in found:
            self.check(address)

    def check(self, address: Address) -> None:
        """Raise LeadsInside when an address is not admitted."""
        if not (self.everything or address in self.own or is_public(address)):
            self.blocked = True
            raise LeadsInside(f"{address} is not public")

    def close(self) -> None:
        """Watch this process from now on, for good."""
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            self._connect(arguments[1])
        elif event == "urllib.Request":
            self.check_host(urlsplit(str(arguments[0])).hostname or "")
        elif event == "subprocess.Popen":
            self._start(arguments[1])

    def _connect(self, address: Any) -> None:
        if isinstance(address, tuple):
            host = str(address[0]).partition("%")[0]
            try:
                self.check(ipaddress.ip_address(host))
            except ValueError:
                self.check_host(host)

    def _start(self, command: Any) -> None:
        # A program with an address of its own to read from would be out of our sight.
        words = [command] if isinstance(command, (str, bytes)) else list(command or ())
        if any("://" in str(word) for word in words):
            raise LeadsInside("only this process may open connections")
