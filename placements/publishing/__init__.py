"""Publishing: figures frozen and audited, signed by two people, released, corrected, withdrawn."""
