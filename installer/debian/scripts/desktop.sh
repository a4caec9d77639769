# The desktop programs: they belong to the people who run them, and end only with the package.
configured() {
	put_stamp
	ask_to_start_anew
}

removing() {
	end_all
}

removed() {
	if [ "$1" = purge ]; then
		if [ "$PACKAGE" = sportello-agent ]; then
			rm -f /etc/sportello/sportello.stamp /etc/sportello/.sportello.stamp
		fi
		rmdir /etc/sportello 2>/dev/null || true
	fi
}
