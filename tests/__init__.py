"""The tests, floor by floor; ``tests.oracles`` holds the second implementations that judge the engines."""
