WITH connections AS (
  SELECT TimeStamp, json_extract_string(EventDetails, ['$.TimestampUTC', '$.ExtraDetails.HitCount', '$.RemoteAddress', '$.RemotePort',
    '$.Protocol', '$.Executable', '$.CommandLine', '$.UserId', '$.Direction']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'ConnectionCreate'
), outbound AS (
  SELECT coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp) AS EventTime, coalesce(TRY_CAST(d[2] AS INTEGER), 1) AS Hits,
    coalesce(d[3], '') AS RemoteAddress, d[4] AS RemotePort, lower(d[5]) AS Protocol, d[6] AS Executable, d[7] AS CommandLine, d[8] AS UserId
  FROM connections
  WHERE d[9] = 'Out'
), grouped AS (
  SELECT RemoteAddress, RemotePort, Protocol, CAST(sum(Hits) AS BIGINT) AS Connections, min(EventTime) AS FirstObserved,
    max(EventTime) AS LastObserved, list(DISTINCT Executable)[:50] AS Executables, list(DISTINCT UserId)[:20] AS UserIds,
    list(DISTINCT CommandLine)[:100] AS CommandLines
  FROM outbound
  GROUP BY RemoteAddress, RemotePort, Protocol
)
SELECT CASE WHEN regexp_matches(RemoteAddress, '^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.)') THEN 'private'
    WHEN starts_with(RemoteAddress, '127.') OR RemoteAddress = '::1' THEN 'loopback' WHEN contains(RemoteAddress, ':') THEN 'IPv6'
    WHEN RemoteAddress = '' THEN 'unknown' ELSE 'internet' END AS Scope, *
FROM grouped
ORDER BY Scope, Connections DESC
