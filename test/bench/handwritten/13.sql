WITH runs AS (
  SELECT TimeStamp, json_extract_string(EventDetails, ['$.TimestampUTC', '$.CommandLine', '$.Commandline', '$.Executable', '$.UserId']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName IN ('ProcessCreate', 'Process')
), read AS (
  SELECT coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp) AS EventTime, coalesce(nullif(d[2], ''), d[3]) AS CommandLine, d[4] AS Executable,
    d[5] AS UserId
  FROM runs
), matched AS (
  SELECT *, unnest([
    CASE WHEN regexp_matches(CommandLine, '(curl|wget|tftp|ftpget)\b.*(\||;|&&)\s*(sh|bash|chmod)') THEN 'download then run' END,
    CASE WHEN regexp_matches(CommandLine, '(/dev/tcp/|\bnc(at)?\b.*\s-e|bash\s+-i|mkfifo)') THEN 'reverse shell' END,
    CASE WHEN regexp_matches(CommandLine, '(iptables\s+-F|ufw\s+disable|systemctl\s+(stop|disable)\s+(firewalld|ufw)|netsh\s+advfirewall\s+set\s+\S+\s+state\s+off)')
      THEN 'firewall disabled' END,
    CASE WHEN regexp_matches(CommandLine, '(systemctl|service)\s+(stop|disable)?\s*auditd|auditctl\s+-(D|e\s*0)') THEN 'auditd tampering' END,
    CASE WHEN regexp_matches(CommandLine, '(rm\s+.*(/var/log|\.bash_history)|history\s+-c|>\s*/var/log)') THEN 'log or history removal' END,
    CASE WHEN regexp_matches(CommandLine, '\b(useradd|adduser|usermod|userdel|passwd|net\s+user|net\s+localgroup)\b') THEN 'account change' END,
    CASE WHEN regexp_matches(CommandLine, '(^|\s)(/tmp|/var/tmp|/dev/shm)/') THEN 'temporary directory' END,
    CASE WHEN regexp_matches(CommandLine, '(xmrig|cpuminer|minerd|stratum\+tcp)') THEN 'miner' END,
    CASE WHEN regexp_matches(CommandLine, '\b(uname\s+-a|whoami|cat\s+/etc/(passwd|shadow)|ifconfig|netstat|nmap|masscan)\b') THEN 'reconnaissance' END
  ]) AS Family
  FROM read
)
SELECT Family, Executable, min(EventTime) AS FirstObserved, max(EventTime) AS LastObserved, count(*) AS Rows,
  list(DISTINCT CommandLine ORDER BY CommandLine)[:50] AS CommandLines, list(DISTINCT UserId)[:20] AS UserIds
FROM matched
WHERE Family IS NOT NULL
GROUP BY Family, Executable
ORDER BY FirstObserved
