SELECT EventDetails->>'$.UserName' AS UserName, EventDetails->>'$.Result' AS Result, EventDetails->>'$.Executable' AS LoginHandler,
  count(*) AS CntLoginAttempts,
  min(TRY_CAST(EventDetails->>'$.TimestampLocal' AS TIMESTAMP)) AS MinObservedTime,
  max(TRY_CAST(EventDetails->>'$.TimestampLocal' AS TIMESTAMP)) AS MaxObservedTime,
  count(DISTINCT EventDetails->>'$.RemoteAddress') AS CntIPAddress,
  list_slice(list(DISTINCT EventDetails->>'$.RemoteAddress'), 1, 128) AS IPAddress
FROM SecurityIoTRawEvent
WHERE DeviceId = $device AND contains(lower(AssociatedResourceId), lower($hub)) AND RawEventName = 'Login'
  AND contains(lower(EventDetails), 'remoteaddress')
  AND NOT contains(lower(EventDetails), '"remoteaddress":"127.0.0.1"')
  AND NOT contains(lower(EventDetails), '"username":"(invalid user)"')
  AND NOT contains(lower(EventDetails), '"username":"(unknown user)"')
GROUP BY UserName, Result, LoginHandler
