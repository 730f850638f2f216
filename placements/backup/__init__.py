"""The whole record as one file that a spreadsheet opens, and back again, on either engine."""
