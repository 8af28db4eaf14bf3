"""The engine's own process: `python -m infra.local.engine_process`."""

import os

from ministack.app import main

from infra.local.lifeline import end_with_parent
from infra.local.short_way import take_short_way
from infra.local.strict import teach

if __name__ == "__main__":
    end_with_parent(quietly=True)
    if os.environ.get("AUTH") == "true":
        teach()
    else:
        take_short_way()
    main()
