WITH logins AS (
  SELECT coalesce(TRY_CAST(EventDetails->>'$.TimestampUTC' AS TIMESTAMP), TimeStamp) AS EventTime,
    EventDetails->>'$.UserName' AS UserName, coalesce(EventDetails->>'$.RemoteAddress', '') AS Address,
    EventDetails->>'$.Executable' AS Handler, EventDetails->>'$.Operation' AS Operation, lower(EventDetails->>'$.Result') AS Result
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'Login'
), read AS (
  SELECT EventTime, UserName, CASE WHEN Address IN ('', '-', '?') THEN '(local)' ELSE Address END AS RemoteAddress, Handler,
    Result IS NOT DISTINCT FROM 'fail' OR Operation IS NOT DISTINCT FROM 'LoginFailed' AS Failed,
    Result IS NOT DISTINCT FROM 'success' OR coalesce(Result, '') = '' AND Operation IS NOT DISTINCT FROM 'Login' AS Succeeded
  FROM logins
  WHERE Operation IS DISTINCT FROM 'Logout'
), counted AS (
  SELECT RemoteAddress, count(*) FILTER (WHERE Failed) AS Failures, count(*) FILTER (WHERE Succeeded) AS Successes,
    min(EventTime) FILTER (WHERE Failed) AS FirstFailure, max(EventTime) FILTER (WHERE Failed) AS LastFailure,
    min(EventTime) FILTER (WHERE Succeeded) AS FirstSuccess, max(EventTime) FILTER (WHERE Succeeded) AS LastSuccess,
    count(DISTINCT UserName) AS UserCount, list(DISTINCT UserName)[:50] AS Users, list(DISTINCT Handler)[:20] AS Handlers
  FROM read
  GROUP BY RemoteAddress
)
SELECT *, CASE WHEN Failures >= 5 AND LastSuccess > FirstFailure THEN 'failures then success' WHEN Failures >= 5 THEN 'repeated failures'
    WHEN Failures > 0 THEN 'isolated failures' WHEN Successes > 0 THEN 'successes only' ELSE 'outcome not stated' END AS Reading
FROM counted
ORDER BY Failures DESC
