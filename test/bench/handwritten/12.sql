WITH runs AS (
  SELECT TimeStamp, json_extract_string(EventDetails, ['$.TimestampUTC', '$.ExtraDetails.StartTimeUtc', '$.ExtraDetails.HitCount', '$.HitCount',
    '$.CommandLine', '$.Commandline', '$.Executable', '$.UserId', '$.ExtraDetails.Hash']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName IN ('ProcessCreate', 'Process')
), read AS (
  SELECT coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp) AS EventTime, TRY_CAST(d[2] AS TIMESTAMP) AS WindowStart,
    coalesce(TRY_CAST(d[3] AS INTEGER), TRY_CAST(d[4] AS INTEGER), 1) AS Hits, coalesce(nullif(d[5], ''), d[6], '') AS CommandLine,
    coalesce(nullif(d[7], ''), split_part(coalesce(nullif(d[5], ''), d[6], ''), ' ', 1)) AS Executable, d[8] AS UserId, d[9] AS Hash
  FROM runs
)
SELECT Executable, min(coalesce(WindowStart, EventTime)) AS NotBefore, min(EventTime) AS FirstObserved, max(EventTime) AS LastObserved,
  CAST(sum(Hits) AS BIGINT) AS Executions, list(DISTINCT UserId)[:20] AS UserIds,
  coalesce(list(DISTINCT Hash) FILTER (WHERE Hash <> ''), [])[:20] AS Hashes, list(DISTINCT CommandLine)[:100] AS CommandLines
FROM read
GROUP BY Executable
HAVING min(EventTime) >= CAST($since AS TIMESTAMP)
ORDER BY FirstObserved
