# shellcheck shell=bash
# Sourced by the scripts that draw pictures of the documentation.

# picture <from> <to> <colours> [option of convert…]: a third of the bytes, if there is ImageMagick.
picture() {
    convert "$1" "${@:4}" +dither -colors "$3" -strip -define png:compression-level=9 "$2" 2>/dev/null || cp "$1" "$2"
    echo "$2"
}
