# A small history. save DATE MESSAGE: one commit of all that is below src and old.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME='Ada Byron' GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME='Ada Byron' GIT_COMMITTER_EMAIL=ada@example.org
day() { export GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z"; }
save() { day "$1"; git add src old 2>/dev/null || git add -A src; git commit -q -m "$2"; }
git init -q -b main
mkdir -p old src/app
echo 'int core;' > old/core.h
echo '#include "core.h"' > old/net.c
echo '#include "core.h"' > src/app/main.c
save 2026-01-10 'Begin'
git tag v1
mkdir -p src/core src/net
git mv old/core.h src/core/core.h && git mv old/net.c src/net/net.c && mkdir -p old
day 2026-02-10; git commit -q -m 'Sort files into modules'
git tag v2
printf '#include "net.h"\n#include "core.h"\n' > src/net/net.c
echo 'int net;' > src/net/net.h
echo '#include "net.h"' >> src/app/main.c
save 2026-02-20 'Send'
git tag v3
git switch -q -c log
echo 'int log;' > src/core/log.h
save 2026-03-01 'Log'
printf '#include "net.h"\n#include "log.h"\n' > src/core/log.c
save 2026-03-02 'Log to the network'
echo 'int more;' >> src/core/log.h
save 2026-03-03 'Log more'
git switch -q main
echo 'int other;' >> src/app/main.c
save 2026-03-04 'Count others'
day 2026-03-10; git merge -q --no-ff -m 'Merge the log' log
git tag v4
echo '#include "main.h"' >> src/core/log.c
echo 'int main(void);' > src/app/main.h
save 2026-04-05 'Know the application'
day 2026-04-06; git tag -m release v5
printf '#include "log.h"\n' > src/core/log.c
git rm -q --cached src/app/main.h
save 2026-07-01 'Know nobody'
