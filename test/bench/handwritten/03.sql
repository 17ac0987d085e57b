SELECT EventDetails->>'$.Protocol' AS Protocol, TRY_CAST(EventDetails->>'$.LocalPort' AS INTEGER) AS LocalPort,
  min(TRY_CAST(EventDetails->>'$.TimestampLocal' AS TIMESTAMP)) AS MinObservedTime,
  max(TRY_CAST(EventDetails->>'$.TimestampLocal' AS TIMESTAMP)) AS MaxObservedTime,
  list_slice(list(DISTINCT EventDetails->>'$.RemoteAddress'), 1, 128) AS AllowedRemoteIPAddress,
  list_slice(list(DISTINCT EventDetails->>'$.RemotePort'), 1, 128) AS AllowedRemotePort
FROM SecurityIoTRawEvent
WHERE DeviceId = $device AND contains(lower(AssociatedResourceId), lower($hub)) AND RawEventName = 'ListeningPorts'
  AND TRY_CAST(EventDetails->>'$.LocalPort' AS INTEGER) <= 1024
GROUP BY Protocol, LocalPort
