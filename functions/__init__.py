"""Everything that runs in Lambda."""

import sys

from functions import precompiled

precompiled.use()

# botocore imports pyOpenSSL wherever it finds it, and uses nothing of it: 90 ms of each start since a layer holds it for passkeys.
# https://github.com/boto/botocore/blob/develop/botocore/httpsession.py
sys.modules.setdefault("urllib3.contrib.pyopenssl", None)  # type: ignore[arg-type]
