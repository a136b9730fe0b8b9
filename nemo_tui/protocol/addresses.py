"""Web addresses: where they lead, and whether that is this machine."""

import ipaddress
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


def origin(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port, or None for what is no http(s) address."""
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
        port = parts.port or DEFAULT_PORTS.get(scheme, 0)
    except ValueError:
        return None
    return (scheme, host, port) if host and scheme in DEFAULT_PORTS else None


def place(url: str) -> str:
    """Host and port as a person reads them, without a user name or password; "" for none."""
    found = origin(url)
    if not found:
        return ""
    scheme, host, port = found
    shown = f"[{host}]" if ":" in host else host
    return shown if port == DEFAULT_PORTS[scheme] else f"{shown}:{port}"


def is_loopback(url: str) -> bool:
    """Whether the address names this machine."""
    found = origin(url)
    return found is not None and is_loopback_host(found[1])


def is_loopback_host(host: str) -> bool:
    """Whether a host is this machine. `x.localhost` is not: some resolvers ask the network."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
