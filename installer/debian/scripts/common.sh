# In front of each maintainer script; PACKAGE, VERSION and CONTENT are set above. POSIX shell, essential packages only.
BASE="/usr/lib/$PACKAGE"

# The processes that run from any version of ours: number and program, one a line.
running() {
	for link in /proc/[0-9]*/exe; do
		program="$(readlink "$link" 2>/dev/null)" || continue
		case "$program" in
		"$BASE"/*)
			number="${link#/proc/}"
			echo "${number%/exe} $program"
			;;
		esac
	done
}

end_all() {
	numbers="$(running | cut -d ' ' -f 1)"
	[ -n "$numbers" ] || return 0
	kill -TERM $numbers 2>/dev/null || true
	waited=0
	while [ -n "$(running)" ] && [ "$waited" -lt 100 ]; do
		sleep 0.1
		waited=$((waited + 1))
	done
	numbers="$(running | cut -d ' ' -f 1)"
	[ -z "$numbers" ] || kill -KILL $numbers 2>/dev/null || true
}
