SELECT DeviceId, count(*) AS Rows, min(TimeStamp) AS FirstObserved, max(TimeStamp) AS LastObserved, list(DISTINCT RawEventName)[:10] AS Kinds,
  DeviceId = $device AS IsInvestigated
FROM SecurityIoTRawEvent
WHERE ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub))
  AND RawEventName IN ('ConnectionCreate', 'Login', 'ProcessCreate', 'NetworkActivity', 'Process')
  AND ((EventDetails->>'$.RemoteAddress') = $address OR (EventDetails->>'$.Executable') = $executable)
GROUP BY DeviceId
ORDER BY FirstObserved
