if [ "$1" = remove ]; then
	removing
fi
