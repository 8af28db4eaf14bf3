"""Web push (RFC 8030): what is encrypted for a device (RFC 8291), signed (RFC 8292) and handed to the push service of its browser."""
