. ./git.sh
mkdir bank shop src
touch bank/b shop/s src/o
git init -q -b main
add() {
	echo "$2" >> "$2/$3"
	git add bank shop src
	GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" git commit -q -m "$2 $3"
}
add 2026-01-01 bank b
tag 2026-01-02 bank/v1
tag 2026-01-02 shop-1
add 2026-01-05 shop s
add 2026-01-06 bank c
add 2026-01-07 src o
tag 2026-01-10 bank/v2
tag 2026-01-11 shop-2
tag 2026-01-12 tool/v1
add 2026-01-20 src p
tag 2026-01-21 bank/v3
git mv bank/c shop/c
add 2026-01-25 shop t
tag 2026-01-26 bank/v4
tag 2026-01-27 shop-3
tag 2026-01-28 tool/v2
tag 2026-01-29 unrelated
