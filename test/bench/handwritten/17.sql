WITH read AS (
  SELECT TimeStamp, IsEmpty, json_extract_string(EventDetails, ['$.TimestampUTC', '$.ChainName', '$.Direction', '$.Priority', '$.Action', '$.Enabled',
    '$.Protocol', '$.SourceAddress', '$.SourcePort', '$.DestinationAddress', '$.DestinationPort', '$.Application', '$.ExtraDetails."Rule Name"']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'FirewallConfiguration'
), rules AS (
  SELECT coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp) AS Snapshot, IsEmpty, d[2] AS Chain, d[3] AS Direction, TRY_CAST(d[4] AS INTEGER) AS Priority,
    d[5] AS Action, TRY_CAST(d[6] AS BOOLEAN) AS Enabled, d[7] AS Protocol, d[8] AS Source, d[9] AS SourcePort, d[10] AS Destination,
    d[11] AS DestinationPort, d[12] AS Application, d[13] AS Rule
  FROM read
), grouped AS (
  SELECT * EXCLUDE (Snapshot), min(Snapshot) AS FirstObserved, max(Snapshot) AS LastObserved
  FROM rules
  GROUP BY ALL
)
SELECT *, LastObserved = max(LastObserved) OVER () AS Current,
  coalesce(Action, '') = 'Allow' AND Enabled AND coalesce(Source, '') IN ('', '*', '0.0.0.0/0', '::/0') AND coalesce(DestinationPort, '') IN ('', '*') AS Wide
FROM grouped
ORDER BY Current DESC, Wide DESC, Chain, Priority
