WITH processes AS (
  SELECT TRY_CAST(EventDetails->>'$.TimestampLocal' AS TIMESTAMP) AS TimestampLocal, EventDetails->>'$.Executable' AS Executable,
    EventDetails->>'$.UserId' AS UserId, EventDetails->>'$.CommandLine' AS CommandLine
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND contains(lower(AssociatedResourceId), lower($hub)) AND RawEventName = 'ProcessCreate'
), users AS (
  SELECT DISTINCT EventDetails->>'$.UserId' AS UserId, EventDetails->>'$.UserName' AS UserName
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND contains(lower(AssociatedResourceId), lower($hub)) AND RawEventName = 'LocalUsers'
)
SELECT Executable, count(*) AS CntExecutions, min(TimestampLocal) AS MinObservedTime, max(TimestampLocal) AS MaxObservedTime,
  list_slice(list(DISTINCT concat('Id:', processes.UserId, ', Name:', UserName)), 1, 128) AS ExecutingUsers,
  list_slice(list(DISTINCT CommandLine), 1, 128) AS ExecutionCommandLines
FROM processes LEFT JOIN users ON processes.UserId = users.UserId
GROUP BY Executable
