"""The local run: one origin that answers as CloudFront, S3, API Gateway and Lambda would."""
