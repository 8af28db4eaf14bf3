"""Everything that runs in Lambda."""

from functions import precompiled

precompiled.use()
