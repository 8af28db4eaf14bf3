"""The scripts of pages: modules as they are written, joined into one file a page, and made light."""
