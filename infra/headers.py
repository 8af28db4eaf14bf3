"""The headers that every answer carries: one policy for the local run and for what is deployed."""

from typing import Final

_COMMON: Final = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def pages(*uploads: str) -> dict[str, str]:
    """For the static pages. `uploads`: the address of the bucket that takes what families send, the one place besides the portal that a
    script speaks to.

    The treasury's payment page is reached by a link of the script, which no directive limits; a bank's takes a form, so its addresses are
    named.
    """
    spoken_to = " ".join(("'self'", *uploads))
    return _COMMON | {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"connect-src {spoken_to}; manifest-src 'self'; worker-src 'self'; "
            "form-action 'self' https://*.payzen.eu https://*.systempay.fr https://*.lyra.com; "
            "base-uri 'none'; frame-ancestors 'none'"
        ),
    }


API: Final = _COMMON | {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
"""For the API: what it answers is data, or a page of bare text and a form (the caterer’s without scripts)."""
