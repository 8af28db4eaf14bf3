"""The town's tablets, and unlocking one."""
