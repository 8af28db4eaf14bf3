"""What is said of mails that do not arrive."""
