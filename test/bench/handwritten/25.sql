SELECT coalesce(nullif(EventDetails->>'$.ConnectedHardware', ''), EventDetails->>'$.HardwareName') AS Hardware,
  EventDetails->>'$.HardwareCategory' AS Category, min(TimeStamp) AS FirstObserved, max(TimeStamp) AS LastObserved, count(*) AS Snapshots
FROM SecurityIoTRawEvent
WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'ConnectedHardware'
GROUP BY ALL
ORDER BY FirstObserved DESC
