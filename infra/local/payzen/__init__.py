"""A bank's payment page as PayZen runs it, where no money moves. Its rules are written apart from the client's."""

from infra.local.payzen.fake import Failures, FakePayZen

__all__ = ["Failures", "FakePayZen"]
