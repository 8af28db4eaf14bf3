"""What the secretary of the demo finds in the morning: what families sent since yesterday, as they would have sent it."""
