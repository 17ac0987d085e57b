WITH sockets AS (
  SELECT coalesce(TRY_CAST(EventDetails->>'$.TimestampUTC' AS TIMESTAMP), TimeStamp) AS EventTime, lower(EventDetails->>'$.Protocol') AS Protocol,
    coalesce(EventDetails->>'$.LocalAddress', '') AS LocalAddress, EventDetails->>'$.LocalPort' AS LocalPort,
    EventDetails->>'$.ExtraDetails.Pid' AS Pid, EventDetails->>'$.RemotePort' AS RemotePort
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'ListeningPorts'
), grouped AS (
  SELECT Protocol, LocalAddress, LocalPort, min(EventTime) AS FirstObserved, max(EventTime) AS LastObserved,
    count(DISTINCT EventTime) AS Snapshots, list(DISTINCT Pid)[:50] AS Pids
  FROM sockets
  WHERE coalesce(RemotePort, '') IN ('*', '0', '')
  GROUP BY Protocol, LocalAddress, LocalPort
)
SELECT CASE WHEN starts_with(LocalAddress, '127.') OR LocalAddress = '::1' OR ends_with(Protocol, '6') AND LocalAddress = '0.0.0.1'
    THEN 'loopback' WHEN LocalAddress IN ('0.0.0.0', '::', '*', '') THEN 'all interfaces' ELSE 'one address' END AS Exposure, *
FROM grouped
ORDER BY Exposure, TRY_CAST(LocalPort AS INTEGER)
