# The course's commands. `make lab` for students, `make test` for everybody who changes something.
# Everything is relative to this folder, so its path may contain spaces.
PYTHON ?= python3
ARGS ?=
ENVIRONMENT = $(PYTHON) -I src/china_russia_axis/building/environment.py

.PHONY: lab env test-env bench-env site-env test build site picture bundle bench lock

lab: env            ## open the course in JupyterLab: make lab ARGS="--no-browser --port 8899"
	@.venv/bin/axis lab $(ARGS)

env:                ## make .venv, so that .venv/bin/axis works
	@$(ENVIRONMENT)

test-env:           ## the same with the tools that tests need
	@$(ENVIRONMENT) --test

site-env: env       ## what builds the website, in an environment of its own, .venv-site
	@$(ENVIRONMENT) --site

test: test-env site-env ## everything the course promises: make test ARGS="-k claims"
	.venv/bin/python -m pytest -n 2 --dist loadfile $(ARGS)

build: env          ## notebooks/ from lessons/
	@.venv/bin/axis build $(ARGS)

site: site-env      ## the website as static files in .build/site/html: make site ARGS="--out FOLDER"
	@.venv/bin/axis site $(ARGS)

picture: test-env   ## the screenshot in the README, taken anew in a browser
	.venv/bin/python -m pytest tests/browser -k "looking_without_numbers"
	cp artifacts/lab-start.png lessons/07-scenario-lab/lab.png

bundle: env         ## the course with its packages, for computers without a network: make bundle ARGS="--zip"
	@.venv/bin/axis bundle $(ARGS)

bench-env:          ## the same with the peers that benchmarks compare with
	@$(ENVIRONMENT) --bench

bench: bench-env    ## how fast the scenario lab answers, beside its peers
	@for script in benchmarks/*.py; do .venv/bin/python "$$script" $(ARGS) || exit 1; done

lock: env           ## exact versions anew, within the ranges of pyproject.toml: make lock ARGS=--upgrade
	.venv/bin/python -m pip install --quiet uv
	.venv/bin/python -m china_russia_axis.building.lock $(ARGS)
