"""Which Préau this is. The one place that says it: pyproject.toml, the API, the log, the template and the package read it here.

CONTRIBUTING.md, « A release », says when it changes.
"""

from typing import Final

VERSION: Final = "0.3.0"
"""Of the last release (SemVer), also while the next one is being made."""
