"""A treasury for the local run and the tests: PayFiP's web service and its payment page, without money.

`FakePayFip.handle` is all a server needs to mount. It exists so that the real client is what runs everywhere: it
answers as DGFiP's WSDL and guide say, and checks requests by itself rather than with the client's own rules.
Nothing of it is in the deployed package.
"""

from infra.local.payfip.fake import Failures, FakePayFip

__all__ = ["Failures", "FakePayFip"]
