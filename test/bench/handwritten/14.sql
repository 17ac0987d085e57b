WITH read AS (
  SELECT TimeStamp, json_extract_string(EventDetails, ['$.TimestampUTC', '$.ProcessId', '$.ParentProcessId', '$.Executable', '$.CommandLine', '$.UserId']) AS d
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'ProcessCreate'
), processes AS MATERIALIZED (
  SELECT DISTINCT coalesce(TRY_CAST(d[1] AS TIMESTAMP), TimeStamp) AS EventTime, TRY_CAST(d[2] AS BIGINT) AS ProcessId,
    TRY_CAST(d[3] AS BIGINT) AS ParentProcessId, d[4] AS Executable, d[5] AS CommandLine, d[6] AS UserId
  FROM read
  WHERE TRY_CAST(d[2] AS BIGINT) > 0
), parents AS (
  SELECT ProcessId, EventTime, min(struct_pack(Executable := Executable, CommandLine := CommandLine)) AS run
  FROM processes
  GROUP BY ProcessId, EventTime
)
SELECT child.*, parent.EventTime AS ParentTime, parent.run.Executable AS ParentExecutable, parent.run.CommandLine AS ParentCommandLine
FROM processes AS child ASOF LEFT JOIN parents AS parent
  ON child.ParentProcessId = parent.ProcessId AND child.EventTime >= parent.EventTime
ORDER BY child.EventTime
