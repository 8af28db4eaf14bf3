"""The town's rules, pure: the standard library only, and no clock."""
