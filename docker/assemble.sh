#!/usr/bin/env bash
# Makes of the libraries that the build gathered the folder that the image consists of:
#
#   bin/sallyport   the command
#   jre/            a Java runtime with just the modules below
#   lib/            the jars, without those for other platforms
#   native/         the libraries that those jars would unpack into a temporary folder, which an image
#                   with a read-only file system has not, or has mounted noexec
#
# Needs JAVA_HOME to be a JDK for the platform that the image is for.
set -euo pipefail

# What the runtime holds, and for whom. Written by hand: by what the libraries could use, it would hold
# databases and a desktop as well. The test of the image shows that it is enough to serve.
readonly MODULES=(
    java.base
    java.logging    # Netty, Micrometer: the fallback of their logging
    java.management # Micrometer: memory, threads, garbage collection
    java.naming     # Logback refers to it
    java.net.http   # OpenTelemetry: the way to the collector; OCSP responders
    java.xml        # Logback refers to it
    jdk.jfr         # Netty: allocation events
    jdk.management  # Micrometer: CPU time, open files
    jdk.unsupported # Netty: Unsafe
)

main() {
    if [ $# -ne 2 ]; then
        echo "usage: assemble.sh LIBRARIES OUTPUT" >&2
        exit 2
    fi
    libraries=$1
    output=$2
    here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
    : "${JAVA_HOME:?must be a JDK}"

    rm -rf "$output"
    mkdir -p "$output/bin" "$output/native"
    cp "$here/sallyport" "$output/bin/"
    chmod 755 "$output/bin/sallyport"
    copy_libraries
    unpack_native_libraries
    link_runtime
}

copy_libraries() {
    local jar
    mkdir "$output/lib"
    for jar in "$libraries"/*.jar; do
        case $jar in
            *-linux-"$(platform)".jar) cp "$jar" "$output/lib/" ;;
            *-linux-*.jar | *-osx-*.jar | *-windows-*.jar) ;;
            *) cp "$jar" "$output/lib/" ;;
        esac
    done
}

unpack_native_libraries() {
    local jar names unpacked
    unpacked=$(mktemp -d)
    for jar in "$output"/lib/*.jar; do
        names=$("$JAVA_HOME/bin/jar" --list --file "$jar" | grep '\.so$' | grep -v "linux-$(other_platform)" || true)
        if [ -n "$names" ]; then
            jar=$(cd "$(dirname "$jar")" && pwd)/$(basename "$jar")
            # shellcheck disable=SC2086
            (cd "$unpacked" && "$JAVA_HOME/bin/jar" --extract --file "$jar" $names)
        fi
    done
    find "$unpacked" -name '*.so' -exec cp {} "$output/native/" \;
    rm -rf "$unpacked"
}

link_runtime() {
    "$JAVA_HOME/bin/jlink" \
        --add-modules "$(IFS=,; echo "${MODULES[*]}")" \
        --strip-java-debug-attributes --no-header-files --no-man-pages \
        --compress zip-6 \
        --generate-cds-archive \
        --output "$output/jre"
}

# As the libraries name it in their jars.
platform() {
    case $(uname -m) in
        x86_64) echo x86_64 ;;
        aarch64 | arm64) echo aarch_64 ;;
        *)
            echo "assemble.sh: no native libraries for $(uname -m); expected x86_64 or aarch64" >&2
            exit 1
            ;;
    esac
}

other_platform() {
    case $(platform) in
        x86_64) echo aarch_64 ;;
        *) echo x86_64 ;;
    esac
}

main "$@"
