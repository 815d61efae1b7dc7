. ./git.sh
mkdir -p governance
begin 2026-01-01
tag 2026-01-01 v1
commit 2026-01-05 'good'
commit 2026-01-06 'bad'
bad=$(git rev-parse --short=9 HEAD)
commit 2026-01-09 'more'
more=$(git rev-parse HEAD)
git checkout -q -b topic
commit 2026-01-12 'mend'
mend=$(git rev-parse --short HEAD)
git checkout -q main
git -c core.abbrev=40 log -1 --format=%H > git.log
cherry() {
	GIT_COMMITTER_DATE="$1T12:00:00Z" git cherry-pick -x "$2" > git.log
}
cherry 2026-01-15 $mend
commit 2026-01-16 'last'
cat > governance/deployments.csv <<CSV
id,at,commit,class,kind,status
r1,2026-01-02T12:00:00Z,v1,feature,planned,success
r2,2026-01-08T12:00:00Z,$bad,feature,planned,success
r3,2026-01-10T12:00:00Z,$more,feature,planned,success
r3.1,2026-01-13T12:00:00Z,topic,fix,incident_fix,success
r4,2026-01-20T12:00:00Z,main,feature,planned,success
r5,2026-01-25T12:00:00Z,HEAD~1,feature,planned,success
r6,2026-01-26T12:00:00Z,:/bad,feature,planned,success
r7,2026-01-27T12:00:00Z,0123456789012345678901234567890123456789,feature,planned,success
CSV
cat > governance/incidents.yaml <<YAML
incident:
  - id: slow
    severity: major
    began: 2026-01-11T12:00:00Z
    detected: 2026-01-11T12:30:00Z
    restored: 2026-01-13T12:00:00Z
    detected_by: signal
    modules: [a]
    caused_by: $bad
    cause: nobody had tried it
  - id: gone
    severity: major
    began: 2026-01-11T12:00:00Z
    detected: 2026-01-11T12:30:00Z
    detected_by: signal
    modules: [a]
    caused_by: 'ffffffffff'
YAML
