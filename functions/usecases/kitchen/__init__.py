"""Counting meals, ordering them, and writing down what the kitchen knows."""
