"""What every route stands on: the endpoint decorator, who calls, problem documents, shared paths and fields."""
