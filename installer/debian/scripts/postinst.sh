# dpkg owns package/, which nothing runs. What runs is a hard-linked copy of it under versions/, named by the link `current`, which
# is changed in one rename: killed anywhere, the version before is whole and is what starts.
put_version() {
	mkdir -p "$BASE/versions"
	now="$(readlink "$BASE/current" 2>/dev/null || true)"
	program="$BASE/package/$PACKAGE"
	if [ -n "$now" ] && [ "$program" -ef "$BASE/$now/$PACKAGE" ]; then
		return 0 # configured once more, nothing was unpacked in between
	fi
	# The same version installed again, to repair it, is a folder of its own: what runs is not touched.
	name="$VERSION-$CONTENT"
	count=1
	while [ -e "$BASE/versions/$name" ] && ! [ "$program" -ef "$BASE/versions/$name/$PACKAGE" ]; do
		count=$((count + 1))
		name="$VERSION-$CONTENT.$count"
	done
	if ! [ -e "$BASE/versions/$name" ]; then
		rm -rf "$BASE/versions/.new"
		# Some file systems have no hard links.
		cp -al "$BASE/package" "$BASE/versions/.new" 2>/dev/null || {
			rm -rf "$BASE/versions/.new"
			cp -a "$BASE/package" "$BASE/versions/.new"
		}
		sync -f "$BASE/versions/.new" 2>/dev/null || true
		mv "$BASE/versions/.new" "$BASE/versions/$name"
	fi
	if [ -n "$now" ] && [ "$now" != "versions/$name" ]; then
		link "$now" previous
	fi
	link "versions/$name" current
}

link() {
	rm -f "$BASE/.$2"
	ln -s "$1" "$BASE/.$2"
	mv -T "$BASE/.$2" "$BASE/$2"
}

# The current version, the one before, and whatever somebody still runs stay.
remove_old_versions() {
	used="$(running)"
	for folder in "$BASE"/versions/* "$BASE"/versions/.new; do
		[ -d "$folder" ] || continue
		[ "$folder" -ef "$BASE/current" ] && continue
		[ "$folder" -ef "$BASE/previous" ] && continue
		case "$used" in *"$folder/"*) continue ;; esac
		rm -rf "$folder"
	done
}

# Who still runs another version starts anew, if the program knows how: it catches SIGHUP. The talk is on disk.
ask_to_start_anew() {
	now="$(readlink -f "$BASE/current")"
	running | while read -r number program; do
		case "$program" in "$now"/*) continue ;; esac
		caught="$(sed -n 's/^SigCgt:.*\(.\)$/\1/p' "/proc/$number/status" 2>/dev/null)" || continue
		case "$caught" in
		1 | 3 | 5 | 7 | 9 | b | d | f) kill -HUP "$number" 2>/dev/null || true ;;
		esac
	done
}

# A package that was made one customer's has the stamp among its control files; dpkg never saw it as a file of the package.
put_stamp() {
	stamp="$(dpkg-query --control-path "$PACKAGE" stamp 2>/dev/null || true)"
	[ -n "$stamp" ] && [ -f "$stamp" ] || return 0
	install -D -m 0644 "$stamp" /etc/sportello/.sportello.stamp
	mv /etc/sportello/.sportello.stamp /etc/sportello/sportello.stamp
}

if [ "$1" = configure ]; then
	put_version
	configured "$@"
	remove_old_versions
fi
