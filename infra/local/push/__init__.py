"""The push service of a browser, and the browser behind it, for the local run: nothing leaves the computer."""

from infra.local.push.fake import FakePushService

__all__ = ["FakePushService"]
