"""Telling: alerts go out by mail and by signed webhook, and are tried again when they did not arrive."""

from __future__ import annotations

import hashlib
import hmac
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

import msgspec
import urllib3

from dateline.errors import DatelineError
from dateline.read.guard import find_allowed_address, is_public_address
from dateline.records import Alert, Delivery, Search
from dateline.store import Store

MOST_TRIES = 8  # over about two days
FIRST_WAIT = timedelta(minutes=5)
SIGNATURE = "X-Dateline-Signature"  # sha256=HMAC of "<X-Dateline-Time>.<body>" with the search's secret
SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Channels:
    """How to send. `mail_server` is host:port; `base_url` is where the workbench is reached, for links."""

    mail_server: str = ""
    mail_from: str = "dateline@localhost"
    base_url: str = "http://127.0.0.1:8765"
    is_allowed_address: Callable[[str], bool] = is_public_address


def tell_all(store: Store, channels: Channels, now: datetime) -> tuple[Delivery, ...]:
    """Send what is due and keep how it went; what fails is tried again after twice as long, `MOST_TRIES` times."""
    done = []
    for delivery, alert, search in store.due_deliveries(now.isoformat(timespec="seconds"), MOST_TRIES):
        problem = _send(delivery.channel, alert, search, channels, now)
        tries = delivery.tries + 1
        sent = replace(
            delivery,
            tries=tries,
            next_at=(now + FIRST_WAIT * 2 ** (tries - 1)).isoformat(timespec="seconds"),
            sent_at=None if problem else now.isoformat(timespec="seconds"),
            problem=problem,
        )
        store.keep_delivery(sent)
        done.append(sent)
    return tuple(done)


def _send(channel: str, alert: Alert, search: Search, channels: Channels, now: datetime) -> str | None:
    """Send one alert; return what went wrong."""
    try:
        if channel == "mail":
            _send_mail(alert, search, channels)
        else:
            _post(alert, search, channels, now)
    except (DatelineError, OSError, smtplib.SMTPException, urllib3.exceptions.HTTPError) as error:
        return f"{type(error).__name__}: {str(error)[:200]}"
    return None


def _words(alert: Alert) -> str:
    detail = f" ({alert.detail})" if alert.detail else ""
    return f"{alert.happening}{detail}: {alert.title}"


def _link(alert: Alert, channels: Channels) -> str:
    return f"{channels.base_url.rstrip('/')}/incidents/{alert.incident_id}"


def _send_mail(alert: Alert, search: Search, channels: Channels) -> None:
    host, _, port = channels.mail_server.partition(":")
    if not host:
        raise OSError("no mail server is set: mail_server in dateline.toml")
    message = EmailMessage()
    # Titles come from reports: no line of theirs becomes a header.
    message["Subject"] = " ".join(f"[Dateline] {_words(alert)}".split())[:200]
    message["From"] = channels.mail_from
    message["To"] = search.mail
    message["Message-ID"] = f"<{alert.id}@dateline>"
    message.set_content(f"{_words(alert)}\n\n{_link(alert, channels)}\n\nSearch: {search.name}\n")
    with smtplib.SMTP(host, int(port or 25), timeout=SECONDS) as server:
        server.send_message(message)


def sign(secret: str, at: str, body: bytes) -> str:
    """Return what `SIGNATURE` carries, so that the receiver knows that we sent it, and when."""
    return "sha256=" + hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()


def _post(alert: Alert, search: Search, channels: Channels, now: datetime) -> None:
    parts = urlsplit(search.webhook or "")
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    if parts.scheme not in ("http", "https") or not host:
        raise OSError("the webhook is no http or https address")
    address = find_allowed_address(host, port, search.webhook or "", channels.is_allowed_address)
    body = msgspec.json.encode(
        {"alert": alert, "search": {"id": search.id, "name": search.name}, "link": _link(alert, channels)}
    )
    at = now.isoformat(timespec="seconds")
    headers = {
        "Host": parts.netloc.rpartition("@")[2],
        "Content-Type": "application/json",
        "User-Agent": "Dateline/1",
        "X-Dateline-Time": at,
        "X-Dateline-Alert": alert.id,
        SIGNATURE: sign(search.secret, at, body),
    }
    timeout = urllib3.Timeout(SECONDS)
    pool = (
        urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, retries=False, server_hostname=host, assert_hostname=host
        )
        if parts.scheme == "https"
        else urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
    )
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with pool:
        answer = pool.urlopen("POST", target, body=body, headers=headers, redirect=False)
    if not 200 <= answer.status < 300:
        raise OSError(f"the receiver answered {answer.status}")
