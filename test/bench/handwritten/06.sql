SELECT RawEventName, RawEventCategory, RawEventType, count(*) AS Rows, min(TimeStamp) AS FirstSeen, max(TimeStamp) AS LastSeen,
  max(TimeGenerated) AS LastIngested, count(*) FILTER (WHERE IsEmpty) AS EmptySnapshots, list(DISTINCT AgentVersion)[:20] AS AgentVersions,
  (epoch_ns(CAST($until AS TIMESTAMP_NS)) - epoch_ns(max(TimeGenerated))) // 100 AS SilentFor
FROM SecurityIoTRawEvent
WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub))
GROUP BY RawEventName, RawEventCategory, RawEventType
ORDER BY RawEventType, RawEventName
