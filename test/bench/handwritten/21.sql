WITH alerts AS (
  SELECT coalesce(StartTime, TimeGenerated) AS EventTime, concat('Alert (', AlertSeverity, ')') AS Kind, DisplayName AS Summary, ExtendedProperties AS Details
  FROM SecurityAlert
  WHERE TimeGenerated BETWEEN CAST($around AS TIMESTAMP) - INTERVAL 2 HOURS AND CAST($around AS TIMESTAMP) + INTERVAL 2 HOURS
    AND ends_with(lower(ResourceId), '/iothubs/' || lower($hub)) AND (ExtendedProperties->>'$.DeviceId') = $device
), read AS (
  SELECT TimeStamp, RawEventName, EventDetails, json_extract_string(EventDetails, ['$.TimestampUTC', '$.Result', '$.Operation', '$.UserName',
    '$.RemoteAddress', '$.GroupNames', '$.Protocol', '$.LocalAddress', '$.LocalPort', '$.Direction', '$.RemotePort', '$.Executable', '$.CommandLine',
    '$.Commandline', '$.Description', '$.ChainName']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub))
    AND TimeStamp BETWEEN CAST($around AS TIMESTAMP) - INTERVAL 2 HOURS AND CAST($around AS TIMESTAMP) + INTERVAL 2 HOURS
    AND RawEventType = 'Security' AND NOT IsEmpty
)
SELECT * FROM alerts
UNION ALL
SELECT coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp), RawEventName,
  CASE WHEN RawEventName = 'Login' THEN concat(coalesce(nullif(d[2], ''), d[3]), ' ', d[4], ' from ', coalesce(nullif(d[5], ''), 'local'))
    WHEN RawEventName = 'LocalUsers' THEN concat(d[4], ' in ', d[6])
    WHEN RawEventName = 'ListeningPorts' THEN concat(d[7], ' ', d[8], ':', d[9])
    WHEN RawEventName IN ('ConnectionCreate', 'NetworkActivity') THEN concat(d[10], ' ', d[5], ':', d[11], ' ', d[12])
    ELSE coalesce(nullif(d[13], ''), nullif(d[14], ''), nullif(d[12], ''), nullif(d[15], ''), d[16]) END,
  EventDetails
FROM read
ORDER BY EventTime
