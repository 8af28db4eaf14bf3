"""The first screen of a parent: what one comes for at five to eleven at night."""
