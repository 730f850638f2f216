"""One loader a noun: what is checked before anything is written, and what is written."""
