# Sourced by ./run, ./test and ./custos: makes the project ready when it is not, and puts its Node 24 first on the path.
# Needs `root`, the folder of the project. Says one line on standard error when it has to install or build.
need="$(node -p 'parseInt(process.versions.node)' 2>/dev/null || echo 0)"
if [ "$need" -lt 20 ]; then
  echo "custos: needs Node 20 or later with npm; found $(node --version 2>/dev/null || echo none)" >&2
  exit 2
fi
stamp="$root/node_modules/.custos-lock"
if ! cmp -s "$root/package-lock.json" "$stamp"; then
  echo "custos: installing the locked packages (once)…" >&2
  log="$(mktemp)"
  if ! (cd "$root" && npm ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1; then
    cat "$log" >&2
    echo "custos: npm ci failed; nothing was started" >&2
    exit 3
  fi
  rm -f "$log"
  cp "$root/package-lock.json" "$stamp"
fi
export PATH="$root/node_modules/.bin:$PATH"
