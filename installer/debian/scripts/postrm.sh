if [ "$1" = remove ] || [ "$1" = purge ]; then
	rm -rf "$BASE/versions" "$BASE/current" "$BASE/previous" "$BASE/.current" "$BASE/.previous"
	rmdir "$BASE" 2>/dev/null || true
fi
removed "$@"
