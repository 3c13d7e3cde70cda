# Sourced by ./run and ./custos serve after ready.sh: builds the pages into web/dist when they are missing or older than
# what they are made from. Needs `root`. Says one line on standard error when it has to build.
pages_fresh() {
  [ -f "$root/web/dist/index.html" ] || return 1
  [ -z "$(find "$root/web" "$root/package-lock.json" -path "$root/web/dist" -prune -o -path '*/paraglide' -prune -o \
    -type f -newer "$root/web/dist/index.html" -print -quit)" ]
}
if [ -f "$root/web/index.html" ] && ! pages_fresh; then
  echo "custos: building the pages (once)…" >&2
  log="$(mktemp)"
  if ! (cd "$root" && npm run --silent build) >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "custos: the pages could not be built; nothing was started" >&2
    exit 3
  fi
  rm -f "$log"
fi
