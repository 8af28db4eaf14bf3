"""Routes of the régisseur's acts, lists and settings."""
