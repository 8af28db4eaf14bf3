"""What nobody asks for runs by itself."""

import time

from tests.infra.deployment.conftest import Portal


def test_the_outbox_is_looked_at_every_minute(portal: Portal) -> None:
    """By EventBridge's rule: more often than these tests fired it."""
    patience = time.monotonic() + 75
    while time.monotonic() < patience:
        if portal.log("outbox").count("END RequestId") > portal.fired["Outbox"]:
            return
        time.sleep(0.5)
    raise AssertionError(portal.log("outbox"))
