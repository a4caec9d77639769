if [ "$1" = upgrade ] && dpkg --compare-versions "$2" gt "$VERSION"; then
	echo "$PACKAGE $2 is installed and newer than $VERSION; it stays. To go back, remove it first." >&2
	exit 1
fi
