"""Files are sent straight to a bucket, looked at, and held by what they are sent for."""
