# Each target is a thin call to tasks.py, so that a machine without make does the same: python3 tasks.py NAME
SERVE ?= 1
.PHONY: setup demo test check soak bench

setup test check soak bench:
	@python3 tasks.py $@ $(ARGS)

demo:
	@python3 tasks.py demo SERVE=$(SERVE)
