# `make` alone says what there is. Everything runs in .venv, which is made and kept up to date as needed.
# An option that is exported empty is an option that was not given.
override PYTHON := $(or $(PYTHON),python3)
BIN := .venv/bin
INSTALLED := .venv/.installed
PYTHON_CODE := app.py functions infra tests
WEB_CODE := '**/*.js' '**/*.css'
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" --quiet

# Options of `make demo`, read by infra/local.
override PORT := $(or $(PORT),8000)
export PORT NOW DYNAMODB_ENDPOINT
# What one process compiled, those after it read: the tests start some hundred of them.
unexport PYTHONDONTWRITEBYTECODE

# Options of `make deploy` and `make destroy`, read by infra/deploy.
override STAGE := $(or $(STAGE),production)
export MAIL_FROM MAIL_IDENTITY ALARM_MAIL COMMUNE_FILE DOMAINS TOWNS_OF_DOMAINS CERTIFICATE FAMILIES YES DATA CONFIRM TABLE BUDGET KEEP_WARM OSV_URL

.DEFAULT_GOAL := help
.PHONY: help audit backup restore migrate keep-release demo test soak check format-check lint types imports format bench budget lock package deploy deploy-test destroy

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | awk -F'\t' '{ printf "  make %-14s %s\n", $$1, $$2 }'

demo: $(INSTALLED) ## start the portal with two demo communes (PORT=8000 NOW=2026-11-19T09:58+01:00 DYNAMODB_ENDPOINT=)
	@$(BIN)/python -m infra.local

test: $(INSTALLED) ## run the tests; those in a browser need Chromium
	@$(BIN)/pytest -n 3 --dist loadgroup

soak: $(INSTALLED) ## break every call to the table of every act, in every way, and try every order (some five minutes)
	@PREAU_SOAK=1 timeout 900 $(BIN)/pytest -q -n 2 -m soak

check: format-check lint types imports test ## check all: format, lint, types, import directions, tests

format-check: $(INSTALLED)
	@echo "Format" && $(BIN)/ruff format --check --quiet . && $(BIN)/oxfmt --check $(WEB_CODE)

lint: $(INSTALLED)
	@echo "Lint" && $(BIN)/ruff check --quiet . && $(BIN)/oxlint --deny-warnings

types: $(INSTALLED)
	@echo "Types" && $(BIN)/mypy $(PYTHON_CODE)

imports: $(INSTALLED)
	@echo "Import directions" && $(BIN)/lint-imports --no-logo

format: $(INSTALLED) ## format the code and mend what lint can mend
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format . ; $(BIN)/oxlint --fix ; $(BIN)/oxfmt $(WEB_CODE)

backup: $(INSTALLED) ## keep a portal's data as they are, or as they were (STAGE= AT=2026-11-24T10:30:00+01:00)
	@$(BIN)/python -m infra.backup export --stage $(STAGE) $(if $(AT),--at $(AT))

restore: $(INSTALLED) ## bring data back: all in a new table, or one commune or family (STAGE= FROM=s3://… COMMUNE= FAMILY= APPLY=1)
	@$(BIN)/python -m infra.backup $(if $(COMMUNE),part,restore) --stage $(STAGE) --from $(FROM) \
		$(if $(COMMUNE),--commune $(COMMUNE) $(if $(FAMILY),--family $(FAMILY)) $(if $(APPLY),--apply))

migrate: $(INSTALLED) ## write as this version does what earlier ones wrote; APPLY=1 does it (STAGE=)
	@$(BIN)/python -m infra.migrate --stage $(STAGE) $(if $(APPLY),--apply)

keep-release: $(INSTALLED) ## keep a small town as this release writes it, for those to come (CONTRIBUTING.md, "A release")
	@$(BIN)/python -m tests.releases

audit: $(INSTALLED) ## look up what is pinned among known vulnerabilities (OSV_URL=)
	@$(BIN)/python -m infra.audit

bench: $(INSTALLED) ## measure, against a baseline of the same run
	@$(BIN)/python -m infra.bench

budget: $(INSTALLED) ## weigh the first view of each screen
	@$(BIN)/python -m infra.budget

package: $(INSTALLED) ## make what is deployed, in build/package (ARCHITECTURE=arm64)
	@$(BIN)/python -m infra.package $(if $(ARCHITECTURE),--architecture $(ARCHITECTURE))

deploy-test: $(INSTALLED) ## deploy the package whole into MiniStack, with IAM enforced, and use it
	@$(BIN)/pytest -q -m deployment tests/infra/deployment

deploy: $(INSTALLED) ## open or update a portal on AWS (STAGE=production MAIL_FROM= ALARM_MAIL= COMMUNE_FILE= DOMAINS= CERTIFICATE=)
	@$(BIN)/python -m infra.deploy $(STAGE)

destroy: $(INSTALLED) ## close a portal; its data stays, unless DATA=delete CONFIRM=its stage (STAGE=)
	@$(BIN)/python -m infra.deploy $(STAGE) --destroy

lock: $(INSTALLED) ## pin the dependencies of pyproject.toml again (UPGRADE=1 takes the newest)
	@$(BIN)/$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra dev --group documents --group pdf --group cryptography --group pages --output-file requirements-dev.txt
	@$(BIN)/$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --constraint requirements-dev.txt --output-file requirements.txt
	@for layer in documents pdf cryptography pages; do \
		$(BIN)/$(LOCK) $(if $(UPGRADE),--upgrade) --group $$layer --constraint requirements-dev.txt --output-file infra/layers/$$layer.txt || exit; done

$(INSTALLED): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Préau needs Python 3.11 or newer. Name another with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "This Python cannot make an environment. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@test -x $(BIN)/pip || { echo "Making .venv" && $(PYTHON) -m venv --clear .venv; }
	@echo "Installing what Préau needs (about 100 MB, once)"
	@$(BIN)/pip install --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
