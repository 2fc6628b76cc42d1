# Sourced by the other scripts, from the top of the repository. Leaves cargo and node on PATH, installing what is absent.
# shellcheck shell=bash

# Oldest versions that work: tauri's own minimum, and what Vite asks for.
need_rust=1.90.0
need_node=20.19.0
# Used only when the machine has no suitable node and no package for one.
node_version=22.20.0

# at_least HAVE NEED
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

rust_version() { rustc --version 2>/dev/null | cut -d' ' -f2 | cut -d- -f1; }
node_found() { node --version 2>/dev/null | tr -d v; }

ensure_rust() {
  export PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
  if ! command -v cargo >/dev/null; then
    if command -v rustup >/dev/null; then
      rustup default stable
    elif command -v rustup-init >/dev/null; then
      rustup-init -y --profile default --no-modify-path
    else
      echo "installing Rust by rustup into ${CARGO_HOME:-$HOME/.cargo}" >&2
      curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile default --no-modify-path
    fi
    hash -r
  fi
  if ! at_least "$(rust_version)" "$need_rust"; then
    if command -v rustup >/dev/null; then
      rustup update stable
    fi
    if ! at_least "$(rust_version)" "$need_rust"; then
      echo "Rust $(rust_version) is too old, $need_rust or later is needed. https://rustup.rs brings it." >&2
      exit 1
    fi
  fi
}

# The official build, kept inside target/ so that the system stays as it is. Where nodejs.org cannot be reached but an
# older npm is here, the same build comes through npm.
fetch_node() {
  local system machine name base archive
  case "$(uname -s)" in Linux) system=linux ;; Darwin) system=darwin ;; *) return 1 ;; esac
  case "$(uname -m)" in x86_64 | amd64) machine=x64 ;; aarch64 | arm64) machine=arm64 ;; *) return 1 ;; esac
  name="node-v$node_version-$system-$machine"
  base="https://nodejs.org/dist/v$node_version"
  archive="$name.tar.gz"
  mkdir -p target/tools
  if [ ! -x "target/tools/$name/bin/node" ]; then
    echo "installing Node $node_version into target/tools" >&2
    if curl --proto '=https' --tlsv1.2 -sSf -o target/tools/node.sums "$base/SHASUMS256.txt" &&
      curl --proto '=https' --tlsv1.2 -sSf -o "target/tools/$archive" "$base/$archive"; then
      (cd target/tools && grep " $archive\$" node.sums | checksum >/dev/null) ||
        { echo "the download of Node does not match its checksum" >&2; return 1; }
      tar -xzf "target/tools/$archive" -C target/tools
      rm -f "target/tools/$archive"
    elif command -v npm >/dev/null; then
      mkdir -p "target/tools/$name"
      npm install --silent --no-audit --no-fund --no-save --prefix "target/tools/$name" "node@$node_version"
      ln -sfn node_modules/node/bin "target/tools/$name/bin"
    fi
  fi
  PATH="$PWD/target/tools/$name/bin:$PATH"
  export PATH
  hash -r
}

# Checks lines of "sum  file" from its input.
checksum() {
  if command -v sha256sum >/dev/null; then sha256sum -c -; else shasum -a 256 -c -; fi
}

ensure_node() {
  local found
  found=$(node_found)
  if [ -n "$found" ] && at_least "$found" "$need_node" && command -v npm >/dev/null; then
    return
  fi
  if command -v brew >/dev/null; then
    brew install node
    hash -r
  else
    fetch_node
  fi
  if ! at_least "$(node_found)" "$need_node"; then
    echo "Node $need_node or later is needed and could not be installed. https://nodejs.org brings it." >&2
    exit 1
  fi
}

# ensure_npm_packages FOLDER: the packages exactly as its lock file says, only when absent or the lock file changed.
ensure_npm_packages() {
  local stamp="$1/node_modules/.installed-lock"
  if ! cmp -s "$1/package-lock.json" "$stamp"; then
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) && cp "$1/package-lock.json" "$stamp"
  fi
}

# The page the window shows, built only when a source is newer than the last build.
ensure_ui() {
  ensure_npm_packages ui
  local built=ui/dist/index.html
  if [ -f "$built" ]; then
    local newer
    # bindings are types, erased by the build; fixtures and tests are not in it
    newer=$(find ui crates/charts/classes.css \( -name node_modules -o -name 'dist*' -o -name coverage \
      -o -path ui/src/bindings -o -path ui/fixtures -o -path ui/tests \) -prune -o -type f -newer "$built" -print | head -n 1)
    [ -z "$newer" ] && return
  fi
  (cd ui && npm run --silent build)
}
