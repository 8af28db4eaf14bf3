"""Which addresses a mail can be sent to at all."""

import re

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(
    rf"(?=.{{3,254}}\Z)(?=[^@]{{1,64}}@){_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
)


def mailable(address: str) -> str | None:
    """The address as the mail service takes it: ASCII, its domain in Punycode. None where no mail can ever reach it.

    The service has no SMTPUTF8, so an accent before the `@` cannot be delivered. Whoever takes an address from the town asks
    here, so that nothing is accepted which the mailer refuses afterwards.
    """
    local, _, domain = address.rpartition("@")
    try:
        ascii_address = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return None
    return ascii_address if _ADDRESS.fullmatch(ascii_address) else None
