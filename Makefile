# All there is to type. Needs Node 20, Rust 1.95, a C and C++ compiler and make; everything else is fetched by name and locked version.
.DEFAULT_GOAL := build
.PHONY: build start test clients fix-acceptance lint format generate check-generated bench guard torture planted fuzz clean

TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
CARGO_LOCKED := $(if $(CI),--locked,)
INSTALLED := node_modules/.package-lock.json
TSX := node --import tsx
CLIENTS := target/clients
PIP_INSTALL := install --quiet --disable-pip-version-check --no-deps --no-compile --only-binary :all:
SCHEMATHESIS := node_modules/.cache/schemathesis/.installed
QUICKFIXJ := fix/counterparty/target/.installed

# Crates that are workspaces apart.
APART := fuzz bench/peers fix/native

# QuickFIX takes three minutes of a processor, once. Without a C++ compiler there is no FIX, and its tests say so.
CXX_FOUND := $(shell command -v $(CXX) 2>/dev/null)
FIX_ADDON := $(if $(CXX_FOUND),cargo build --release --manifest-path fix/native/Cargo.toml --target-dir $(TARGET_DIR)/fix $(CARGO_LOCKED) \
	&& $(TSX) scripts/install-addon.ts $(TARGET_DIR)/fix/release tapebook_fix_native fix/native/fix.node,\
	@echo "FIX is left out: there is no C++ compiler ($(CXX))")

# Seconds each fuzz target, or the simulator, runs.
SECONDS ?= 60

# Seeds spent on each planted bug at most.
SEEDS ?= 60

build: $(INSTALLED) ## Compile the addon and the TypeScript
	cargo build --release -p tapebook-bindings $(CARGO_LOCKED)
	$(TSX) scripts/install-addon.ts $(TARGET_DIR)/release
	$(FIX_ADDON)
	npx tsc -b
	npm run build -w @tapebook/web

start: build ## Open an exchange with demo instruments, accounts and a moving market
	cli/bin/tapebook.js start --demo

test: build $(SCHEMATHESIS) $(QUICKFIXJ) ## Run every test; SKIPS=fail makes a skipped test a failure
	@SKIPS=$(SKIPS) $(TSX) scripts/test.ts

clients: build $(CLIENTS)/.installed ## Run existing clients of Binance against a server, with SQLite and PostgreSQL, or NAMES of them
	@SKIPS=$(SKIPS) $(TSX) binance/clients/run.ts $(NAMES)

fix-acceptance: build ## Run QuickFIX's acceptance definitions, or NAMES, against our FIX engine; needs apt, once
	SKIPS=$(SKIPS) $(TSX) fix/acceptance/run.ts $(NAMES)

# Ready-made packages only, but for one that has none. binance-connector stands apart: it calls itself what python-binance does.
$(CLIENTS)/.installed: binance/clients/requirements.txt binance/clients/connector.txt
	rm -rf $(CLIENTS)
	python3 -m venv $(CLIENTS)
	$(CLIENTS)/bin/pip $(PIP_INSTALL) --no-binary sdnotify -r binance/clients/requirements.txt
	$(CLIENTS)/bin/pip $(PIP_INSTALL) --target $(CLIENTS)/connector -r binance/clients/connector.txt
	@touch $@

lint: build ## Clippy, Biome, types, and the format of everything
	cargo clippy --workspace --all-targets $(CARGO_LOCKED) -- -D warnings
	cargo fmt --all --check
	for crate in $(APART); do cargo fmt --manifest-path $$crate/Cargo.toml --check || exit 1; done
	npx biome check
	npx tsc -p tsconfig.tests.json
	npx tsc -p web/page

format: $(INSTALLED) ## Format everything
	cargo fmt --all
	for crate in $(APART); do cargo fmt --manifest-path $$crate/Cargo.toml || exit 1; done
	npx biome check --write

generate: $(INSTALLED) ## Write what comes from schema/wire.fbs and from the tests' requirement tags
	npm run generate -w @tapebook/schema
	UPDATE_GOLDEN=1 cargo test -q -p tapebook-schema --test golden
	npm run generate -w @tapebook/schema
	npm run generate -w @tapebook/rest
	npm run generate -w @tapebook/fix
	$(TSX) scripts/requirements.ts

check-generated: $(INSTALLED) ## Fail if `make generate` would change a file
	npm run check -w @tapebook/schema
	npm run check -w @tapebook/rest
	npm run check -w @tapebook/fix
	$(TSX) scripts/requirements.ts --check

bench: build ## Measure everything beside its peers, or PARTS; QUICK=1 within minutes, LONG=1 with an hour's soak
	node bench/run.mjs $(if $(QUICK),--quick) $(if $(LONG),--soak 3600) $(PARTS)

guard: ## Compare instruction counts with those committed; REASON="why" commits new ones; needs valgrind
	cargo build --release -p tapebook-bench $(CARGO_LOCKED)
	SKIPS=$(SKIPS) node bench/guard/check.mjs $(if $(REASON),--update "$(REASON)")

torture: build ## Make everything fail that can, or PARTS, and show what was survived, in ten minutes; LONG=1 takes a night, SHARE=20 of it a fifth
	LONG=$(LONG) SHARE=$(SHARE) SECONDS=$(SECONDS) SEEDS=$(SEEDS) SKIPS=$(SKIPS) $(TSX) scripts/torture.ts $(PARTS)

planted: $(INSTALLED) ## Plant each bug of sim/planted, or BUGS, and see that the simulator finds it within SEEDS
	SEEDS=$(SEEDS) $(TSX) scripts/planted.ts $(BUGS)

fuzz: ## Run each fuzz target for SECONDS; needs a nightly Rust and cargo-fuzz
	@cargo +nightly fuzz --version >/dev/null 2>&1 || { echo "make fuzz needs a nightly Rust and cargo-fuzz"; exit 1; }
	@set -e; targets=$$(cargo +nightly fuzz list); for target in $$targets; do \
	  cargo +nightly fuzz run $$target -- -max_total_time=$(SECONDS); done

clean: ## Remove what was built, not what was traded
	cargo clean
	rm -rf node_modules bindings/tapebook.node */dist *.tsbuildinfo */*.tsbuildinfo

# Without Python there is none, and the tests that need it say so.
$(SCHEMATHESIS): api/test/schemathesis/requirements.txt $(INSTALLED)
	rm -rf $(@D)
	if command -v python3 >/dev/null; then python3 -m venv $(@D) && $(@D)/bin/pip install -q --disable-pip-version-check -r $< || rm -rf $(@D); fi
	@if [ -d $(@D) ]; then touch $@; else echo "schemathesis is not installed: that needs Python 3.10 with venv, and its packages"; fi

# Without Java and Maven there is none, and the tests that need it say so.
$(QUICKFIXJ): fix/counterparty/pom.xml fix/counterparty/src/main/java/Counterparty.java
	rm -rf $(@D)
	if command -v mvn >/dev/null && command -v javac >/dev/null; then mvn -q -B -f $< compiler:compile dependency:copy-dependencies || rm -rf $(@D); fi
	@if [ -d $(@D) ]; then touch $@; else echo "QuickFIX/J is not there: that needs Java 11, Maven, and their packages"; fi

$(INSTALLED): package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	npm rebuild better-sqlite3
	@touch $@
