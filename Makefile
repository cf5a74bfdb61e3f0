# Names for the commands of the README; everything works without make.
PYTHON = python3

.PHONY: try test format bench clean

try:
	$(PYTHON) .ci/try.py

test:
	$(PYTHON) .ci/test.py

format: .venv
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

bench: .venv
	.venv/bin/python benchmarks/run.py

.venv:
	$(PYTHON) -c 'import sys; sys.path.insert(0, ".ci"); import environment; environment.make("dev")'

clean:
	rm -rf .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .venv build dist
