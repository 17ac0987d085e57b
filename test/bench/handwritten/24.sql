SELECT EventDetails->>'$.OSName' AS OSName, EventDetails->>'$.OSVersion' AS OSVersion, EventDetails->>'$.OsArchitecture' AS Architecture,
  EventDetails->>'$.HostName' AS HostName, EventDetails->>'$.BIOSVersion' AS BIOSVersion, EventDetails->>'$.BootDevice' AS BootDevice, AgentVersion,
  min(TimeStamp) AS FirstObserved, max(TimeStamp) AS LastObserved, count(*) AS Snapshots
FROM SecurityIoTRawEvent
WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'SystemInformation'
GROUP BY ALL
ORDER BY FirstObserved
