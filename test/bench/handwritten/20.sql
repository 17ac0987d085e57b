WITH read AS (
  SELECT TimeStamp, RawEventName, json_extract_string(EventDetails, ['$.TimestampUTC', '$.Queue', '$.DroppedEvents', '$.CollectedEvents', '$.MessagesSent',
    '$.TotalFailed', '$.MessagesUnder4KB', '$.ErrorType', '$.ConfigurationName', '$.Message', '$.Severity']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub))
    AND RawEventName IN ('DroppedEventsStatistics', 'MessageStatistics', 'ConfigurationError', 'Diagnostic')
), told AS (
  SELECT coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp) AS EventTime, RawEventName,
    CASE RawEventName WHEN 'DroppedEventsStatistics' THEN concat(d[2], ' queue: dropped ', d[3], ' of ', d[4])
      WHEN 'MessageStatistics' THEN concat('sent ', d[5], ', failed ', d[6], ', under 4 KB ', d[7])
      WHEN 'ConfigurationError' THEN concat(d[8], ' in ', d[9], ': ', d[10]) ELSE concat(d[11], ': ', d[10]) END AS Detail,
    coalesce(TRY_CAST(d[3] AS INTEGER), TRY_CAST(d[6] AS INTEGER), 0) AS Lost
  FROM read
)
SELECT * FROM told
WHERE Lost > 0 OR RawEventName IN ('ConfigurationError', 'Diagnostic')
ORDER BY EventTime
