# What the conditions on standard input come to: the atom, its value, where it comes from.
while read -r line; do
	lintel explain --no-store --as-of "$1" --condition "$line" | sed -n '/^atoms/,$p' | tail -n +2
done
