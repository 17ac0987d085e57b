WITH processes AS (
  SELECT json_extract_string(EventDetails, ['$.TimestampLocal', '$.Executable', '$.UserId', '$.CommandLine']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND contains(lower(AssociatedResourceId), lower($hub)) AND RawEventName = 'ProcessCreate'
), runs AS (
  SELECT TRY_CAST(d[1] AS TIMESTAMP) AS TimestampLocal, d[2] AS Executable, d[3] AS UserId, d[4] AS CommandLine FROM processes
), users AS (
  SELECT DISTINCT EventDetails->>'$.UserId' AS UserId, EventDetails->>'$.UserName' AS UserName
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND contains(lower(AssociatedResourceId), lower($hub)) AND RawEventName = 'LocalUsers'
)
SELECT Executable, count(*) AS CntExecutions, min(TimestampLocal) AS MinObservedTime, max(TimestampLocal) AS MaxObservedTime,
  list(DISTINCT concat('Id:', runs.UserId, ', Name:', UserName))[:128] AS ExecutingUsers, list(DISTINCT CommandLine ORDER BY CommandLine)[:128] AS ExecutionCommandLines
FROM runs LEFT JOIN users ON runs.UserId = users.UserId
GROUP BY Executable
