WITH read AS (
  SELECT TimeStamp, json_extract_string(EventDetails, ['$.TimestampUTC', '$.CceId', '$.BaselineCheckId', '$.Result', '$.BaselineCheckResult', '$.Severity',
    '$.Description', '$.BaselineCheckDescription', '$.Error']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName IN ('OSBaseline', 'Baseline')
), checks AS MATERIALIZED (
  SELECT coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp) AS Snapshot, coalesce(nullif(d[2], ''), d[3]) AS CheckId,
    upper(coalesce(nullif(d[4], ''), d[5])) AS Result, d[6] AS Severity, coalesce(nullif(d[7], ''), d[8]) AS Description, d[9] AS Error
  FROM read
), failed AS (
  SELECT CheckId, Description, min(Snapshot) AS FirstFailed, max(Snapshot) AS LastFailed,
    arg_max(struct_pack(Result := Result, Severity := Severity, Error := Error), Snapshot) AS last
  FROM checks
  WHERE Result IN ('FAIL', 'ERR', 'ERROR')
  GROUP BY CheckId, Description
)
SELECT CheckId, Description, FirstFailed, LastFailed, last.Result AS Result, last.Severity AS Severity, last.Error AS Error,
  LastFailed = (SELECT max(Snapshot) FROM checks) AS StillFailing,
  CASE lower(last.Severity) WHEN 'critical' THEN 1 WHEN 'important' THEN 2 WHEN 'warning' THEN 3 ELSE 4 END AS Rank
FROM failed
ORDER BY StillFailing DESC, Rank, CheckId
