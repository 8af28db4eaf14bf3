"""What an agent proves besides the password: codes of a phone, and codes on paper for the day it is lost."""
