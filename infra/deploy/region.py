"""The region that a command works in: one for all of its clients, whoever reads it."""

import os

import boto3

_NAMES = ("AWS_REGION", "AWS_DEFAULT_REGION")


def settle() -> str | None:
    """That of the environment, else of the profile; then under both names. None where nobody says it.

    boto3 reads the second name alone, Lambda and the tools of AWS write the first
    (https://github.com/boto/boto3/issues/1868).
    """
    said = next((os.environ[name] for name in _NAMES if os.environ.get(name)), None)
    region: str | None = said or boto3.session.Session().region_name or None
    if region is not None:
        os.environ.update(dict.fromkeys(_NAMES, region))
    return region
