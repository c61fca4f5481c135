# What ops/up and ops/test share; sourced, not run. Works from any folder.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Build servers that stay behind would keep a pipe to the caller open.
export MSBUILDDISABLENODEREUSE=1

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# Runs a command as root if we may; fails otherwise.
as_root() {
  if [[ $EUID -eq 0 ]]; then "$@" </dev/null
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@" </dev/null
  else return 1
  fi
}

may_install() { command -v apt-get >/dev/null && as_root true; }

APT_UPDATED=
apt_install() {
  if [[ -z $APT_UPDATED ]]; then
    as_root apt-get update -qq >&2 || say "apt-get update: 未完全成功,继续 / not all lists could be read, going on"
    APT_UPDATED=1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

need_dotnet() {
  local sdk
  if ! command -v dotnet >/dev/null && [[ -x $HOME/.dotnet/dotnet ]]; then export PATH=$HOME/.dotnet:$PATH; fi
  command -v dotnet >/dev/null || die "需要 .NET 10 SDK / needs the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0"
  sdk=$(dotnet --version 2>/dev/null) || die "需要 .NET 10 SDK,本机只有 / needs the .NET 10 SDK, this machine has only: $(dotnet --list-sdks 2>/dev/null | tr '\n' ' ')"
  [[ $sdk == 10.* ]] || die "需要 .NET 10 SDK,本机是 / needs the .NET 10 SDK, this machine has: $sdk"
}

# The places where the program looks, too (src/MediationHub.Store/Postgres/PostgresPrograms.cs).
has_postgres() {
  local folder IFS=:
  for folder in $PATH /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin \
    /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin /Applications/Postgres.app/Contents/Versions/*/bin; do
    if [[ -x $folder/initdb && -x $folder/postgres && -x $folder/pg_ctl ]]; then return 0; fi
  done
  return 1
}

need_postgres() {
  local conf=/etc/postgresql-common/createcluster.conf version cluster
  if [[ -n ${ConnectionStrings__Hub:-} ]] || has_postgres; then return; fi
  may_install || die "需要 PostgreSQL 服务器程序,请运行 / needs PostgreSQL's server programs, run: apt-get install postgresql"
  say "正在安装 PostgreSQL / installing PostgreSQL"

  # We run a server of our own: no cluster of the system's is to be made or started.
  apt_install postgresql-common
  as_root sed -i -E '/^[[:space:]]*#?[[:space:]]*create_main_cluster[[:space:]]*=/d' "$conf"
  as_root sh -c "echo 'create_main_cluster = false' >> $conf"
  apt_install postgresql
  if command -v pg_lsclusters >/dev/null; then
    while read -r version cluster _; do
      as_root pg_ctlcluster "$version" "$cluster" stop || true
    done < <(pg_lsclusters -h | awk '$4 == "online" { print $1, $2 }')
  fi
  has_postgres || die "PostgreSQL 安装后仍找不到服务器程序 / PostgreSQL was installed, but its server programs are not to be found"
}

# Browser tests and PDF; without it they are skipped, so this never stops anything.
want_chromium() {
  local missing=()
  [[ -n ${MEDIATIONHUB_CHROMIUM:-} ]] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
  [[ -n $(fc-list :lang=zh-cn 2>/dev/null) ]] || missing+=(fonts-noto-cjk fontconfig)
  if [[ ${#missing[@]} -eq 0 ]]; then return; fi
  if may_install; then
    say "正在安装 / installing: ${missing[*]}"
    apt_install "${missing[@]}" || say "无法安装 / could not install: ${missing[*]}"
  else
    say "缺少以下软件,浏览器测试将跳过,可运行 / missing, browser tests will be skipped; run: apt-get install ${missing[*]}"
  fi
}

# The independent reader of our calendars; the tests of invitations and feeds fail without it.
has_icalendar() { python3 -c 'import icalendar' 2>/dev/null || /usr/bin/python3 -c 'import icalendar' 2>/dev/null; }   # a python3 of one's own on PATH may hide Debian's

need_icalendar() {
  if has_icalendar; then return; fi
  if may_install; then
    say "正在安装 / installing: python3-icalendar"
    apt_install python3-icalendar || true   # what that means is said below
  fi
  has_icalendar || say "缺少 python3-icalendar,日历的测试会失败,请运行 / missing, the tests of calendars will fail; run: apt-get install python3-icalendar"
}

# The program that is already installed or published: MEDIATIONHUB_PROGRAM, out/app, /opt/mediationhub, PATH. A .dll is run by dotnet.
find_program() {
  local found=${MEDIATIONHUB_PROGRAM:-} place
  if [[ -z $found ]]; then
    for place in out/app/mediationhub /opt/mediationhub/mediationhub "$(command -v mediationhub || true)"; do
      if [[ -n $place && -x $place ]]; then found=$place && break; fi
    done
  fi
  [[ -n $found && -e $found ]] || die "找不到 mediationhub 程序,请用 MEDIATIONHUB_PROGRAM 指明 / mediationhub is not to be found: name it by MEDIATIONHUB_PROGRAM"
  program=("$found")
  if [[ $found == *.dll ]]; then program=(dotnet "$found"); fi
  export MEDIATIONHUB_DATA=${MEDIATIONHUB_DATA:-.data}
}

# Prometheus' promtool tests the alerts; unpacked from Debian's package, since installing that would start a server. The tests fail without it.
need_promtool() {
  local to=out/tools/promtool fresh
  if command -v promtool >/dev/null || [[ -x $to/promtool ]]; then return; fi
  if ! command -v apt-get >/dev/null; then
    say "缺少 promtool,告警规则的测试会失败,请安装 Prometheus / promtool is missing, the tests of alerts will fail: install Prometheus"
    return
  fi
  say "正在取得 promtool / fetching promtool"
  fresh=$(mktemp -d)
  chmod 755 "$fresh"
  (
    cd "$fresh"
    apt-get download -qq prometheus >/dev/null 2>&1 </dev/null || { as_root apt-get update -qq >&2 || true; apt-get download -qq prometheus >/dev/null 2>&1 </dev/null; }
    dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool
  ) || true
  if [[ -x $fresh/usr/bin/promtool ]]; then
    mkdir -p "$to"
    mv "$fresh/usr/bin/promtool" "$to/promtool"
  else
    say "无法取得 promtool,告警规则的测试会失败,可运行 / could not be fetched, the tests of alerts will fail; run: apt-get install prometheus"
  fi
  rm -rf "$fresh"
}

# axe-core checks the pages for accessibility; the tests look for it in this place.
AXE_VERSION=4.10.3
AXE_SHA256=880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb
want_axe() {
  local to=out/tools/axe-core-$AXE_VERSION fresh
  if [[ -n ${MEDIATIONHUB_AXE:-} || -s $to/axe.min.js ]]; then return; fi
  if ! command -v npm >/dev/null && may_install; then
    say "正在安装 / installing: npm"
    apt_install npm || true
  fi
  if ! command -v npm >/dev/null; then
    say "缺少 npm,无障碍检查将跳过,可运行 / npm is missing, the accessibility checks will be skipped; run: apt-get install npm"
    return
  fi
  fresh=$(mktemp -d)
  if npm pack "axe-core@$AXE_VERSION" --silent --pack-destination "$fresh" >/dev/null 2>&1 </dev/null &&
    tar -xzf "$fresh/axe-core-$AXE_VERSION.tgz" -C "$fresh" package/axe.min.js &&
    echo "$AXE_SHA256  $fresh/package/axe.min.js" | sha256sum --check --quiet >&2; then
    mkdir -p "$to"
    mv "$fresh/package/axe.min.js" "$to/axe.min.js"
  else
    say "无法取得 axe-core $AXE_VERSION,无障碍检查将跳过 / axe-core $AXE_VERSION could not be fetched, the accessibility checks will be skipped"
  fi
  rm -rf "$fresh"
}

# With CI=true the lock files are binding (Directory.Build.props).
restore() { dotnet restore MediationHub.sln -v quiet "$@" >&2 </dev/null; }
