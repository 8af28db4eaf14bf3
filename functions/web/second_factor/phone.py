"""The secret of a phone, as applications read it: letters, an address, a picture."""

from io import BytesIO
from urllib.parse import quote, urlencode

from functions.usecases.second_factor.set_factor import PhoneToSet
from functions.web.second_factor.types import Phone

_GROUP = 4


def phone(shown: PhoneToSet, *, issuer: str) -> Phone:
    """`issuer`: what the application lists it under, as the portal's own host name.

    https://github.com/google/google-authenticator/wiki/Key-Uri-Format
    """
    label = f"{quote(issuer, safe='')}:{quote(shown.email, safe='')}"
    address = f"otpauth://totp/{label}?{urlencode({'secret': shown.secret, 'issuer': issuer})}"
    groups = (shown.secret[place : place + _GROUP] for place in range(0, len(shown.secret), _GROUP))
    return Phone(" ".join(groups), address, _picture(address))


def _picture(address: str) -> str:
    import segno

    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=4, xmldecl=False, omitsize=True)
    return out.getvalue().decode()
