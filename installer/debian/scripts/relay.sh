# The relay: a user of its own, a folder of its own, a service where systemd runs.
UNIT=sportello-relay.service
STATE=/var/lib/sportello-relay

has_systemd() {
	[ -d /run/systemd/system ]
}

configured() {
	if ! getent passwd sportello >/dev/null; then
		adduser --quiet --system --group --home "$STATE" --no-create-home sportello
	fi
	install -d -m 0700 -o sportello -g sportello "$STATE"
	deb-systemd-helper unmask "$UNIT" >/dev/null || true
	if deb-systemd-helper --quiet was-enabled "$UNIT"; then
		deb-systemd-helper enable "$UNIT" >/dev/null || true
	else
		deb-systemd-helper update-state "$UNIT" >/dev/null || true
	fi
	if has_systemd; then
		systemctl --system daemon-reload >/dev/null || true
		# One that was stopped on purpose before an upgrade stays stopped.
		if [ -z "$2" ]; then
			deb-systemd-invoke start "$UNIT" >/dev/null || true
		elif systemctl --quiet is-active "$UNIT"; then
			deb-systemd-invoke restart "$UNIT" >/dev/null || true
		fi
	fi
}

removing() {
	if has_systemd; then
		deb-systemd-invoke stop "$UNIT" >/dev/null || true
	fi
	end_all
}

removed() {
	case "$1" in
	remove)
		deb-systemd-helper mask "$UNIT" >/dev/null || true
		;;
	purge)
		deb-systemd-helper purge "$UNIT" >/dev/null || true
		deb-systemd-helper unmask "$UNIT" >/dev/null || true
		rm -rf "$STATE"
		if getent passwd sportello >/dev/null; then
			deluser --quiet --system sportello 2>/dev/null || userdel sportello || true
		fi
		;;
	esac
	if has_systemd; then
		systemctl --system daemon-reload >/dev/null || true
	fi
}
