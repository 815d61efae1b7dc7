. ./git.sh
tag 2026-05-25 v0.1 main~3
tag 2026-05-25 v0.2 main~2
tag 2026-05-25 v0.3 main
