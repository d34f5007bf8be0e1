# onrecord, from a clone: everything is set up in .venv. Written for GNU make 3.81 and later.

PYTHON = .venv/bin/python

# Arguments for onrecord (`make run`) or pytest (`make test`).
ARGS =

# Tests run side by side, three on two cores as many of them wait for a terminal or a process, those
# of a file one after the other (`SPREAD=` for one at a time).
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
SPREAD = -n $(shell expr $(CORES) '*' 3 / 2) --dist loadfile

.PHONY: help run test test-long bench lint types clean
.NOTPARALLEL:

help:
	@echo 'make run        open the explorer on the seed articles (ARGS="…" for onrecord)'
	@echo 'make test       run the tests (ARGS="…" for pytest)'
	@echo 'make test-long  run the tests that take minutes, too'
	@echo 'make bench      measure start, keys and commands'
	@echo 'make lint       check style and the walls between the packages'
	@echo 'make types      check the types'
	@echo 'make clean      take away .venv and everything built; the store in .onrecord stays'

# $(call set_up,NAME,WHAT): .venv holds WHAT. Skipped while pyproject.toml and the folder are
# those that it was last made for; the note of that is written when all went well. Standard
# output stays free: it is the program's.
set_up = @exec 1>&2; \
	now() { pwd -P; cat pyproject.toml; }; \
	same() { now | cmp -s - ".venv/set-up-$$1"; }; \
	new='import sys; sys.exit(sys.version_info < (3, 11))'; \
	if [ -x $(PYTHON) ] && { same test || { [ $(1) = run ] && same run; }; }; then exit 0; fi; \
	rm -f .venv/set-up-*; \
	if ! { $(PYTHON) -c "$$new" && $(PYTHON) -m pip --version; } >/dev/null 2>&1; then \
		for python in python3 python3.13 python3.12 python3.11 none; do \
			if "$$python" -c "$$new" 2>/dev/null; then break; fi; \
		done; \
		if [ "$$python" = none ]; then \
			echo 'onrecord: Python 3.11 or newer is needed, and there is none called python3, python3.13, python3.12 or python3.11'; \
			exit 1; \
		fi; \
		echo "onrecord: setting up .venv with $$python (once; it takes a minute or two)"; \
		if ! "$$python" -m venv --clear .venv; then \
			echo "onrecord: $$python cannot make .venv (Debian and Ubuntu: apt install python3-venv)"; \
			exit 1; \
		fi; \
	fi; \
	if ! $(PYTHON) -m pip install --quiet --disable-pip-version-check -e "$(2)"; then \
		echo 'onrecord: the set-up failed; the next try starts again where it stopped'; \
		exit 1; \
	fi; \
	$(PYTHON) -m compileall -q tui store seeds; \
	now >.venv/set-up-$(1)

run:
	$(call set_up,run,.)
	@exec $(PYTHON) -m tui --store .onrecord/onrecord.db $(ARGS)

test:
	$(call set_up,test,.[test])
	@$(PYTHON) -m pytest $(SPREAD) $(ARGS)

test-long:
	$(call set_up,test,.[test])
	@$(PYTHON) -m pytest $(SPREAD) --long $(ARGS)

bench:
	$(call set_up,test,.[test])
	@$(PYTHON) -m pytest tests/bench -o 'python_files=bench_*.py' -s $(ARGS)

lint:
	$(call set_up,test,.[test])
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@.venv/bin/lint-imports

types:
	$(call set_up,test,.[test])
	@$(PYTHON) -m mypy

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
