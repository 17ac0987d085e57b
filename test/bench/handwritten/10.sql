WITH connections AS (
  SELECT TimeStamp, json_extract_string(EventDetails, ['$.TimestampUTC', '$.ExtraDetails.HitCount', '$.RemoteAddress', '$.LocalPort',
    '$.Executable', '$.Direction']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'ConnectionCreate'
)
SELECT d[5] AS Executable, d[4] AS LocalPort, CAST(sum(coalesce(TRY_CAST(d[2] AS INTEGER), 1)) AS BIGINT) AS Connections,
  min(coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp)) AS FirstObserved, max(coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp)) AS LastObserved,
  count(DISTINCT d[3]) AS PeerCount, list(DISTINCT d[3])[:200] AS Peers
FROM connections
WHERE d[6] = 'In'
GROUP BY Executable, LocalPort
ORDER BY Connections DESC
