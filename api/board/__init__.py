"""The board's picture: gathered, judged table by table, and written down for the page, the public and the papers."""
