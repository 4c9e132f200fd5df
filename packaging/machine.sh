# What packaging/run and tests/run share: find out which system this is, install what is missing, configure and build.
# Sourced by bash; expects `root` to be the checkout.

say() { printf '%s\n' "$*"; }
stop() {
    printf '%s: %s\n' "${program:-textbank}" "$*" >&2
    exit 1
}

# Runs a command quietly; shows the end of what it printed, and one sentence, when it fails.
quietly() {
    local what=$1 log
    shift
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        rm -f "$log"
        stop "$what failed; the lines above say why."
    fi
    rm -f "$log"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        stop "packages have to be installed; run this as root, or install sudo first."
    fi
}

# "one|other": names of the same thing in different releases. Prints what is installed under none of its names.
apt_missing() {
    local names name found
    for names in "$@"; do
        found=
        for name in ${names//|/ }; do
            if dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -q '^installed$'; then
                found=yes
            fi
        done
        [ -n "$found" ] || printf '%s ' "$names"
    done
}

# The first of "one|other" that this release can install. Needs the package lists.
apt_name() {
    local name
    for name in ${1//|/ }; do
        if apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
            printf '%s' "$name"
            return
        fi
    done
    printf '%s' "${1%%|*}"
}

apt_packages() { # what: build run test clang lint
    local what=$1
    case $what in
    build)
        printf '%s ' g++ cmake ninja-build ccache lld pkg-config qt6-base-dev 'qt6-svg-dev|libqt6svg6-dev' qt6-tools-dev \
            qt6-tools-dev-tools qt6-l10n-tools qtkeychain-qt6-dev libspdlog-dev libsodium-dev libsqlite3-dev \
            libphonenumber-dev libprotobuf-dev protobuf-compiler libcsv-dev libboost-dev libssl-dev libqt6sql6-sqlite \
            libqt6svg6 tzdata ca-certificates
        ;;
    run)
        printf '%s ' libqt6sql6-sqlite libqt6svg6 qt6-translations-l10n libsecret-1-0 fonts-noto-core \
            fonts-noto-color-emoji fontconfig
        if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
            printf '%s ' xvfb xauth xdotool dbus
        fi
        ;;
    test)
        printf '%s ' librapidcheck-dev patch python3 python3-yaml python3-jsonschema openssl dbus gnome-keyring libsecret-1-0 \
            xvfb xauth xdotool fonts-noto-core fonts-noto-color-emoji fontconfig qt6-translations-l10n
        # The API document is linted with a tool from npm: always in CI, elsewhere where npm is there already.
        if [ -n "${CI:-}" ] && ! command -v npm >/dev/null; then
            printf 'npm '
        fi
        ;;
    clang) # With its sanitizers and libFuzzer, and llvm-symbolizer, without which a report names no line.
        printf '%s ' clang libclang-rt-dev llvm
        ;;
    lint)
        printf '%s ' clang clang-format clang-tidy
        ;;
    esac
}

install_debian() {
    local what missing names install=''
    missing=$(for what in "$@"; do
        # shellcheck disable=SC2046
        apt_missing $(apt_packages "$what")
    done)
    if [ -z "$missing" ]; then
        return
    fi
    say "Installing with apt: $missing"
    quietly "Reading the package lists (apt-get update)" as_root apt-get update
    for names in $missing; do
        install="$install $(apt_name "$names")"
    done
    # shellcheck disable=SC2086
    quietly "Installing packages with apt-get" as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y \
        --no-install-recommends $install
}

install_fedora() {
    local wanted="gcc-c++ cmake ninja-build ccache lld pkgconf-pkg-config qt6-qtbase-devel qt6-qtsvg-devel qt6-qttools-devel
        qt6-linguist qtkeychain-qt6-devel spdlog-devel libsodium-devel sqlite-devel libphonenumber-devel protobuf-devel
        libcsv-devel boost-devel openssl-devel google-noto-sans-fonts google-noto-color-emoji-fonts tzdata"
    case " $* " in *" test "*) wanted="$wanted rapidcheck-devel patch python3-pyyaml python3-jsonschema openssl dbus-daemon gnome-keyring
        xorg-x11-server-Xvfb xorg-x11-xauth xdotool" ;; esac
    case " $* " in *" clang "*) wanted="$wanted clang compiler-rt llvm" ;; esac
    case " $* " in *" lint "*) wanted="$wanted clang clang-tools-extra" ;; esac
    case " $* " in *" run "*) [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] ||
        wanted="$wanted xorg-x11-server-Xvfb xorg-x11-xauth xdotool dbus-daemon" ;; esac
    local missing="" name
    for name in $wanted; do
        rpm -q --whatprovides "$name" >/dev/null 2>&1 || missing="$missing $name"
    done
    if [ -n "$missing" ]; then
        say "Installing with dnf:$missing"
        # shellcheck disable=SC2086
        quietly "Installing packages with dnf" as_root dnf install -y --setopt=install_weak_deps=False $missing
    fi
}

install_macos() {
    command -v brew >/dev/null || stop "Homebrew is missing; install it from https://brew.sh and start again."
    local wanted="cmake ninja ccache pkg-config qt qtkeychain spdlog libsodium sqlite libphonenumber protobuf libcsv boost openssl@3"
    local missing="" name
    for name in $wanted; do
        brew list --versions "$name" >/dev/null 2>&1 || missing="$missing $name"
    done
    if [ -n "$missing" ]; then
        say "Installing with Homebrew:$missing"
        # shellcheck disable=SC2086
        quietly "Installing packages with Homebrew" brew install $missing
    fi
    CMAKE_PREFIX_PATH="$(brew --prefix qt);$(brew --prefix)"
    export CMAKE_PREFIX_PATH
}

# install_missing build run test clang lint: any of the five.
install_missing() {
    if [ -n "${TEXTBANK_SKIP_INSTALL:-}" ]; then
        return
    fi
    if [ "$(uname -s)" = Darwin ]; then
        install_macos "$@"
    elif [ -f /etc/debian_version ] && command -v apt-get >/dev/null; then
        install_debian "$@"
    elif [ -f /etc/fedora-release ] && command -v dnf >/dev/null; then
        install_fedora "$@"
    else
        stop "this system is not one that packages can be installed on by themselves (Debian, Ubuntu, Fedora, macOS); install the packages that README.md lists and set TEXTBANK_SKIP_INSTALL=1."
    fi
}

cores() {
    if [ -n "${TEXTBANK_JOBS:-}" ]; then
        printf '%s' "$TEXTBANK_JOBS"
    else
        getconf _NPROCESSORS_ONLN 2>/dev/null || printf 2
    fi
}

# build PRESET [targets...]: configures when needed, builds, shows ninja's progress line.
build() {
    local preset=$1 log
    shift
    cd "$root" || stop "cannot enter $root."
    log=$(mktemp)
    if ! cmake --preset "$preset" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        rm -f "$log"
        stop "configuring the $preset build failed; the lines above say why."
    fi
    rm -f "$log"
    local targets=()
    [ $# -gt 0 ] && targets=(--target "$@")
    NINJA_STATUS='[%f/%t %es] ' cmake --build --preset "$preset" --parallel "$(cores)" "${targets[@]}" ||
        stop "building the $preset preset failed; the compiler's lines above say why."
}

# Runs a command with a display: the one that is there, or an Xvfb of its own that ends with it.
with_display() {
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        "$@"
    else
        command -v xvfb-run >/dev/null || stop "there is no display and no Xvfb; install xvfb."
        xvfb-run -a -s '-screen 0 1440x900x24 -nolisten tcp' "$@"
    fi
}
