"""The record: children, homes, placements, prices, decisions and who may see what."""
