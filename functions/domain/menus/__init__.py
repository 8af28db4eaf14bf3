"""What children eat in a week: the dishes of each day and the allergens in them."""
