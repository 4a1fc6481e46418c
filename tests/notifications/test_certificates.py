"""Notifications go to the server whose certificate says so, and to no other: tried against a real one."""

import shutil
import ssl
import subprocess
import threading

import pytest

from retros.models import Notification
from retros.notifications import send_due
from tests import factories
from tests.notifications.conftest import Chat

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes certificates")
REFUSED = "The HTTPS connection failed: check the certificate."


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """`made(name)` is the path of a certificate for the host `name`; its key is beside it."""
    folder = tmp_path_factory.mktemp("certificates")

    def certificate(name):
        path = folder / f"{name}.pem"
        how = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        how += [
            "-keyout",
            path.with_suffix(".key"),
            "-out",
            path,
            "-days",
            "1",
            "-subj",
            f"/CN={name}",
        ]
        _openssl("req", "-x509", *how, "-addext", f"subjectAltName=DNS:{name}")
        return path

    return certificate


def _openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


@pytest.fixture
def secure_chat(settings):
    """`secure_chat(certificate)` starts a chat on this machine, by https where there is one."""
    chats = []

    def started(certificate=None):
        chat = Chat()
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, certificate.with_suffix(".key"))
            chat.socket = context.wrap_socket(chat.socket, server_side=True)
        settings.NOTIFICATION_HOSTS = [("https", "localhost", chat.server_port)]
        threading.Thread(target=chat.serve_forever, kwargs={"poll_interval": 0.01}).start()
        chats.append(chat)
        return chat

    yield started
    for chat in chats:
        chat.released.set()
        chat.shutdown()
        chat.server_close()


@pytest.fixture
def trusted(monkeypatch):
    """`trusted(certificate)`: the system trusts it from now on."""
    return lambda certificate: monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def telling(as_user, curator):
    """`telling(chat)` lets a curator send a test there; returns the notification and what the page says."""

    def sent(chat):
        channel = factories.ChannelFactory(
            service="webhook", address=f"https://localhost:{chat.server_port}/secret-hook-4711"
        )
        browser = as_user(curator)
        browser.post(f"/notifications/{channel.pk}/test/")
        send_due()
        return Notification.objects.get(), browser.get("/notifications/").text

    return sent


def test_certificate_of_the_host_is_taken(made, secure_chat, trusted, telling):
    certificate = made("localhost")
    trusted(certificate)
    chat = secure_chat(certificate)
    notification, page = telling(chat)
    assert notification.state == "sent"
    assert [payload["kind"] for payload in chat.payloads] == ["test"]
    assert "Sent " in page


def refused(chat, notification, page):
    """Nothing arrived, and the page says why, without the address."""
    said = (notification.state, notification.error) == (
        "given-up",
        REFUSED,
    ) and f"Failed. {REFUSED}" in page
    return said and not chat.got and "secret-hook" not in page


def test_certificate_that_nobody_vouches_for_is_refused(made, secure_chat, trusted, telling):
    trusted(made("someone-else.example"))
    chat = secure_chat(made("localhost"))
    assert refused(chat, *telling(chat))


def test_certificate_of_another_host_is_refused(made, secure_chat, trusted, telling):
    certificate = made("someone-else.example")
    trusted(certificate)
    chat = secure_chat(certificate)
    assert refused(chat, *telling(chat))


def test_certificate_that_has_ended_is_refused(made, secure_chat, trusted, telling):
    certificate = made("localhost")
    ended, key = certificate.with_name("ended"), certificate.with_suffix(".key")
    _openssl("x509", "-in", certificate, "-signkey", key, "-out", ended, "-days", "0")
    ended.replace(certificate)
    trusted(certificate)
    chat = secure_chat(certificate)
    assert refused(chat, *telling(chat))


def test_server_without_https_is_refused(made, secure_chat, trusted, telling):
    trusted(made("localhost"))
    chat = secure_chat()
    assert refused(chat, *telling(chat))


def test_wrong_certificate_is_tried_again_and_taken_once_it_is_right(
    db, made, secure_chat, trusted, clock
):
    certificate = made("localhost")
    chat = secure_chat(certificate)
    channel = factories.ChannelFactory(
        service="webhook", address=f"https://localhost:{chat.server_port}/hook"
    )
    factories.NotificationFactory(channel=channel, subject_id=factories.WallPostFactory().pk)
    send_due(clock=clock)
    notification = Notification.objects.get()
    assert (notification.state, notification.was_tried, notification.error) == (
        "waiting",
        True,
        REFUSED,
    )
    trusted(certificate)
    clock.pass_by(minutes=1)
    assert send_due(clock=clock) == 1
